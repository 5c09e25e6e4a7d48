import type { Hit } from '../../protocol/hit';
import { visible } from '../visible';
import type { Answered } from './answered';
import { nameOf } from './hitPath';

/** A heading and the code of each hit, to be pasted into an issue or a chat. Paths are relative to the workspace folder. */
export function toMarkdown({ hits }: Answered): string {
  return hits.map(section).join('\n\n');
}

function section(hit: Hit): string {
  const name = nameOf(hit);
  const title = [`${code(visible(hit.path))}, ${linesOf(hit)}:`, ...(name === '' ? [] : [code(name)]), `(${hit.kind})`];
  return `### ${title.join(' ')}${block(hit)}`;
}

function linesOf({ startLine, endLine }: Hit): string {
  return startLine === endLine ? `line ${startLine}` : `lines ${startLine}–${endLine}`;
}

function block(hit: Hit): string {
  if (hit.preview === undefined) return '';
  const lines = hit.preview.split('\n').map(visible);
  const missing = hit.endLine - hit.startLine + 1 - lines.length;
  const fence = '`'.repeat(Math.max(3, longestRun(lines.join('\n')) + 1));
  const rest = missing > 0 ? `\n\n_${missing} more lines_` : '';
  return `\n\n${fence}${FENCE_NAMES[hit.language] ?? hit.language}\n${lines.join('\n')}\n${fence}${rest}`;
}

/** Where Markdown's highlighters know a language by another name than VS Code. */
const FENCE_NAMES: Readonly<Record<string, string>> = {
  typescriptreact: 'tsx',
  javascriptreact: 'jsx',
  shellscript: 'sh',
};

/** Text between as many backticks as it takes. */
function code(text: string): string {
  const ticks = '`'.repeat(longestRun(text) + 1);
  const space = /^`|`$/.test(text) ? ' ' : '';
  return `${ticks}${space}${text}${space}${ticks}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}
