import { EngineError } from '../engine/errors';
import { CODE } from '../engine/indexer/codeFiles';
import { bytesBelow, indexExists, inspectIndex, skippedInIndex } from '../engine/store/inspectIndex';
import { writerOf } from '../engine/store/indexLock';
import { resourcesIn } from '../engine/resources';
import { LeftOutTally } from '../engine/workspace/leftOut';
import { WorkspaceFiles } from '../engine/workspace/workspaceFiles';
import type { FolderStatus } from '../protocol/engine';
import { leftOutLines } from './leftOutLines';
import type { CommonOptions } from './options';
import { folderConfig, indexDirectoryFor, rootOf } from './session';
import { visible, visibleJson } from './visible';

/** What the command says beside what an engine would. */
interface Status extends Omit<FolderStatus, 'root'> {
  /** Bytes of Hunch's own models. */
  readonly modelBytes: number;
  /** The process that is writing the index now. */
  readonly writer?: number;
}

/** `hunch status`: looks at the index as it lies on disk; neither the model nor a new index is needed for that. */
export async function runStatus(options: CommonOptions): Promise<void> {
  const root = await rootOf(options);
  const directory = indexDirectoryFor(root, options);
  if (!(await indexExists(directory)))
    throw new EngineError(`There is no index of ${root} yet: run "hunch index --root ${options.root}" first.`);
  const status = await statusOf(root, directory);
  if (options.json) {
    console.log(visibleJson(status));
    return;
  }
  for (const line of lines(root, directory, status)) console.log(visible(line));
}

async function statusOf(root: string, directory: string): Promise<Status> {
  const tally = new LeftOutTally();
  const skipped = await skippedInIndex(directory);
  for (const { path, reason } of skipped) tally.add(path, false, { reason });
  const { leftOut } = await new WorkspaceFiles(await folderConfig(root, directory), CODE).scan();
  const { modelDirectory, quickModelDirectory } = resourcesIn(__dirname);
  const models = await Promise.all([modelDirectory, quickModelDirectory].map(bytesBelow));
  const writer = await writerOf(directory);
  return {
    ...(await inspectIndex(directory)),
    skipped: [...skipped, ...leftOut.list()],
    leftOut: LeftOutTally.sum(tally, leftOut),
    modelBytes: models.reduce((sum, each) => sum + each, 0),
    ...(writer === undefined ? {} : { writer }),
  };
}

function lines(root: string, directory: string, status: Status): string[] {
  const sizes = Object.entries(status.sizes).map(([table, size]) => `${table} ${megabytes(size)}`);
  return [
    root,
    `${status.files} files, ${status.chunks} chunks, ${megabytes(status.bytesOnDisk)} in ${directory}`,
    `Tables: ${sizes.join(', ')}; models: ${megabytes(status.modelBytes)}`,
    ...status.languages.map(({ language, files, chunks }) => `  ${language}: ${files} files, ${chunks} chunks`),
    `Model ${status.model} (${status.dimensions} dimensions, fingerprint ${status.fingerprint}, schema ${status.schema})`,
    `Last updated ${status.updatedAt}`,
    status.writer === undefined ? 'Nobody is writing the index.' : `Process ${status.writer} is writing the index.`,
    ...leftOutLines(status.leftOut),
  ];
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
