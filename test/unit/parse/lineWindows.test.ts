import { expect, it } from 'vitest';
import { LineTable } from '../../../src/engine/parse/lineTable';
import { lineWindows } from '../../../src/engine/parse/lineWindows';

/** The windows of lines, joined. */
function windowsOf(text: string, limits: { lines: number; characters: number }): string[] {
  const lines = new LineTable(text);
  return lineWindows({ first: 0, last: lines.count - 1 }, text, lines, limits).map(({ first, last }) =>
    text.slice(lines.startOf(first), lines.endOf(last)),
  );
}

const WIDE = { lines: 6, characters: 1000 };

it('leaves a text within the limits whole', () => {
  expect(windowsOf('a\nb\nc', WIDE)).toEqual(['a\nb\nc']);
});

it('cuts before the line that is indented least', () => {
  expect(windowsOf('if a\n  b\n  c\n  d\nif d\n  e\n  f\n  g', WIDE)).toEqual([
    'if a\n  b\n  c\n  d',
    'if d\n  e\n  f\n  g',
  ]);
});

it('cuts at a blank line where the indentation is the same', () => {
  expect(windowsOf('a\nb\nc\n\nd\ne\nf\ng', WIDE)).toEqual(['a\nb\nc\n', 'd\ne\nf\ng']);
});

it('cuts before no closing bracket', () => {
  expect(windowsOf('f(\n  a\n  b\n);\nc\n)\n]\n}', WIDE)).toEqual(['f(\n  a\n  b\n);', 'c\n)\n]\n}']);
});

it.each(['end', '  end', '</div>', 'else', 'done', 'fi', '|> map', '&& b'])('cuts before no %j', (closing) => {
  expect(windowsOf(`if a\n  b\n  b\n  b\n  c\n${closing}\nd\ne`, { lines: 5, characters: 1000 })[0]).not.toMatch(/c$/);
});

it.each(['-- a comment', '-module(a).', '.button {', '; a comment', '% a comment', '[a](b)', '<script>', '!$omp'])(
  'cuts before %j',
  (opening) => {
    expect(windowsOf(`if a\n  b\n  b\n  b\n${opening}\n  c\n  c\n  c`, { lines: 6, characters: 1000 })[0]).toBe(
      'if a\n  b\n  b\n  b',
    );
  },
);

it('keeps to the limit of characters, but cuts no line', () => {
  const long = 'x'.repeat(50);
  expect(windowsOf(`a\n${long}\nb\nc`, { lines: 10, characters: 20 })).toEqual(['a', long, 'b\nc']);
});
