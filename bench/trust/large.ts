import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../src/engine/analysis/seededRandom';
import { eventually } from '../../test/harness/eventually';
import { inRepository } from '../../test/harness/repository';
import { EngineUnderTest } from '../../test/support/engineUnderTest';
import { watchMemory } from '../processUse';
import { folderAt } from './equality';
import { type SaveOptions, saveInARow, type SoakSample, TIDIED_AFTER_MS } from './soak';

const FUNCTIONS_A_FILE = 10;
const FILES_A_FOLDER = 100;
const WORDS = 4000;
/** Maintenance of 100,000 chunks begins after three seconds of quiet and takes ten or more. */
const CHUNKS_TIDIED_A_MS = 4;
/** Half a day: the deep model reads some dozens a second. */
const LIMIT_MS = 12 * 60 * 60 * 1000;

export interface LargeResult {
  readonly chunks: number;
  /** From the start of the process until everything was found, and until the deep model had read everything. */
  readonly searchableMs: number;
  readonly completeMs: number;
  /** Most resident memory of the engine from its start to the end, bytes. */
  readonly memory: number;
  /** The first is of the index as it was built. */
  readonly samples: readonly SoakSample[];
}

/**
 * A large workspace, no two functions of which have the same text: indexed, then saved into again and again.
 * @param place an empty folder
 */
export async function keepLarge(
  place: string,
  chunks: number,
  updates: number,
  options: SaveOptions = {},
): Promise<LargeResult> {
  const [root, cacheDirectory] = [path.join(place, 'workspace'), path.join(place, 'cache')];
  const code = new InventedCode();
  const files = Math.ceil(chunks / FUNCTIONS_A_FILE);
  const fileAt = (n: number) => path.join(root, `part${Math.floor(n / FILES_A_FOLDER)}`, `file${n}.ts`);
  for (let n = 0; n < files; n++) {
    mkdirSync(path.dirname(fileAt(n)), { recursive: true });
    writeFileSync(fileAt(n), code.file());
  }
  const queries = Array.from({ length: 20 }, () => code.words(5).join(' '));
  const folders = [folderAt(root)];
  const started = performance.now();
  const engine = await EngineUnderTest.start({ folders, cacheDirectory });
  const reaches = (...phases: readonly string[]) =>
    eventually(phases.join(), async () => phases.includes((await engine.state(folders)).folders[0]!.phase), LIMIT_MS);
  const ready = () => reaches('ready');
  const save = () => {
    const file = fileAt(code.below(files));
    writeFileSync(file, code.file());
    return file;
  };
  const memory = watchMemory(engine.child.pid!);
  try {
    await reaches('refining', 'ready');
    const searchableMs = performance.now() - started;
    await ready();
    const completeMs = performance.now() - started;
    const samples = await saveInARow(engine, cacheDirectory, {
      updates,
      queries,
      ready,
      save,
      tidiedAfterMs: Math.max(TIDIED_AFTER_MS, chunks / CHUNKS_TIDIED_A_MS),
      ...options,
    });
    const held = (await engine.state(folders)).folders[0]!.chunks;
    return { chunks: held, searchableMs, completeMs, memory: memory.stop(), samples };
  } finally {
    await engine.shutdown();
  }
}

/** Functions that nobody wrote, with as many different words as a large project has; the same at each run. */
class InventedCode {
  private readonly chance = seededRandom(11);
  private readonly vocabulary = wordsOfModel().slice(0, WORDS);

  below(limit: number): number {
    return Math.floor(this.chance() * limit);
  }

  /** Few of them often and most of them rarely, as words are. */
  words(count: number): string[] {
    return Array.from({ length: count }, () => this.vocabulary[Math.floor(WORDS * this.chance() ** 3)]!);
  }

  file(): string {
    return Array.from({ length: FUNCTIONS_A_FILE }, () => this.function()).join('\n');
  }

  private function(): string {
    const [one, other, third] = [this.name(), this.name(), this.name()];
    return [
      `/** ${this.words(8).join(' ')}. */`,
      `export function ${this.name()}(${one}: string, ${other}: number) {`,
      `  const ${third} = ${this.name()}(${one}, ${this.below(1000)});`,
      `  if (${third}.${this.name()} > ${other}) throw new Error('${this.words(5).join(' ')}');`,
      `  return ${this.name()}(${third}, ${other});`,
      `}`,
      '',
    ].join('\n');
  }

  private name(): string {
    const [first, ...rest] = this.words(2 + this.below(2));
    return first! + rest.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
  }
}

/** Words that are one token each, so that the deep model reads quickly. */
function wordsOfModel(): string[] {
  const file = inRepository('models', 'hunch-minilm-code', 'tokenizer.json');
  const { model } = JSON.parse(readFileSync(file, 'utf8')) as { model: { vocab: Record<string, number> } };
  return Object.keys(model.vocab).filter((token) => /^[a-z]{4,9}$/.test(token));
}
