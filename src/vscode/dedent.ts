/** Code without the indentation that all its lines share, so that a method and a function differ only where they do. */
export function dedented(code: string): string {
  const lines = code.split(/\r\n|\r|\n/);
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0]);
  const [first = ''] = indents;
  const common = indents.reduce((shared, indent) => {
    let length = 0;
    while (length < shared.length && shared[length] === indent[length]) length++;
    return shared.slice(0, length);
  }, first);
  return lines.map((line) => (line.trim() === '' ? '' : line.slice(common.length))).join('\n');
}
