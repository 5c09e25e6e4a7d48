import path from 'node:path';
import type { FolderConfig } from '../../protocol/engine';
import type { GitSettingsReader } from './gitSettings';
import { bringingBack } from './ignoreLevel';
import type { LeftOut } from './leftOut';
import { globOf } from './pathGlob';
import { readSource } from './readSource';
import { type WantedFiles, WorkspaceFiles } from './workspaceFiles';

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

/**
 * What brings a file in that is left out: a pattern for the setting `hunch.include`, and a line for the `.hunchignore` in the
 * workspace folder. Both are tried by the same rules: one that would not do is absent.
 */
export async function remediesFor(
  config: FolderConfig,
  wanted: WantedFiles,
  git: GitSettingsReader | undefined,
  relativePath: string,
): Promise<{ readonly include?: string; readonly hunchignore?: string }> {
  const [include, hunchignore] = [globOf(relativePath), bringingBack(relativePath)];
  const included = { ...config, include: [...(config.include ?? []), include] };
  const [bySetting, byFile] = await Promise.all([
    whyLeftOut(new WorkspaceFiles(included, wanted, git), included, relativePath),
    whyLeftOut(new WorkspaceFiles(config, wanted, git, hunchignore), config, relativePath),
  ]);
  return { ...(bySetting ? {} : { include }), ...(byFile ? {} : { hunchignore }) };
}
