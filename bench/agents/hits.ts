import { hitsAnswer, PREVIEW_LINES } from '../../src/agents/hitsAnswer';
import { DEFAULT_TOKENS } from '../../src/agents/tools';
import type { Hit } from '../../src/protocol/hit';
import type { Piece } from './reading';

/** The first answer of the tool for agents, and the largest: what is asked for when the first one did not help. */
const CALLS = [
  { hits: 10, tokens: DEFAULT_TOKENS },
  { hits: 50, tokens: 20_000 },
] as const;

type TextOf = (path: string) => string | undefined;

/** Hits one by one, best first, in the text of the tool for agents, each with its code. */
export function* hitByHit(hits: readonly Hit[], textOf: TextOf): Generator<Piece> {
  for (const hit of hits) yield* answerPieces([hit], textOf, DEFAULT_TOKENS);
}

/** Whole answers of the tool for agents, each within its budget. */
export function* wholeAnswers(hits: readonly Hit[], textOf: TextOf): Generator<Piece> {
  for (const call of CALLS) yield* answerPieces(hits.slice(0, call.hits), textOf, call.tokens);
}

/** What one answer shows. All of its text is read with the first of its hits. */
function* answerPieces(hits: readonly Hit[], textOf: TextOf, maxTokens: number): Generator<Piece> {
  const [first] = hits;
  if (!first) return;
  const context = { roots: [first.root], forms: 'text', whenEmpty: '' } as const;
  const response = { elapsedMs: 0, hits: hits.map((hit) => ({ ...hit, preview: codeOf(hit, textOf) })) };
  const { text, data } = hitsAnswer(response, context).within(maxTokens);
  // Of a hit that is only named, the line is on screen that declares it.
  const shown = data.results as readonly { readonly codeEndLine?: number }[];
  for (const [index, { codeEndLine }] of shown.entries()) {
    const { path, startLine } = hits[index]!;
    yield { path, startLine, endLine: codeEndLine ?? startLine, text: index === 0 ? `${text}\n\n` : '' };
  }
}

/** As much as the engine gives to agents. */
function codeOf({ path, startLine, endLine }: Hit, textOf: TextOf): string {
  const lines = textOf(path)?.split('\n') ?? [];
  return lines.slice(startLine - 1, Math.min(endLine, startLine - 1 + PREVIEW_LINES)).join('\n');
}
