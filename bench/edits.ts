import type { Corpus } from './corpus';

const SYLLABLES = [
  'ba',
  'ko',
  'ri',
  'zu',
  'fe',
  'mo',
  'ta',
  'vi',
  'lu',
  'pe',
  'xo',
  'ny',
  'ga',
  'du',
  'si',
  'wa',
] as const;

/** A word that is in no code. Letters only: digits would be split off. */
export function uniqueWord(number: number): string {
  const digits = [number % 16, (number >> 4) % 16, (number >> 8) % 16, (number >> 12) % 16];
  return `quz${digits.map((digit) => SYLLABLES[digit]!).join('')}`;
}

/** A function to be added to a file, in code that every language of the corpus but Python reads. */
export function functionNamed(word: string): string {
  return `
/** Weighs the ${word} of a pumpkin and tells in which basket it belongs. */
function ${word}(pumpkin, baskets) {
  const weight = pumpkin.weight - pumpkin.stalk;
  for (const basket of baskets) {
    if (basket.most >= weight && !basket.full) return basket.name;
  }
  return undefined;
}
`;
}

/** Files to edit, spread over the whole corpus: relative paths. */
export function filesToEdit(corpus: Corpus, count: number): string[] {
  const files = corpus.files.filter((file) => !file.path.endsWith('.py'));
  return Array.from({ length: count }, (_, index) => files[Math.floor((index * files.length) / count)]!.path);
}
