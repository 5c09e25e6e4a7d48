import * as l10n from '@vscode/l10n';
import { listed } from '../../l10n/phrases';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Place } from '../../protocol/engine';
import { relativeInside } from './relativeInside';
import { WorkspaceError } from './workspaceFiles';

const SHOWN_CHARACTERS = 200;

/**
 * Finds what a path means among the workspace folders. Nothing outside of them is looked at, and a link in them that leads
 * out of them is refused.
 *
 * @param given absolute, a `file:` URI, relative to one of the folders, or the name of a folder and what is in it
 * @throws WorkspaceError that says why there is no such place
 */
export async function locate(roots: readonly string[], given: string): Promise<Place> {
  const wanted = plainPath(given);
  const folders = await Promise.all(roots.map(async (root) => ({ root, real: (await realOf(root)) ?? root })));
  const inside = folders.flatMap((folder) => candidatesOf(folder, wanted));
  if (inside.length === 0)
    throw new WorkspaceError(
      l10n.t('{0} is outside of {1}: only what lies in the open folders can be read.', shown(given), namesOf(roots)),
    );
  for (const { root, realRoot, file } of inside) {
    const real = await realOf(file);
    if (real === undefined) continue;
    const relative = relativeInside(realRoot, real);
    if (relative === undefined)
      throw new WorkspaceError(
        l10n.t(
          '{0} is a link that leads out of {1}: only what lies in the open folders can be read.',
          shown(given),
          root,
        ),
      );
    // Of folders within each other, the innermost has it.
    const [owner = { root, path: relative }] = folders
      .flatMap((folder) => {
        const inner = relativeInside(folder.real, real);
        return inner === undefined ? [] : [{ root: folder.root, path: inner }];
      })
      .sort((a, b) => a.path.length - b.path.length);
    return { ...owner, isFolder: (await stat(real)).isDirectory() };
  }
  throw new WorkspaceError(l10n.t('There is no {0} in {1}.', shown(given), namesOf(roots)));
}

/**
 * Where a file of the index lies, links resolved.
 * @param realRoot of `realOf(root)`, so that it is looked up once for many files
 * @returns undefined when a link that came after it was indexed leads out of the folder; the path as it is when it is gone
 */
export async function realFileIn(
  root: string,
  relativePath: string,
  realRoot: string | undefined,
): Promise<string | undefined> {
  const file = path.join(root, relativePath);
  const real = await realOf(file);
  if (real === undefined || realRoot === undefined) return file;
  return relativeInside(realRoot, real) === undefined ? undefined : real;
}

function plainPath(given: string): string {
  const text = given.trim();
  if (text.includes('\0')) throw new WorkspaceError(l10n.t('A path has no zero bytes in it.'));
  if (!/^file:/i.test(text)) return text;
  try {
    return fileURLToPath(text);
  } catch {
    throw new WorkspaceError(l10n.t('{0} names no file on this machine.', shown(given)));
  }
}

/** What a path can mean in a folder, by its text alone. */
function candidatesOf({ root, real }: { readonly root: string; readonly real: string }, wanted: string) {
  const [first, ...rest] = path.normalize(wanted).split(path.sep);
  const files = path.isAbsolute(wanted)
    ? [path.normalize(wanted)]
    : [path.join(root, wanted), ...(first === path.basename(root) ? [path.join(root, ...rest)] : [])];
  return files
    .filter((file) => [root, real].some((folder) => relativeInside(folder, file) !== undefined))
    .map((file) => ({ root, realRoot: real, file }));
}

/** As it stands in a sentence; what is no path can be of any length. */
function shown(given: string): string {
  return JSON.stringify(given.length > SHOWN_CHARACTERS ? `${given.slice(0, SHOWN_CHARACTERS)}…` : given);
}

/** A path with its links resolved; undefined where nothing is. */
export async function realOf(file: string): Promise<string | undefined> {
  try {
    return await realpath(file);
  } catch {
    return undefined;
  }
}

function namesOf(roots: readonly string[]): string {
  return roots.length === 1 ? roots[0]! : l10n.t('the open folders ({0})', listed(roots));
}
