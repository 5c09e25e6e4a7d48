import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as o200k } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { estimateTokens } from '../../../src/agents/tokens';

const FIXTURES = path.join(import.meta.dirname, '..', '..', 'fixtures', 'parse');

describe('estimateTokens', () => {
  const languages = readdirSync(FIXTURES).filter((name) => statSync(path.join(FIXTURES, name)).isDirectory());
  it.each(languages)('comes out a little higher than real tokenizers: %s', (language) => {
    const files = readdirSync(path.join(FIXTURES, language)).map((name) => path.join(FIXTURES, language, name));
    const text = files
      .filter((file) => !file.endsWith('.chunks') && statSync(file).isFile())
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const ratios = [o200k, cl100k].map((count) => estimateTokens(text) / count(text));
    for (const ratio of ratios) expect(ratio).toBeGreaterThan(0.97);
    for (const ratio of ratios) expect(ratio).toBeLessThan(1.45);
  });

  it.each(['中文注释：再試行する関数 🔁 это тоже', 'const 名前 = "値";', ''])(
    'takes other scripts for enough: %j',
    (text) => {
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(o200k(text) * 0.95);
    },
  );
});
