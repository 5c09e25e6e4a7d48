import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Tokenizer } from '../../../src/engine/embed/tokenizer';
import { MODEL } from '../../support/modelFolder';

const definition = JSON.parse(readFileSync(path.join(MODEL, 'tokenizer.json'), 'utf8')) as object;
const tokenizer = new Tokenizer(definition);

describe('Tokenizer', () => {
  it('knows the special tokens from its definition', () => {
    expect(tokenizer.special).toEqual({ open: [101], close: [102], pad: 0, unknown: 100 });
  });

  // Ids of Hugging Face's native tokenizer (Python package tokenizers) for bert-base-uncased's vocabulary.
  it.each([
    ['hello world', [7592, 2088]],
    ['def add(a, b): return a + b', [13366, 5587, 1006, 1037, 1010, 1038, 1007, 1024, 2709, 1037, 1009, 1038]],
    ['getUserById(id)', [2131, 20330, 3762, 3593, 1006, 8909, 1007]],
    ['שלום עולם', [1266, 29799, 29792, 29800, 1259, 29792, 29799, 29800]],
    ['👩‍👩‍👧 🚀', [100, 100]],
    ['搜索 code', [100, 100, 3642]],
    ['a\u0000b', [11113]],
    ['', []],
    ['  \n\t ', []],
    ['naïve CAFÉ', [15743, 7668]],
  ])('gives %j the ids that the native tokenizer gives, without special tokens', (text, ids) => {
    expect(tokenizer.encode(text)).toEqual(ids);
  });

  it('leaves out half a surrogate pair, as a cut through an emoji makes one', () => {
    expect(tokenizer.encode('hello \ud83d')).toEqual(tokenizer.encode('hello'));
  });

  it('takes a word of 2 MB as one unknown word', () => {
    expect(tokenizer.encode('a'.repeat(2e6))).toHaveLength(1);
  });

  it('knows that a definition puts nothing around a text', () => {
    const bare = new Tokenizer({ ...definition, post_processor: null });
    expect(bare.special).toEqual({ open: [], close: [], pad: 0, unknown: 100 });
    expect(bare.encode('hello world')).toEqual([7592, 2088]);
  });

  it('refuses a definition without a token that fills a batch', () => {
    const text = readFileSync(path.join(MODEL, 'tokenizer.json'), 'utf8').replaceAll('"[PAD]"', '"[NONE]"');
    expect(() => new Tokenizer(JSON.parse(text) as object)).toThrow('no padding token');
  });

  it('takes a text word by word, as the word index has them, where a model wants that', () => {
    const byWords = new Tokenizer(definition, true);
    const split = tokenizer.encode('get user by id');
    expect(byWords.encode('getUserById(…)')).toEqual(split);
    expect(byWords.encode('getUserById getUserById')).toEqual([...split, ...split]);
    expect(byWords.encode('(…) + [*]')).toEqual([]);
  });
});
