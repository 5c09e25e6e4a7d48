import { expect, it } from 'vitest';
import { piecesOf } from '../../../src/webview/highlighting/pieces';

const tokens = [{ text: 'return ', color: '#1' }, { text: 'retryAll', color: '#2' }, { text: '();' }];
const shown = (...args: Parameters<typeof piecesOf>): string[] =>
  piecesOf(...args).map(({ text, color, marked }) => `${marked ? '*' : ''}${text}${color ?? ''}`);

it('cuts tokens where a mark begins or ends', () => {
  expect(shown('return retryAll();', tokens, [[7, 12]])).toEqual(['return #1', '*retry#2', 'All#2', '();']);
  expect(shown('return retryAll();', tokens, [[0, 16]])).toEqual(['*return #1', '*retryAll#2', '*(', ');']);
});

it('shows a line plain until its tokens are known', () => {
  expect(shown('return retryAll();', undefined, [])).toEqual(['return retryAll();']);
  expect(shown('return retryAll();', undefined, [[7, 12]])).toEqual(['return ', '*retry', 'All();']);
});

it('shows no more of a line than its text, and the dots of a cut one plain', () => {
  expect(shown('return ret…', tokens, [])).toEqual(['return #1', 'ret#2', '…']);
  expect(shown('', tokens, [])).toEqual([]);
});
