/** A query longer than this is pasted code, which nobody runs again from a list. */
const LONGEST = 300;

/** The list with the query in front, once; the oldest fall off. */
export function withQuery(queries: readonly string[], query: string, most: number): readonly string[] {
  const text = query.trim();
  if (text === '' || text.length > LONGEST) return queries;
  return [text, ...withoutQuery(queries, text)].slice(0, most);
}

export function withoutQuery(queries: readonly string[], query: string): readonly string[] {
  const text = query.trim();
  return queries.filter((each) => each !== text);
}
