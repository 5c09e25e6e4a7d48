import { commentText, docstringText, isBlockComment, isLicence } from './comments';
import type { DocMarkup } from './docMarkup';
import { skipSpaceAfter } from './excerpt';
import type { Span } from './outline';

/** What a file says about itself before its first code. */
export interface Overview {
  /** Empty when it says nothing. */
  readonly doc: string;
  /** The comments and docstrings before the first code, those without a word to readers too. */
  readonly spans: readonly Span[];
  /** Where the first comment that went into `doc` starts. */
  readonly start: number;
}

/** Statements that come before comments on a file as often as after them. */
const PROLOGUE = /(['"])use \w+\1;?|<\?php\b|declare\s*\(\s*strict_types\s*=\s*[01]\s*\)\s*;/y;

/**
 * Reads the comments at the top of a file, and the docstring.
 *
 * @param limit where comments belong to a declaration
 */
export function overviewOf(
  text: string,
  comments: readonly Span[],
  docstring: Span | undefined,
  limit: number,
  markup: DocMarkup | undefined,
): Overview {
  const spans: Span[] = [];
  const docs: { start: number; doc: string }[] = [];
  let at = skipSpaceAfter(text, 0, limit);
  let next = 0;
  while (at < limit) {
    const comment = comments[next];
    if (comment?.start === at) {
      const block = blockFrom(next, comments, text, limit);
      const raw = block.map(({ start, end }) => text.slice(start, end)).join('\n');
      if (!isLicence(raw)) docs.push({ start: at, doc: commentText(raw, markup) });
      spans.push(...block);
      next += block.length;
      at = block.at(-1)!.end;
    } else if (docstring?.start === at) {
      docs.push({ start: at, doc: docstringText(text.slice(docstring.start, docstring.end)) });
      spans.push(docstring);
      at = docstring.end;
    } else {
      PROLOGUE.lastIndex = at;
      if (!PROLOGUE.test(text)) break;
      at = PROLOGUE.lastIndex;
    }
    at = skipSpaceAfter(text, at, limit);
  }
  const said = docs.filter(({ doc }) => doc !== '');
  return { doc: said.map(({ doc }) => doc).join('\n\n'), spans, start: said[0]?.start ?? limit };
}

/** A comment, and the line comments that continue it without a blank line. */
function blockFrom(first: number, comments: readonly Span[], text: string, limit: number): Span[] {
  const block = [comments[first]!];
  const isLineComment = (span: Span) => !isBlockComment(text, span.start);
  for (let index = first + 1; index < comments.length; index++) {
    const comment = comments[index]!;
    const between = text.slice(block.at(-1)!.end, Math.min(comment.start, limit));
    const isNextLine = between.trim() === '' && between.split('\n').length === 2;
    if (comment.end > limit || !isNextLine || !isLineComment(comment) || !isLineComment(block[0]!)) break;
    block.push(comment);
  }
  return block;
}
