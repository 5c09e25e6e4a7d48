import path from 'node:path';
import type { WhyResponse } from '../protocol/engine';
import { CODE } from '../engine/indexer/codeFiles';
import { fileInIndex, indexExists } from '../engine/store/inspectIndex';
import { relativeInside } from '../engine/workspace/relativeInside';
import { remediesFor, whyLeftOut } from '../engine/workspace/whyLeftOut';
import { WorkspaceFiles } from '../engine/workspace/workspaceFiles';
import type { CommonOptions } from './options';
import { folderConfig, indexDirectoryFor, rootOf } from './session';
import { visible, visibleJson } from './visible';

/** `hunch why`: looks at the rules and at the index as it lies on disk; no model is needed for that. */
export async function runWhy(file: string, options: CommonOptions): Promise<void> {
  const root = await rootOf(options);
  const answer = await why(root, path.resolve(root, file), indexDirectoryFor(root, options));
  console.log(options.json ? visibleJson(answer) : visible(sentence(answer)));
}

async function why(root: string, file: string, directory: string): Promise<WhyResponse> {
  const relativePath = relativeInside(root, file);
  if (relativePath === undefined || relativePath === '')
    return { path: file, indexed: false, reason: 'in no folder that is indexed' };
  const config = await folderConfig(root, directory);
  const left = await whyLeftOut(new WorkspaceFiles(config, CODE), config, relativePath);
  if (left) {
    const { hunchignore } = await remediesFor(config, CODE, undefined, relativePath);
    return { path: relativePath, indexed: false, ...left, ...(hunchignore === undefined ? {} : { hunchignore }) };
  }
  const row = (await indexExists(directory)) ? await fileInIndex(directory, relativePath) : undefined;
  if (!row) return { path: relativePath, indexed: false, reason: 'not indexed yet' };
  if (row.skipped !== '') return { path: relativePath, indexed: false, reason: row.skipped };
  return { path: relativePath, indexed: true, chunks: row.chunks };
}

function sentence({ path: file, indexed, chunks = 0, reason = '', rule, hunchignore }: WhyResponse): string {
  if (indexed) return `${file} is indexed: ${chunks} chunk${chunks === 1 ? '' : 's'}.`;
  const because = `${file} is not indexed: ${reason}${rule === undefined ? '' : ` (${rule})`}.`;
  if (hunchignore === undefined) return because;
  return `${because} To index it, write "${hunchignore}" at the end of the .hunchignore in that folder, or of a new one.`;
}
