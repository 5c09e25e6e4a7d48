import { estimateTokens } from '../agents/tokens';
import type { Hit } from '../protocol/hit';

/** What is left out is said in so many tokens at most. */
const NOTE_TOKENS = 40;
/** Fewer lines of a hit than this say nothing. */
const LEAST_LINES = 3;

export interface HitMarkdown {
  readonly text: string;
  /** Hits in it, from the first on. */
  readonly hits: number;
  /** By `estimateTokens`. */
  readonly tokens: number;
}

/**
 * Hits with path, lines and code, best first, for a person or a language model to read; as many as the budget allows. Of the
 * last one lines may be missing.
 *
 * @param codeOf the code of a hit as it is now; undefined when it cannot be read
 * @param maxTokens by `estimateTokens`; the first hit's heading is there in any case
 */
export function hitMarkdown(
  hits: readonly Hit[],
  codeOf: (hit: Hit) => string | undefined,
  maxTokens: number,
): HitMarkdown {
  const sections: string[] = [];
  let left = maxTokens - NOTE_TOKENS;
  for (const hit of hits) {
    const section = sectionWithin(hit, codeOf(hit), left);
    if (section === undefined) break;
    sections.push(section);
    left -= estimateTokens(`${section}\n\n`);
  }
  if (sections.length === 0 && hits[0] !== undefined) sections.push(heading(hits[0]));
  const missing = hits.length - sections.length;
  if (missing > 0) sections.push(`_${missing} more ${missing === 1 ? 'result' : 'results'} left out for length._`);
  const text = `${sections.join('\n\n')}\n`;
  return { text, hits: hits.length - missing, tokens: estimateTokens(text) };
}

/** The whole hit, or as many of its first lines as fit; undefined when that is too little. */
function sectionWithin(hit: Hit, code: string | undefined, maxTokens: number): string | undefined {
  const fits = (section: string): string | undefined => (estimateTokens(section) <= maxTokens ? section : undefined);
  if (code === undefined) return fits(heading(hit));
  const lines = code.split(/\r\n|\r|\n/);
  const whole = fits(section(hit, lines, 0));
  if (whole !== undefined) return whole;
  let most = 0;
  let above = lines.length;
  while (above - most > 1) {
    const count = Math.floor((most + above) / 2);
    if (fits(section(hit, lines.slice(0, count), lines.length - count)) === undefined) above = count;
    else most = count;
  }
  return most < LEAST_LINES ? undefined : section(hit, lines.slice(0, most), lines.length - most);
}

function section(hit: Hit, lines: readonly string[], missing: number): string {
  const code = lines.join('\n');
  const fence = '`'.repeat(Math.max(3, longestRun(code) + 1));
  const rest = missing > 0 ? `\n\n_${missing} more ${missing === 1 ? 'line' : 'lines'}_` : '';
  return `${heading(hit)}\n\n${fence}${FENCE_NAMES[hit.language] ?? hit.language}\n${code}\n${fence}${rest}`;
}

/** `` ### `src/a.ts:12-34` `Store.open` (method) `` */
function heading(hit: Hit): string {
  const { path, startLine, endLine, kind } = hit;
  const lines = startLine === endLine ? `${startLine}` : `${startLine}-${endLine}`;
  const name = [hit.container, hit.symbol].filter((part) => part !== '').join('.');
  return ['###', inline(`${path}:${lines}`), ...(name === '' ? [] : [inline(name)]), `(${kind})`].join(' ');
}

/** Where Markdown's highlighters know a language by another name than VS Code. */
const FENCE_NAMES: Readonly<Record<string, string>> = {
  typescriptreact: 'tsx',
  javascriptreact: 'jsx',
  shellscript: 'sh',
};

/** Text on one line between as many backticks as it takes: a name cannot become markup. */
function inline(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const ticks = '`'.repeat(longestRun(line) + 1);
  const space = /^`|`$/.test(line) ? ' ' : '';
  return `${ticks}${space}${line}${space}${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
