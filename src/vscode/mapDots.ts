import type { Hit } from '../protocol/hit';
import type { CodeMap } from '../protocol/map';

/** The dots of hits, best first: the function that a hit is, or those that a hit holds, such as the methods of a class. */
export function dotsOf(map: CodeMap, hits: readonly Pick<Hit, 'root' | 'path' | 'startLine' | 'endLine'>[]): number[] {
  if (hits.length === 0) return [];
  const dotsIn = new Map<string, number[]>();
  const wanted = new Set(hits.map(({ root, path }) => `${root}\0${path}`));
  const keys = map.files.map((file, index) => `${map.roots[map.fileRoots[index]!]!}\0${file}`);
  map.file.forEach((file, dot) => {
    const key = keys[file]!;
    if (!wanted.has(key)) return;
    const dots = dotsIn.get(key);
    if (dots) dots.push(dot);
    else dotsIn.set(key, [dot]);
  });
  const found = hits.flatMap(({ root, path, startLine, endLine }) =>
    (dotsIn.get(`${root}\0${path}`) ?? []).filter(
      (dot) => startLine <= map.startLine[dot]! && map.endLine[dot]! <= endLine,
    ),
  );
  return [...new Set(found)];
}
