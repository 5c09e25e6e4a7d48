export function commonLength(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, () => [0, ...Array<number>(b.length).fill(0)]);
  let longest = 0;
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i]![j] = a[i - 1] === b[j - 1] ? table[i - 1]![j - 1]! + 1 : 0;
      longest = Math.max(longest, table[i]![j]!);
    }
  }
  return longest;
}

export function parseWords(text: string): string[] {
  const words: string[] = [];
  let word = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (character === '\\') {
      word += text[++i] ?? '';
    } else if (character === '"') quoted = !quoted;
    else if (character === ' ' && !quoted) {
      if (word !== '') words.push(word);
      word = '';
    } else word += character;
  }
  if (word !== '') words.push(word);
  return words;
}

export function fromRoman(numerals: string): number {
  const values: Record<string, number> = { M: 1000, D: 500, C: 100, L: 50, X: 10, V: 5, I: 1 };
  let result = 0;
  for (let i = 0; i < numerals.length; i++) {
    const value = values[numerals[i]!]!;
    const next = values[numerals[i + 1]!] ?? 0;
    result += value < next ? -value : value;
  }
  return result;
}

export function unescapeHtml(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&');
}

export function camelCase(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    .replace(/[\s_-]+/g, '');
}

export function alignText(text: string, width: number): string {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const missing = width - line.length;
    lines.push(missing <= 0 ? line : ' '.repeat(Math.floor(missing / 2)) + line);
  }
  return lines.join('\n');
}

export function bracketDepth(text: string): number {
  const pairs: Record<string, string> = { ')': '(', ']': '[', '}': '{' };
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (Object.values(pairs).includes(character)) deepest = Math.max(deepest, ++depth);
    else if (character in pairs) depth--;
  }
  return deepest;
}

export function runLengthDecode(text: string): string {
  let result = '';
  for (let i = 0; i < text.length; ) {
    let count = 0;
    while (/\d/.test(text[i]!)) count = count * 10 + Number(text[i++]);
    result += text[i]!.repeat(count);
    i++;
  }
  return result;
}

export function escapeRegExp(literal: string): RegExp {
  const source = literal
    .replace(/[.+^${}()|[\]\\*?]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
    .replace(/-/g, '\\x2d');
  return new RegExp(`\\b${source}\\b`, 'i');
}

export function longestWord(words: readonly string[]): string {
  if (words.length === 0) return '';
  let longest = words[0]!;
  for (const word of words) {
    if (word.length > longest.length) longest = word;
  }
  return longest;
}

export function initials(text: string): string {
  const letters = text.toUpperCase().replace(/[^A-Z0-9 ]/g, '');
  return letters.split(' ').map(([first]) => first ?? '').join('');
}
