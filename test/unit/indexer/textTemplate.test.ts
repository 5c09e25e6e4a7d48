import { describe, expect, it } from 'vitest';
import { textOf } from '../../../src/engine/indexer/textTemplate';
import type { Chunk } from '../../../src/engine/parse/chunk';

const chunk: Chunk = {
  symbol: 'openSession',
  container: 'SessionStore',
  kind: 'method',
  language: 'typescript',
  startLine: 3,
  endLine: 6,
  signature: 'async openSession(userId: string): Promise<Session>',
  doc: 'Opens a session for a user.',
  code: 'async openSession(\n  userId: string): Promise<Session> {\n  return this.cache.get(userId);\n}',
};

describe('the text of a chunk', () => {
  it('carries path words, container, symbol in words, doc, signature and body, the signature once', () => {
    const { input } = textOf('packages/server/src/auth/session-store.ts', chunk);
    expect(input.header).toBe(
      'session store open session (src auth session store)\n' +
        'Opens a session for a user.\n' +
        'async openSession(userId: string): Promise<Session>',
    );
    expect(input.body).toBe(' {\n  return this.cache.get(userId);\n}');
  });

  it('keeps a body whole that does not start with the signature', () => {
    expect(textOf('a.ts', { ...chunk, code: `@decorated()\n${chunk.code}` }).input.body).toContain('@decorated');
  });

  it('puts the rest of a long doc comment into the body', () => {
    const doc = `${'x'.repeat(300)}tail`;
    const { input } = textOf('a.ts', { ...chunk, doc });
    expect(input.header).not.toContain('tail');
    expect(input.body.startsWith('tail')).toBe(true);
  });

  it('has a hash that changes with anything that is embedded, and only with that', () => {
    const { contentHash } = textOf('src/a.ts', chunk);
    expect(textOf('src/a.ts', { ...chunk, startLine: 90, endLine: 93 }).contentHash).toBe(contentHash);
    for (const change of [{ doc: 'Other.' }, { symbol: 'other' }, { code: chunk.code.replace('get', 'set') }])
      expect(textOf('src/a.ts', { ...chunk, ...change }).contentHash).not.toBe(contentHash);
    expect(textOf('src/b.ts', chunk).contentHash).not.toBe(contentHash);
  });

  it('has the words of its name, whole and in parts, and those of everything', () => {
    const words = textOf('src/a.ts', chunk).words.split(' ');
    const times = (word: string) => words.filter((each) => each === word).length;
    for (const word of ['src', 'opens', 'promise', 'cache']) expect(times(word)).toBeGreaterThan(0);
    // Those of the name more often than they stand there.
    expect(times('opensession')).toBe(3);
    expect(times('sessionstore')).toBe(3);
    expect(times('promise')).toBe(2);
  });
});
