import { expect, it } from 'vitest';
import { commentText } from '../../../src/engine/parse/comments';

const xml = (...lines: string[]) => commentText(lines.map((line) => `/// ${line}`).join('\n'), 'xml');
const html = (...lines: string[]) => commentText(`/**\n${lines.map((line) => ` * ${line}\n`).join('')} */`, 'html');

it.each([
  ['a summary on lines of its own', ['<summary>', 'Opens it.', '</summary>'], 'Opens it.'],
  ['a summary on one line', ['<summary>Opens it.</summary>'], 'Opens it.'],
  ['a reference', ['See <see cref="T:Ledger.Store{System.String}"/>.'], 'See Ledger.Store.'],
  ['a keyword', ['Is <see langword="null" /> then.'], 'Is null then.'],
  ['a parameter in a sentence', ['When <paramref name="key"/> is there.'], 'When key is there.'],
  ['a parameter', ['<param name="key">What for.</param>'], 'key: What for.'],
  ['an exception', ['<exception cref="IOException">No file.</exception>'], 'IOException: No file.'],
  ['what it returns', ['<returns>All of <c>them</c>.</returns>'], 'Returns: All of them.'],
  ['nothing of its own', ['<inheritdoc cref="Store.Open"/>'], ''],
  ['escaped brackets', ['A <c>List&lt;int&gt;</c>.'], 'A List<int>.'],
  ['brackets that are no tags', ['Holds when a < b and c > d.'], 'Holds when a < b and c > d.'],
  ['a type parameter in text', ['A List<T> of all.'], 'A List<T> of all.'],
])('reads %s in XML', (_, lines, text) => {
  expect(xml(...lines)).toBe(text);
});

it('keeps blank lines of XML that are meant, and none where a tag was', () => {
  expect(xml('<summary>', 'One.', '', 'Two.', '</summary>', '<remarks>', 'Three.', '</remarks>')).toBe(
    'One.\n\nTwo.\nThree.',
  );
});

it.each([
  ['a paragraph', ['One.', '', '<p>Two is <b>not</b> one.'], 'One.\n\nTwo is not one.'],
  ['code', ['Call {@code store.close()} once.'], 'Call store.close() once.'],
  ['code with brackets', ['Gives {@code {"a": 1}}.'], 'Gives {"a": 1}.'],
  ['a link', ['See {@link Store#put(Key, Value)}.'], 'See Store.put(Key, Value).'],
  ['a link to the same class', ['See {@link #put}.'], 'See put.'],
  ['a link with a label', ['See {@linkplain Store#put(Key) how to put}.'], 'See how to put.'],
  ['an escaped at sign', ['<pre>', '&#64;Override', '</pre>'], '@Override'],
  ['a type parameter', ['@param <K> the key of a Map<A, B>'], '@param <K> the key of a Map<A, B>'],
])('reads %s in Javadoc', (_, lines, text) => {
  expect(html(...lines)).toBe(text);
});

it('leaves markup where a language has none', () => {
  expect(commentText('// A <p> in {@code text}.')).toBe('A <p> in {@code text}.');
});
