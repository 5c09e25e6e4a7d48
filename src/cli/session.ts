import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Engine } from '../engine/engine';
import { EngineError } from '../engine/errors';
import { resourcesIn } from '../engine/resources';
import type { FolderConfig } from '../protocol/engine';
import { indexDirectoryOf } from '../engine/workspace/indexPlace';
import { savedRules } from '../engine/workspace/savedRules';
import { beforeEnding, complain } from './ending';
import type { CommonOptions } from './options';
import { progressLine } from './progress';
import { visibleLines } from './visible';

/** As in the extension's setting `hunch.maxFileSize`. */
const MAX_FILE_BYTES = 1024 * 1024;

/** The folder that a command works on, checked. @throws EngineError */
export async function rootOf(options: CommonOptions): Promise<string> {
  const root = path.resolve(options.root);
  const stats = await stat(root).catch(() => undefined);
  if (!stats?.isDirectory()) throw new EngineError(`There is no folder ${root}: give an existing one with --root.`);
  return root;
}

/** Where a command's index lies. */
export function indexDirectoryFor(root: string, options: CommonOptions): string {
  return options.indexDir === undefined ? indexDirectoryOf(root) : path.resolve(options.indexDir);
}

/** How a command indexes a folder: by the rules that an editor left with its index, or as the extension does unless told. */
export async function folderConfig(root: string, indexDirectory: string): Promise<FolderConfig> {
  return { root, exclude: [], maxFileBytes: MAX_FILE_BYTES, ...(await savedRules(indexDirectory)) };
}

/** Runs work with an engine on one folder in this process, and ends the engine whatever happens. */
export async function withEngine<T>(
  options: CommonOptions,
  work: (engine: Engine, root: string) => Promise<T>,
): Promise<T> {
  const root = await rootOf(options);
  const progress = progressLine(process.stderr);
  const starting = Engine.start({
    resources: resourcesIn(__dirname),
    indexDirectory: indexDirectoryFor(root, options),
    ...(options.model === undefined ? {} : { modelDirectory: path.resolve(options.model) }),
    // Somebody waits for this command: it may have the whole machine.
    threads: availableParallelism(),
    log: (level, component, text) => {
      if (process.env.HUNCH_LOG !== undefined) process.stderr.write(`[${level}] ${component}: ${visibleLines(text)}\n`);
    },
    onState: (state) => {
      progress.show(state);
    },
    onNotice: ({ text }) => {
      complain(text);
    },
  });
  // Also while the models load: a thread that is ended inside of native code takes the process down with it.
  beforeEnding(async () => {
    const started = await starting.catch(() => undefined);
    progress.clear();
    await started?.dispose();
  });
  const engine = await starting;
  try {
    await engine.setFolders([await folderConfig(root, indexDirectoryFor(root, options))]);
    return await work(engine, root);
  } finally {
    progress.clear();
    await engine.dispose();
    beforeEnding(undefined);
  }
}
