import { EngineError } from '../engine/errors';
import { indexExists, inspectIndex } from '../engine/store/inspectIndex';
import type { CommonOptions } from './options';
import { indexDirectoryFor, rootOf } from './session';
import { visible, visibleJson } from './visible';

/** `hunch status`: looks at the index as it lies on disk; neither the model nor a new index is needed for that. */
export async function runStatus(options: CommonOptions): Promise<void> {
  const root = await rootOf(options);
  const directory = indexDirectoryFor(root, options);
  if (!(await indexExists(directory)))
    throw new EngineError(`There is no index of ${root} yet: run "hunch index --root ${options.root}" first.`);
  const status = await inspectIndex(directory);
  if (options.json) {
    console.log(visibleJson(status));
    return;
  }
  console.log(
    `${status.files} files, ${status.chunks} chunks, ${(status.bytesOnDisk / 1e6).toFixed(1)} MB in ${visible(directory)}`,
  );
  console.log(`Model ${visible(status.model)} (${status.dimensions} dimensions, fingerprint ${status.fingerprint})`);
  console.log(`Last updated ${status.updatedAt}`);
}
