/**
 * What stays the same of a piece of code when its local names change: members, functions that are called, literals, and the
 * sequence of keywords and operators. Language-neutral: it goes by how a token is spelled and what stands beside it.
 */

/** A string, a number, a name, or one sign; comments and space are no tokens. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|(?<string>"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|(?<number>\p{N}[\p{L}\p{N}_.]*)|(?<name>[\p{L}_$][\p{L}\p{N}_$]*)|(?<sign>[^\s\p{L}\p{N}_$])/gu;

/** What directs a program in the languages that Hunch knows; other names are the programmer's. */
const KEYWORDS = new Set(
  (
    'if else elif elsif unless while until for foreach do loop switch case match when default break continue return yield ' +
    'throw raise try catch except finally rescue ensure new delete await async function func fn def lambda class struct enum ' +
    'in of instanceof typeof is not and or null nil none undefined true false this self super const let var static void'
  ).split(' '),
);

/** Tokens in a row that count as one feature. */
const RUN = 4;
/** Features kept of one piece of code: those of some two hundred lines. */
const MOST = 1200;
/** Characters that are looked at: such a piece has far more features than are kept. */
const LONGEST = 100_000;

/**
 * The features of a piece of code as words for a full-text index: letters and digits only, as often as they occur. Equal
 * features have equal words.
 */
export function shapeOf(code: string): string[] {
  const features: string[] = [];
  const signs: string[] = [];
  const tokens = [...code.slice(0, LONGEST).matchAll(TOKEN)]
    .map(({ 0: text, groups }) => ({
      0: text,
      ...(groups as Partial<Record<'string' | 'number' | 'name' | 'sign', string>>),
    }))
    .filter((token) => token.string ?? token.number ?? token.name ?? token.sign);
  for (const [index, { 0: text, string, number, name }] of tokens.entries()) {
    if (features.length >= MOST) break;
    const before = tokens[index - 1]?.[0];
    const after = tokens[index + 1]?.[0];
    if (string !== undefined) {
      if (string.length > 2) features.push(`s${hash(string.slice(1, -1))}`);
      signs.push('s');
    } else if (number !== undefined) {
      if (number.length > 1) features.push(`n${hash(number)}`);
      signs.push('n');
    } else if (name !== undefined) {
      const isMember = before === '.' || before === '>' || before === ':';
      if (KEYWORDS.has(name)) signs.push(name);
      else {
        if (isMember) features.push(`m${hash(name)}`);
        if (after === '(') features.push(`c${hash(name)}`);
        signs.push(isMember ? 'm' : 'x');
      }
    } else signs.push(text);
    if (signs.length >= RUN) features.push(`g${hash(signs.slice(-RUN).join(' '))}`);
  }
  return features;
}

/** A run of signs is of little account: keywords and operators are much the same everywhere. */
const WEIGHT_OF_RUN = 0.1;
/** Code that is as short as this proves nothing by being alike; in the weight of features. */
const DOUBT = 8;

/**
 * How alike two pieces of code are built: the weight of the features that they share, twice, by that of all of both, which
 * is the coefficient of Dice (Ecology, 1945) for multisets. Towards 1 for the same code, less for the same short code.
 *
 * @param one features of `shapeOf`
 * @param rarity weight of a feature for how rare it is; 1 where nothing is known of it
 */
export function shapeLikeness(
  one: readonly string[],
  other: readonly string[],
  rarity: (feature: string) => number = () => 1,
): number {
  const weightOf = (feature: string): number => (feature.startsWith('g') ? WEIGHT_OF_RUN : 1) * rarity(feature);
  const totalOf = (features: readonly string[]): number =>
    features.reduce((sum, feature) => sum + weightOf(feature), 0);
  const counts = new Map<string, number>();
  for (const feature of one) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  let shared = 0;
  for (const feature of other) {
    const left = counts.get(feature) ?? 0;
    if (left === 0) continue;
    counts.set(feature, left - 1);
    shared += weightOf(feature);
  }
  return (2 * shared) / (totalOf(one) + totalOf(other) + DOUBT);
}

/** 32 bits of FNV-1a, in letters and digits: a tokenizer keeps it whole. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return (value >>> 0).toString(36);
}
