import { WEIGHTS, type Weights } from '../../src/engine/search/ranking';
import { corporaQuality } from './corpora';
import { functionsQuality } from './functions';
import { decimal, difference, type QualityOptions, type Report, titled } from './report';

const EVERY_KIND_ALIKE = Object.fromEntries(Object.keys(WEIGHTS.kind).map((kind) => [kind, 1])) as Weights['kind'];
const NOTHING_ASIDE = Object.fromEntries(Object.keys(WEIGHTS.aside).map((aside) => [aside, 1])) as Weights['aside'];
const NO_SIGNALS: Partial<Weights> = {
  definition: 0,
  mentionedDefinition: 0,
  stem: 0,
  stemOfName: 0,
  size: 0,
  coherence: 0,
  aside: NOTHING_ASIDE,
  kind: EVERY_KIND_ALIKE,
  sameFile: 1,
};

/** What is taken out of the ranking, or left alone in it. */
const VARIANTS: readonly (readonly [string, Partial<Weights>])[] = [
  ['everything', {}],
  // What the deep model has not read counts as its quick vector says.
  ['first tier: before the deep model has read anything', { deep: 0, quick: WEIGHTS.quick + WEIGHTS.deep }],
  ['without the quick vectors', { quick: 0 }],
  ['without words', { words: 0 }],
  ['words alone, no signals', { ...NO_SIGNALS, quick: 0, deep: 0, words: 1 }],
  ['quick vectors alone, no signals', { ...NO_SIGNALS, quick: 1, deep: 0, words: 0 }],
  ['deep vectors alone, no signals', { ...NO_SIGNALS, quick: 0, deep: 1, words: 0 }],
  ['all three, no signals', NO_SIGNALS],
  ['without definitions of names', { definition: 0, mentionedDefinition: 0 }],
  ['without file names', { stem: 0, stemOfName: 0 }],
  ['without words in a row', { literal: 0 }],
  ['without size', { size: 0 }],
  ['without coherence', { coherence: 0 }],
  ['without lowering tests, examples …', { aside: NOTHING_ASIDE }],
  ['without kinds', { kind: EVERY_KIND_ALIKE }],
  ['without spreading over files', { sameFile: 1 }],
];

/** What each signal adds: both benchmarks of search, with one signal after the other taken out. */
export async function ablationQuality(options: QualityOptions): Promise<Report> {
  const rows: { readonly name: string; readonly ndcg: number | undefined; readonly mrr: number }[] = [];
  for (const [name, changes] of VARIANTS) {
    console.error(`… ${name}`);
    process.env.HUNCH_RANKING = JSON.stringify(changes);
    const corpora = (await corporaQuality(options)).data as { readonly mean: number } | null;
    const functions = (await functionsQuality(options)).data as {
      readonly tuning: { readonly all: { readonly ours: { readonly mrr: number } } };
    };
    rows.push({ name, ndcg: corpora?.mean, mrr: functions.tuning.all.ours.mrr });
  }
  delete process.env.HUNCH_RANKING;
  const [all] = rows;
  const to = (value: number | undefined, base: number | undefined): string =>
    difference(value === undefined || base === undefined ? undefined : value - base);
  const text = titled(
    'Ablation',
    ['', 'corpora NDCG@10', '', 'functions MRR', ''],
    rows.map(({ name, ndcg, mrr }) => [name, decimal(ndcg), to(ndcg, all?.ndcg), decimal(mrr), to(mrr, all?.mrr)]),
  );
  return { text, data: rows };
}
