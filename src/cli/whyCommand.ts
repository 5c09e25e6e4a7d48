import path from 'node:path';
import type { WhyResponse } from '../protocol/engine';
import { CODE } from '../engine/indexer/codeFiles';
import { fileInIndex, indexExists } from '../engine/store/inspectIndex';
import { relativeInside } from '../engine/workspace/relativeInside';
import { whyLeftOut } from '../engine/workspace/whyLeftOut';
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
  if (left) return { path: relativePath, indexed: false, ...left };
  const row = (await indexExists(directory)) ? await fileInIndex(directory, relativePath) : undefined;
  if (!row) return { path: relativePath, indexed: false, reason: 'not indexed yet' };
  if (row.skipped !== '') return { path: relativePath, indexed: false, reason: row.skipped };
  return { path: relativePath, indexed: true, chunks: row.chunks };
}

/** Rules that a person made, and can change. */
const BY_RULE = /^(?:ignored|excluded)/;
/** What no setting brings in. */
const FINAL = /^(?:not |in no |a folder|symbolic link|no |binary|version control)/;

function sentence({ path: file, indexed, chunks = 0, reason = '', rule }: WhyResponse): string {
  if (indexed) return `${file} is indexed: ${chunks} chunk${chunks === 1 ? '' : 's'}.`;
  const because = `${file} is not indexed: ${reason}${rule === undefined ? '' : ` (${rule})`}.`;
  if (FINAL.test(reason)) return because;
  const change = BY_RULE.test(reason) ? 'Change that rule, or write' : 'To index it, write';
  return `${because} ${change} "!/${file}" into a .hunchignore.`;
}
