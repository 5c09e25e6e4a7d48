/**
 * Names some of all paths as briefly as a condition can: a folder in place of all that is in it, and what is left out where
 * that is less than what is in. A condition that lists a thousand paths takes 10 ms.
 *
 * @param all paths with forward slashes, each once
 * @returns folders end with a slash; `''` never is one
 */
export function coverOf(
  all: readonly string[],
  chosen: ReadonlySet<string>,
): { readonly within: string[] } | { readonly without: string[] } {
  const within = covering(all, (path) => chosen.has(path));
  const without = covering(all, (path) => !chosen.has(path));
  return within.length <= without.length ? { within } : { without };
}

/** The fewest folders and files that hold all chosen paths and no other. */
function covering(all: readonly string[], isChosen: (path: string) => boolean): string[] {
  /** Of each folder, how many paths are in it and how many of them are chosen. */
  const counts = new Map<string, { all: number; chosen: number }>();
  for (const path of all)
    for (const folder of foldersOf(path)) {
      const count = counts.get(folder) ?? { all: 0, chosen: 0 };
      count.all++;
      if (isChosen(path)) count.chosen++;
      counts.set(folder, count);
    }
  const isWhole = (folder: string): boolean => {
    const { all, chosen } = counts.get(folder)!;
    return all === chosen && all > 1;
  };
  return [...new Set(all.filter(isChosen).map((path) => foldersOf(path).find(isWhole) ?? path))];
}

/** `a/b/c.ts` → `a/`, `a/b/`. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
    folders.push(path.slice(0, slash + 1));
  return folders;
}
