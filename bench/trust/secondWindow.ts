import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EngineUnderTest } from '../../test/support/engineUnderTest';
import { eventually } from '../../test/harness/eventually';
import { ABANDONED_MS } from '../../src/engine/store/indexLock';
import { KEEP_VERSIONS_MS } from '../../src/engine/store/keptVersions';
import { folderAt, TwoEngines } from './equality';
import { writeWorkspace } from './smallWorkspace';
import { snippet } from './snippets';

/** Less than the time after which a window that is left alone cleans up, and sees the index as it is then in any case. */
const SEEN_WITHIN_MS = KEEP_VERSIONS_MS / 2;

/** Less than the time after which a lock without a heartbeat is taken from whoever holds it. */
const TAKEN_OVER_WITHIN_MS = ABANDONED_MS * 0.75;

export interface SecondWindowResult {
  /** From the write of a file, of which only the first window is told, until the second one finds it; milliseconds each. */
  readonly delays: readonly number[];
  /** What the second window's index lacks after the first one died while it was indexing; a sentence each. */
  readonly wrong: readonly string[];
}

/**
 * Two engine processes on one folder: one is told of changes and writes, the other one follows. Then the first is killed in the
 * middle of its work, and the second has to finish it.
 * @param place an empty folder
 */
export async function followAndTakeOver(place: string, changes: number): Promise<SecondWindowResult> {
  const root = path.join(place, 'workspace');
  writeWorkspace(root, 12);
  const folders = [folderAt(root)];
  const engines = await TwoEngines.start(place);
  const start = () => EngineUnderTest.start({ folders, cacheDirectory: engines.keptCache });
  const isReady = async (engine: EngineUnderTest) => (await engine.state(folders)).folders[0]!.phase === 'ready';
  const first = await start();
  await eventually('the first window is ready', () => isReady(first));
  const second = await start();
  const delays: number[] = [];
  const wrong: string[] = [];
  try {
    await eventually('the second window is ready', () => isReady(second));
    for (let n = 0; n < changes; n++) {
      const file = path.join(root, `seen${n}.ts`);
      writeFileSync(file, `export function seenInBoth${n}() {\n  return ${n};\n}\n`);
      const written = performance.now();
      await first.changed('created', file);
      await eventually(
        'the second window sees it',
        async () => (await second.search(`seenInBoth${n}`)).hits.some((hit) => hit.symbol === `seenInBoth${n}`),
        SEEN_WITHIN_MS,
      );
      delays.push(performance.now() - written);
    }
    // Work for a while, in the middle of which the first window dies.
    mkdirSync(path.join(root, 'many'));
    const files = Array.from({ length: 60 }, (_, n) => path.join(root, 'many', `file${n}.py`));
    for (const [n, file] of files.entries()) writeFileSync(file, snippet(file, n % 40));
    await Promise.all([first, second].map((each) => each.changed('created', ...files)));
    await eventually('one of them works on it', async () => {
      const [state] = (await first.state(folders)).folders;
      return state!.phase === 'indexing' || state!.phase === 'refining' || state!.chunks > 60;
    });
    await first.kill();
    await eventually(
      'the second window goes on with it',
      async () => (await second.state(folders)).folders[0]!.files >= 60 + 12 + changes,
      TAKEN_OVER_WITHIN_MS,
    );
    await eventually('the second window finishes it', () => isReady(second));
    wrong.push(...second.notices.map(({ text }) => text));
  } finally {
    if (first.child.exitCode === null && first.child.signalCode === null) await first.kill();
    await second.shutdown();
  }
  await engines.kept.setFolders(folders);
  await engines.kept.idle();
  wrong.push(...(await engines.differences(folders)), ...engines.notices);
  await engines.dispose();
  return { delays, wrong };
}
