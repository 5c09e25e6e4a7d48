import { shortNameOf } from '../../query/languages';
import type { ValueCount, ValuesParams } from '../../protocol/engine';
import type { IndexStore } from '../store/indexStore';

/** Values of a filter that begin with, or have in them, what was typed; those that begin with it and are frequent first. */
export async function valuesIn(
  store: IndexStore,
  filter: ValuesParams['filter'],
  typed: string,
): Promise<ValueCount[]> {
  switch (filter) {
    case 'lang':
      return languages(await store.codeFiles());
    case 'path':
      return folders(await store.codeFiles());
    case 'symbol':
    case 'like': {
      const pattern = typed
        .split(/::|[.#]/u)
        .at(-1)!
        .replaceAll('*', '');
      const symbols = await store.symbols(
        pattern === '' ? {} : { symbols: { any: [`*${pattern}*`], none: [], anyCase: true } },
      );
      return [...symbols].map(([value, count]) => ({ value, count }));
    }
  }
}

/** The best few of what several folders have. */
export function bestValues(found: readonly ValueCount[], typed: string, limit: number): ValueCount[] {
  const counts = new Map<string, number>();
  for (const { value, count } of found) counts.set(value, (counts.get(value) ?? 0) + count);
  const wanted = typed.toLowerCase().replaceAll('*', '');
  const rank = (value: string): number => {
    const at = value.toLowerCase().indexOf(wanted);
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return [...counts]
    .map(([value, count]) => ({ value, count, rank: rank(value) }))
    .filter((each) => each.rank < 2)
    .sort((a, b) => a.rank - b.rank || b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, limit)
    .map(({ value, count }) => ({ value, count }));
}

type CodeFile = Awaited<ReturnType<IndexStore['codeFiles']>>[number];

function languages(files: readonly CodeFile[]): ValueCount[] {
  return files.map(({ language, chunks }) => ({ value: shortNameOf(language), count: chunks }));
}

/** Every folder, as the glob of all that is in it. */
function folders(files: readonly CodeFile[]): ValueCount[] {
  return files.flatMap(({ path }) => {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, depth) => ({ value: `${parts.slice(0, depth + 1).join('/')}/**`, count: 1 }));
  });
}
