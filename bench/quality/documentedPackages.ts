import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type PinnedPackage, unpackedPackage } from './pinnedPackage';
import { type SourceText, sourceFiles } from './sourceChunks';

/** A package whose source is as people wrote it, with its documentation. */
export interface DocumentedPackage extends PinnedPackage {
  readonly licence: string;
  /** Matches the paths of the files that count, relative to the package. */
  readonly files: string;
}

/** As `docstrings/packages.json` lists them. */
export function documentedPackages(): DocumentedPackage[] {
  const manifest = path.join(import.meta.dirname, 'docstrings', 'packages.json');
  return JSON.parse(readFileSync(manifest, 'utf8')) as DocumentedPackage[];
}

/** The files of a package that count; the package is fetched where it is not at hand. */
export async function filesOf(of: DocumentedPackage): Promise<SourceText[]> {
  const wanted = new RegExp(of.files);
  return (await sourceFiles(await unpackedPackage(of))).filter(({ path: file }) => wanted.test(file));
}
