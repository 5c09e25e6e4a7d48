// Node's types have no WebAssembly.
/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { SourceParser } from '../../../src/engine/parse/sourceParser';
import { GRAMMARS_FOLDER } from '../../support/grammars';

// Trees lie in WebAssembly's memory, which the garbage collector does not see and which never shrinks.
it('gives back the memory of each tree', async () => {
  const memories: WebAssembly.Memory[] = [];
  const Original = WebAssembly.Memory;
  WebAssembly.Memory = class extends Original {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor);
      memories.push(this);
    }
  };
  const parser = await SourceParser.create(GRAMMARS_FOLDER).finally(() => {
    WebAssembly.Memory = Original;
  });
  const size = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
  const fixtures = path.join(import.meta.dirname, '../../fixtures/parse');
  const texts = ['typescript/classes.ts', 'python/classes.py'].map(
    (name) => [name, readFileSync(path.join(fixtures, name), 'utf8').repeat(20)] as const,
  );
  const parseAll = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) for (const [name, text] of texts) await parser.parse(name, text);
  };
  await parseAll(5);
  const before = size();
  expect(before).toBeGreaterThan(0);
  await parseAll(150);
  expect(size()).toBe(before);
  parser.dispose();
});
