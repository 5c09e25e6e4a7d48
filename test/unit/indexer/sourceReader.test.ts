import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SourceReader } from '../../../src/engine/indexer/sourceReader';
import { resourcesIn } from '../../../src/engine/resources';
import { inRepository } from '../../harness/repository';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder';

const { parseThread, grammarsDirectory } = resourcesIn(inRepository('dist'));

let reader: SourceReader;
const logged: string[] = [];

const readerOf = (threadFile: string) =>
  new SourceReader(threadFile, { grammarsDirectory }, (_level, _component, text) => logged.push(text));

beforeEach(() => {
  logged.length = 0;
});

afterEach(async () => {
  await reader.dispose();
});

function request(root: string, ...paths: string[]) {
  const files = paths.map((file) => ({ path: file, size: 100, knownHash: '', included: false }));
  return { root, maxFileBytes: 1024 * 1024, files };
}

describe('a reader of source files', () => {
  it('keeps nothing of what it gave, however long its thread lives', async () => {
    reader = readerOf(parseThread);
    const root = temporaryFolder();
    writeFiles(root, { 'a.ts': 'export function open(session) {\n  return session;\n}\n' });
    const parsed: WeakRef<object>[] = [];
    for (let n = 0; n < 5; n++) parsed.push(new WeakRef((await reader.parse(request(root, 'a.ts')))[0]!));
    // What was awaited last may still be on the stack.
    await pause(0);
    collectGarbage();
    expect(parsed.slice(0, -1).filter((each) => each.deref() !== undefined)).toHaveLength(0);
  });

  it('leaves out the file that its thread dies of, says why, and reads the others', async () => {
    const root = temporaryFolder();
    const thread = path.join(root, 'thread.cjs');
    writeFiles(root, {
      'thread.cjs': `
        const { parentPort } = require('node:worker_threads');
        const { on } = parentPort;
        const isDeadly = (message) => JSON.stringify(message).includes('deadly');
        parentPort.on = (event, listen) =>
          on.call(parentPort, event, (message) => (isDeadly(message) ? process.exit(3) : listen(message)));
        require(${JSON.stringify(parseThread)});`,
      'a.ts': 'export const a = 1;\n',
      'deadly.ts': 'export const b = 1;\n',
    });
    reader = readerOf(thread);
    expect(await reader.parse(request(root, 'a.ts', 'deadly.ts'))).toMatchObject([
      { path: 'a.ts', outcome: 'parsed' },
      { path: 'deadly.ts', outcome: 'skipped', reason: 'the parser failed on it (exit code 3)' },
    ]);
    expect(logged).toEqual(Array(2).fill('The parser thread ended: Error: exit code 3'));
  });

  it('says that the parser does not start', async () => {
    reader = readerOf(path.join(temporaryFolder(), 'missing.js'));
    await expect(reader.parse(request(temporaryFolder(), 'a.ts'))).rejects.toThrow('reinstall Hunch');
  });
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
