import type { DocMarkup } from './docMarkup';
import { withoutMarkup } from './docMarkup';
import type { LineTable } from './lineTable';
import type { Span } from './outline';

/** Words to tools, not to readers. */
const DIRECTIVE =
  /^(?:eslint|tslint|jshint|jslint|biome|prettier|istanbul|c8|v8|webpack|@ts-|@vite|@flow|@jsx|@preserve|sourceMappingURL|#\s*sourceMappingURL|type:\s*ignore|noqa|pylint|mypy|pragma|fmt:|isort|yapf|ruff|coding[:=]|-\*-|vim:|region\b|endregion\b|#region\b|#endregion\b|!\/|spell-?checker|cspell|global\s|globals\s|go:[a-z]|\+build\b|nolint\b|jscs:|@format|@noflow|use strict|<reference\b)/i;
const SCRIPT_DIRECTIVE =
  /^(?:rubocop:|frozen_string_literal:|warn_indent:|encoding:|:(?:no|start|stop)doc:|:nocov:|:markup:|typed:\s|shellcheck\s|luacheck:|stylua:|!strict|phpcs:|php-cs-fixer|@phpstan-|@psalm-|@phan-|@codeCoverageIgnore|@noinspection|@phpcs|phpstan-)/i;
const LICENCE = /\b(?:copyright|licen[sc]ed?|SPDX-License-Identifier|all rights reserved)\b/i;
const BLOCK_COMMENT = /\/\*|<!--|=begin\b|--\[=*\[/y;
const OPENING_MARK = /^(?:\/\*[*!]*<?|<!--|=begin\b[^\n]*|--\[=*\[-*)/;
const CLOSING_MARK = /(?:\*+\/|-->|\n=end\b.*|-*\]=*\])\s*$/;
/** Marks of Doxygen before plain prose. */
const DOXYGEN_PROSE = /^(\s*)[@\\](?:brief|short|details?)\s+/;
/** A drawn line. */
const RULER = /^[^\p{L}\p{N}]*$/u;

/** The text of a comment as a reader reads it: without comment marks, rulers and directives to tools. */
export function commentText(comment: string, markup?: DocMarkup): string {
  const isBlock = isBlockComment(comment, 0);
  const inner = isBlock ? comment.replace(OPENING_MARK, '').replace(CLOSING_MARK, '') : comment;
  const mark = isBlock ? /^\s*\*+(?!\/)[ \t]?/ : /^\s*(?:\/\/[/!]*<?|#+:?|--+)/;
  const lines = inner.split('\n').map((line) => line.replace(mark, '').replace(DOXYGEN_PROSE, '$1'));
  return tidyText(markup ? withoutMarkup(lines.join('\n'), markup).split('\n') : lines);
}

/** Whether the comment that starts there is one of several lines by itself, which no other comment continues. */
export function isBlockComment(text: string, at: number): boolean {
  BLOCK_COMMENT.lastIndex = at;
  return BLOCK_COMMENT.test(text);
}

/** The text of a Python string literal used as documentation, its indentation taken off as `inspect.cleandoc` does. */
export function docstringText(literal: string): string {
  const inner = literal.replace(/^[a-zA-Z]*("""|'''|"|')/, '').replace(/("""|'''|"|')$/, '');
  return tidyText(inner.split('\n'));
}

/** Whether a comment is the notice of a licence, which says nothing about the code below it. */
export function isLicence(comment: string): boolean {
  return LICENCE.test(comment);
}

/**
 * The comments that document what starts at an offset: directly above it, no blank line in between, alone on their lines.
 *
 * @param comments in order
 * @returns indices from the first to before the last; equal when there is none.
 */
export function commentsAbove(
  at: number,
  comments: readonly Span[],
  text: string,
  lines: LineTable,
): { readonly first: number; readonly end: number } {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.end <= at) low = middle + 1;
    else high = middle;
  }
  let first = low;
  let below = at;
  while (first > 0) {
    const comment = comments[first - 1]!;
    const between = text.slice(comment.end, below);
    if (between.length > 1000 || between.trim() !== '' || between.split('\n').length > 2) break;
    if (!lines.isFirstOnLine(comment.start)) break;
    below = comment.start;
    first--;
  }
  return { first, end: low };
}

/** Comments from the first that starts in the span to the last that ends in it. */
export function commentsIn(span: Span, comments: readonly Span[]): readonly Span[] {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.start < span.start) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < comments.length && comments[end]!.end <= span.end) end++;
  return comments.slice(low, end);
}

function tidyText(lines: readonly string[]): string {
  const kept = lines
    .map((line) => line.trimEnd())
    .filter(
      (line) =>
        line === '' ||
        !(RULER.test(line) || DIRECTIVE.test(line.trimStart()) || SCRIPT_DIRECTIVE.test(line.trimStart())),
    );
  // The first line follows the opening mark: its indentation says nothing about that of the others.
  const first = kept.findIndex((line) => line !== '');
  let indent = Infinity;
  kept.forEach((line, index) => {
    if (line !== '' && index !== first) indent = Math.min(indent, line.search(/\S/));
  });
  return kept
    .map((line, index) => (index === first ? line.trimStart() : line.slice(indent)))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
