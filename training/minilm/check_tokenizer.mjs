// Compares the tokenizer the engine uses with the ids that tokenizer_ids.py writes to standard input.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { Tokenizer } from '@huggingface/tokenizers';

const modelDirectory = process.argv[2];
const cases = JSON.parse(await text(process.stdin));
const tokenizer = new Tokenizer(JSON.parse(readFileSync(path.join(modelDirectory, 'tokenizer.json'), 'utf8')), {});
const different = cases.filter(({ text: code, ids }) => tokenizer.encode(code).ids.join() !== ids.join());
for (const { text: code, ids } of different.slice(0, 5)) {
  console.error(JSON.stringify({ code: code.slice(0, 200), python: ids, engine: tokenizer.encode(code).ids }));
}
const tokens = cases.reduce((sum, { ids }) => sum + ids.length, 0);
console.log(`${cases.length - different.length} of ${cases.length} strings (${tokens} tokens) have equal ids`);
process.exitCode = different.length === 0 ? 0 : 1;
