import type { Bundles } from './bundles';
import type { Corpus } from './corpus';
import { filesToEdit } from './edits';
import type { Figure } from './figure';
import type { DelayReport, LoopSample, SaveReport } from './host/hostReport';
import { inVscode } from './inVscode';
import { type BuiltIndex, emptyWorkspace, indexedWorkspace } from './indexedWorkspace';
import { describeSpread, median, milliseconds, spreadOf } from './quantiles';

/** In turns with indexing and with indexing paused: together two minutes of each. */
const FULL = { rounds: 6, roundMs: 20_000 } as const;
const QUICK = { rounds: 2, roundMs: 5_000 } as const;
const DELAY_TARGET_MS = 20;
const SAVES = 110;
const SAVE_TARGET_MS = 1000;

/** How free the extension host is while a folder is indexed from nothing, and what activation takes. */
export async function hostDelay(bundles: Bundles, corpus: Corpus, quick: boolean): Promise<Figure[]> {
  const { rounds, roundMs } = quick ? QUICK : FULL;
  const task = { measure: 'delay', rounds, roundMs } as const;
  const { indexing, paused, chunks, readClosely, activation } = await inVscode<DelayReport>(
    bundles,
    emptyWorkspace(corpus),
    task,
  );
  const p99 = median(indexing.map((sample) => sample.p99));
  const inTurns = `median of ${rounds} stretches of ${roundMs / 1000} s`;
  return [
    {
      name: 'host delay, indexing',
      value: describeDelay(indexing),
      target: `p99 < ${DELAY_TARGET_MS} ms`,
      met: p99 < DELAY_TARGET_MS,
      meaning: `how late timers of the extension host are while ${chunks} chunks become searchable and ${readClosely} of them are read closely; ${inTurns}`,
    },
    {
      name: 'host delay, paused',
      value: describeDelay(paused),
      meaning: 'the same in turns with that, indexing paused',
    },
    {
      name: 'host load',
      value: `${percent(indexing)} indexing, ${percent(paused)} paused`,
      meaning: 'share of the time in which the event loop of the host was busy, with all that VS Code does there',
    },
    {
      name: 'activation',
      value: activation
        ? `${milliseconds(activation.load)} load, ${milliseconds(activation.call)} activate()`
        : 'unknown',
      meaning: "from VS Code's own start-up report",
    },
  ];
}

/** Time from a save until it is found, in VS Code: with its watchers, its editor, and the extension's own delays. */
export async function hostSaves(
  bundles: Bundles,
  corpus: Corpus,
  index: BuiltIndex,
  quick: boolean,
): Promise<Figure[]> {
  const task = { measure: 'saves', files: filesToEdit(corpus, quick ? 12 : SAVES) } as const;
  const { byOthers, inEditor } = await inVscode<SaveReport>(bundles, indexedWorkspace(corpus, index), task);
  return [
    saves('save to findable, editor', inEditor, 'saved in an editor of VS Code'),
    saves('save to findable, others', byOthers, 'written by another program, seen by the watcher of VS Code'),
  ];
}

function saves(name: string, times: readonly number[], meaning: string): Figure {
  const spread = spreadOf(times);
  return {
    name,
    value: describeSpread(spread),
    target: `p95 < ${SAVE_TARGET_MS} ms`,
    met: spread.p95 < SAVE_TARGET_MS,
    meaning: `until a search of the extension has it first; ${meaning}`,
  };
}

function describeDelay(samples: readonly LoopSample[]): string {
  const middle = (pick: (sample: LoopSample) => number): string => milliseconds(median(samples.map(pick)));
  const immediates = spreadOf(samples.flatMap((sample) => sample.immediates));
  const max = Math.max(...samples.map((sample) => sample.max));
  return `p50 ${middle((s) => s.p50)}, p99 ${middle((s) => s.p99)}, max ${milliseconds(max)}; setImmediate p99 ${milliseconds(immediates.p99)}`;
}

function percent(samples: readonly LoopSample[]): string {
  return `${(median(samples.map((sample) => sample.utilization)) * 100).toFixed(1)} %`;
}
