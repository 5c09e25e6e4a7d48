import path from 'node:path';
import type { FolderConfig } from '../../protocol/engine';
import type { LeftOut } from './leftOut';
import { readSource } from './readSource';
import type { WorkspaceFiles } from './workspaceFiles';

/**
 * Why a file is not to be indexed, by the very rules that the walk and the reading of files follow; undefined when it is.
 * @param relativePath from the workspace folder, forward slashes
 */
export async function whyLeftOut(
  files: WorkspaceFiles,
  { root, maxFileBytes }: Pick<FolderConfig, 'root' | 'maxFileBytes'>,
  relativePath: string,
): Promise<LeftOut | undefined> {
  const decision = await files.decide(relativePath);
  if (decision === 'folder') return { reason: 'a folder, of which the files are indexed' };
  if ('leftOut' in decision) return decision.leftOut;
  const { size, included = false } = decision.file;
  const source = await readSource(path.join(root, relativePath), size, maxFileBytes, included);
  return 'skipped' in source ? { reason: source.skipped, rule: 'by its content' } : undefined;
}
