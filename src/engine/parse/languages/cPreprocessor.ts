/**
 * What the preprocessor would take away before a C parser reads a file. A grammar that reads files as they are takes `#if`
 * only around whole statements, and a macro for a type or a name: one of either in another place costs the whole file.
 */

interface Conditional {
  /** Where the branch starts, and the open braces and parentheses there. */
  start: number;
  readonly before: Depth;
  /** Those at the end of the branch that is read; undefined before there is one. */
  after: Depth | undefined;
  /** `#if 0` */
  isDead: boolean;
}

interface Depth {
  readonly braces: number;
  readonly parentheses: number;
}

interface Blank {
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\/\/[^\n]*|\/\*[^]*?(?:\*\/|$(?![^]))|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'|^[ \t]*#[ \t]*define\b(?:\\\n|[^\n\\]|\\(?!\n))*|^[ \t]*#[ \t]*(\w+)((?:\\\n|[^\n\\/]|\\(?!\n)|\/(?![/*]))*)|[{}()]/gm;

const DEFINITION = /^[ \t]*#[ \t]*define\b(?:\\\n|[^\n\\]|\\(?!\n))*/gm;

/** C or C++ for the grammar: directives, dead branches and macros that stand for no code are blank. */
export function withoutPreprocessor(text: string): string {
  const code = withoutDirectives(text);
  const definitions: { readonly start: number; readonly definition: string }[] = [];
  const withoutDefinitions = code.replace(DEFINITION, (definition, start: number) => {
    definitions.push({ start, definition });
    return spaces(definition);
  });
  const plain = withoutMacros(withoutDefinitions);
  const parts: string[] = [];
  let at = 0;
  for (const { start, definition } of definitions) {
    parts.push(plain.slice(at, start), definition);
    at = start + definition.length;
  }
  return parts.join('') + plain.slice(at);
}

/**
 * Directives other than `#define` are blank. Of branches that leave a brace or parenthesis open, the first is read only; of
 * others, all are: they may declare different things.
 */
function withoutDirectives(text: string): string {
  const blanks: Blank[] = [];
  const open: Conditional[] = [];
  let depth: Depth = { braces: 0, parentheses: 0 };
  const endBranch = (end: number) => {
    const branch = open.at(-1);
    if (!branch) return;
    const isBalanced = sameDepth(depth, branch.before) && (!branch.after || sameDepth(branch.after, branch.before));
    if (branch.isDead || (branch.after && !isBalanced)) {
      blanks.push({ start: branch.start, end });
      depth = branch.after ?? branch.before;
    } else {
      branch.after = depth;
    }
  };
  for (const match of text.matchAll(TOKEN)) {
    const [token, directive, argument] = match;
    const end = match.index + token.length;
    if (token === '{') depth = { ...depth, braces: depth.braces + 1 };
    else if (token === '}') depth = { ...depth, braces: depth.braces - 1 };
    else if (token === '(') depth = { ...depth, parentheses: depth.parentheses + 1 };
    else if (token === ')') depth = { ...depth, parentheses: depth.parentheses - 1 };
    else if (directive !== undefined) {
      const isDead = directive === 'if' && argument!.trim() === '0';
      if (/^(?:else|elif|elifn?def|endif)$/.test(directive)) endBranch(match.index);
      blanks.push({ start: match.index, end });
      const branch = open.at(-1);
      if (/^if(?:n?def)?$/.test(directive)) open.push({ start: end, before: depth, after: undefined, isDead });
      else if (directive === 'endif') open.pop();
      else if (branch && directive.startsWith('el')) {
        branch.start = end;
        branch.isDead = false;
        depth = branch.before;
      }
      if (directive === 'endif' && branch?.after) depth = branch.after;
    }
  }
  return blanked(text, blanks);
}

function sameDepth(one: Depth, other: Depth): boolean {
  return one.braces === other.braces && one.parentheses === other.parentheses;
}

function blanked(text: string, blanks: readonly Blank[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of [...blanks].sort((a, b) => a.start - b.start)) {
    if (end <= at) continue;
    parts.push(text.slice(at, Math.max(at, start)), spaces(text.slice(Math.max(at, start), end)));
    at = end;
  }
  return parts.join('') + text.slice(at);
}

function spaces(text: string): string {
  return text.includes('\n') ? text.replace(/[^\n]/g, ' ') : ' '.repeat(text.length);
}

// Macros have capitals only, by convention.
const MACRO = String.raw`\b[A-Z][A-Z0-9_]{2,}\b`;
const ARGUMENTS = String.raw`\((?:[^(){};\n]|\([^(){};\n]{0,200}\)){0,400}\)`;
const TYPE = String.raw`(?:void|bool|char|short|int|long|float|double|unsigned|signed|auto|size_t|\w+_t)`;
const KEYWORD = String.raw`(?:static|inline|extern|const|constexpr|virtual|explicit|friend|template|typename|typedef|using|class|struct|union|enum|namespace|decltype|operator|${TYPE})\b`;
/** Few, so that a row of 100,000 capitals takes no time that grows with its square. */
const MORE = String.raw`\s+(?:${MACRO}(?:${ARGUMENTS})?\s+){0,3}`;
/** Names that say what kind of attribute they stand for. */
const ATTRIBUTE =
  /INLINE|CONSTEXPR|CONSTEVAL|EXPORT|EXTERN|_API|DEPRECATED|NODISCARD|NOEXCEPT|NORETURN|VISIBILITY|ATTRIBUTE|UNUSED|_FUNC$|EXPLICIT|RESTRICT|OVERRIDE/;
/** How far before a macro its surroundings are read. */
const MAX_BEFORE = 80;

/** A macro that stands for no code: what is before it, what is after it (its arguments at first), and whether they go too. */
interface MacroPlace {
  readonly name?: RegExp;
  readonly before?: RegExp;
  readonly after: RegExp;
}

const PLACES: readonly MacroPlace[] = [
  { name: ATTRIBUTE, after: new RegExp(String.raw`(${ARGUMENTS})?\s+[\w~:]`, 'y') },
  // if CONSTEXPR (…)
  { before: /\bif\s+$/, after: /\s*\(/y },
  // UV_EXTERN int open(void);   DEPRECATED("why") static int open(void);
  { after: new RegExp(String.raw`(${ARGUMENTS})?${MORE}${KEYWORD}`, 'y') },
  // UV_EXTERN handle_type* open(void);
  {
    after: new RegExp(
      String.raw`${MORE}(?!${MACRO}\s+\w+\s*\()[A-Za-z_][\w:]*(?:<[^<>;(){}]{0,200}>)?(?:\s*[*&]+\s*|\s+)[A-Za-z_][\w:]*\s*[(;=[]`,
      'y',
    ),
  },
  // int WINAPI open(void);
  { before: new RegExp(String.raw`\b(?:${TYPE}|[A-Z]\w+)[\s*&]+$`), after: /\s+\w+\s*\(/y },
  // typedef int (WINAPI *open)(void);
  { before: /\(\s*$/, after: /\s*\*\s*\w+\s*\)\s*\(/y },
  // class API name {
  {
    before: /\b(?:class|struct|union)\s+$/,
    after: new RegExp(String.raw`(${ARGUMENTS})?${MORE}\w+(?:<[^<>;(){}]{0,200}>)?\s*(?:final\s*)?[:{]`, 'y'),
  },
  // int size() const NOEXCEPT {
  {
    before: /\)\s*(?:(?:const|noexcept|override)\s+)?$/,
    after: new RegExp(String.raw`(${ARGUMENTS})?\s*(?:\{|(?:const|override|final|noexcept)\b|->\s)`, 'y'),
  },
  // extern int open(const char *path) __THROW __nonnull((1));
  {
    name: /^__/,
    before: /\)\s*(?:__\w+\s*)*$/,
    after: new RegExp(String.raw`(\s*${ARGUMENTS})?\s*(?:__\w+\s*(?:${ARGUMENTS}\s*)?){0,8};`, 'y'),
  },
  { name: /^__(?:BEGIN|END)_/, after: /[ \t]*\n/y },
];
/** BEGIN_NAMESPACE   DISABLE_WARNING(4127) */
const REST_OF_LINE = new RegExp(String.raw`(${ARGUMENTS})?[ \t]*(?://[^\n]*)?(?:\n|$(?![^]))(?!\s*\{)`, 'y');
const CALL_IN_HEADER = new RegExp(String.raw`(?<=[,<]\s*)${MACRO}\(`);
/** A longer list of template parameters is left as it is. */
const MAX_HEADER = 1000;

function withoutMacros(code: string): string {
  const text = withoutHeaderMacros(code);
  const blanks: Blank[] = [];
  for (const { 0: name, index: start } of text.matchAll(/\b(?:[A-Z][A-Z0-9_]{2,}|__[A-Za-z]\w*)\b/g)) {
    const end = endOfNoise(text, name, start);
    if (end > start) blanks.push({ start, end });
  }
  return blanked(text, blanks);
}

/** Where a macro that stands for no code ends with its arguments; `start` when it stands for code. */
function endOfNoise(text: string, name: string, start: number): number {
  const end = start + name.length;
  const isMacro = !name.startsWith('__');
  let before: string | undefined;
  for (const place of PLACES) {
    if (place.name ? !place.name.test(name) : !isMacro) continue;
    place.after.lastIndex = end;
    const found = place.after.exec(text);
    if (!found) continue;
    if (place.before && !place.before.test((before ??= text.slice(Math.max(0, start - MAX_BEFORE), start)))) continue;
    return end + (found[1]?.length ?? 0);
  }
  REST_OF_LINE.lastIndex = end;
  const rest = isMacro ? REST_OF_LINE.exec(text) : null;
  if (!rest || (rest[1] === undefined && !name.includes('_'))) return start;
  const near = text.slice(Math.max(0, start - MAX_BEFORE), start);
  const line = near.slice(near.lastIndexOf('\n') + 1);
  return line.trim() !== '' || continuesExpression(text, start) ? start : end + (rest[1]?.length ?? 0);
}

function continuesExpression(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && offset - at < 500 && /\s/.test(text[at]!)) at--;
  return at >= 0 && ('=|&+-?,(<\\'.includes(text[at]!) || (text[at] === '*' && text[at - 1] !== '/'));
}

/** `template <typename T, ENABLE_IF(!is_integral<T>())>`: the macro stands for a parameter without a name. */
function withoutHeaderMacros(text: string): string {
  let plain = '';
  let at = 0;
  for (const { index } of text.matchAll(/\btemplate\s*</g)) {
    if (index < at) continue;
    const end = endOfHeader(text, index);
    const header = text.slice(index, end);
    if (!CALL_IN_HEADER.test(header)) continue;
    plain += text.slice(at, index) + withParameters(header);
    at = end;
  }
  return plain + text.slice(at);
}

/** Where `template <…>` ends; comparisons in it stand in parentheses. */
function endOfHeader(text: string, start: number): number {
  let angles = 0;
  let parentheses = 0;
  for (let at = start; at < Math.min(text.length, start + MAX_HEADER); at++) {
    const character = text[at];
    if (character === '(') parentheses++;
    else if (character === ')') parentheses--;
    else if (parentheses === 0 && character === '<') angles++;
    else if (parentheses === 0 && character === '>' && --angles === 0) return at + 1;
  }
  return start;
}

function withParameters(header: string): string {
  let plain = header;
  for (const { index } of header.matchAll(new RegExp(CALL_IN_HEADER, 'g'))) {
    let depth = 0;
    let end = header.indexOf('(', index);
    for (; end < header.length; end++) {
      if (header[end] === '(') depth++;
      else if (header[end] === ')' && --depth === 0) break;
    }
    const call = plain.slice(index, end + 1);
    plain = `${plain.slice(0, index)}int${spaces(call).slice(3)}${plain.slice(end + 1)}`;
  }
  return plain;
}
