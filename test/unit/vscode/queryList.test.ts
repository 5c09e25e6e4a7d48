import { expect, it } from 'vitest';
import { withoutQuery, withQuery } from '../../../src/vscode/queryList';

it('puts the latest search in front, each once, and lets the oldest go', () => {
  expect(withQuery(['b', 'a'], ' a ', 10)).toEqual(['a', 'b']);
  expect(withQuery(['b', 'a'], 'c', 2)).toEqual(['c', 'b']);
  expect(withoutQuery(['b', 'a'], 'b')).toEqual(['a']);
});

it('keeps nothing empty, nor pasted code', () => {
  expect(withQuery(['a'], '  ', 10)).toEqual(['a']);
  expect(withQuery(['a'], 'x'.repeat(1_000), 10)).toEqual(['a']);
});
