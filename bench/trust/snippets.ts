import path from 'node:path';

const VERBS = ['open', 'close', 'read', 'write', 'parse', 'send', 'count', 'merge'];
const NOUNS = ['session', 'ledger', 'socket', 'invoice', 'cache'];

/** Texts of a few small functions, so that the deep model reads each in milliseconds. @param n from 0 to 39 */
export function snippet(file: string, n: number): string {
  const [verb, noun] = [VERBS[n % VERBS.length]!, NOUNS[Math.floor(n / VERBS.length) % NOUNS.length]!];
  const more = n % 3 === 0 ? [`${noun}Of`, `${verb}All`] : [`${verb}All`];
  const names = [`${verb}_${noun}`, ...more];
  switch (path.extname(file)) {
    case '.py':
      return names.map((name) => `def ${name}(${noun}):\n    return ${noun}.${verb}(${n})\n`).join('\n');
    case '.go':
      return `package p\n\n${names.map((name) => `func ${name}(${noun} int) int { return ${noun} + ${n} }\n`).join('\n')}`;
    case '.md':
      return `# ${verb} the ${noun}\n\nHow to ${verb} a ${noun}, ${n} times.\n`;
    default:
      return names
        .map(
          (name) => `/** To ${verb} the ${noun}. */\nexport function ${name}(${noun}) {\n  return ${noun} + ${n};\n}\n`,
        )
        .join('\n');
  }
}

/** Another text of the same length. */
export function sameLength(text: string): string {
  return text.replace(/session|ledger|socket|parse|close|count/g, (word) => word.slice(1) + word.charAt(0));
}

/** What is asked after each sequence. */
export const QUERIES = [
  'open the session',
  'close_socket',
  'how is an invoice parsed and merged',
  'readAll',
  'count the cache',
  'ledger',
] as const;
