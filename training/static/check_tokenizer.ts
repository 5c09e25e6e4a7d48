/**
 * That the engine's tokenizer gives the ids of the native one, and that words joined by blanks give those of the text:
 * `python tokenizer_ids.py MODEL PAIRS_FILE | tsx check_tokenizer.ts MODEL`.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Tokenizer } from '../../src/engine/embed/tokenizer';
import { wordsOf } from '../../src/engine/text/words';

const model = process.argv[2]!;
const tokenizer = new Tokenizer(JSON.parse(readFileSync(path.join(model, 'tokenizer.json'), 'utf8')) as object);
const rows = readFileSync(0, 'utf8').split('\n').filter(Boolean);
let texts = 0;
let words = 0;
for (const row of rows) {
  const { text, ids } = JSON.parse(row) as { text: string; ids: number[] };
  const wanted = ids.join();
  if (tokenizer.encode(text).join() !== wanted) texts++;
  if (tokenizer.encode(wordsOf(text).join(' ')).join() !== wanted) words++;
}
console.log(`${rows.length} texts: ${texts} with other ids, ${words} when given as words`);
