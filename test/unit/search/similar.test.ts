import { describe, expect, it } from 'vitest';
import { rankSimilar, rarityAmong } from '../../../src/engine/search/similar';
import { shapeLikeness, shapeOf } from '../../../src/engine/text/shape';

const candidate = (kind: string, deep: number | undefined, quick: number | undefined = deep) => ({
  root: '/w',
  isRead: deep !== undefined,
  ...(deep === undefined ? {} : { deep }),
  ...(quick === undefined ? {} : { quick }),
  chunk: { path: `${kind}.ts`, ordinal: 0, kind } as never,
});
/** The code asked about, as the deep model read it. */
const read = [new Float32Array(1)];
const kinds = (like: string | undefined, ...candidates: ReturnType<typeof candidate>[]) =>
  rankSimilar({ kind: like, deep: read }, candidates).map(({ item }) => (item.chunk as { kind: string }).kind);

describe('similar code', () => {
  const three = [candidate('interface', 0.8), candidate('method', 0.6), candidate('function', 0.5)];

  it('is what runs before what only describes, for a function', () => {
    expect(kinds('function', ...three)).toEqual(['method', 'function', 'interface']);
  });

  it('is in the order of its nearness for a kind of its own group, and for a selection', () => {
    expect(kinds('class', ...three)).toEqual(['interface', 'method', 'function']);
    expect(kinds(undefined, ...three)).toEqual(['interface', 'method', 'function']);
  });

  it('has scores that are similarities: the same text by both models and by its features is 1', () => {
    const same = { ...candidate('function', 1), shape: 1, distinctShape: 1 };
    const [first] = rankSimilar({ kind: 'function', deep: read }, [same, candidate('method', 0.3)]);
    expect(first!.score).toBeCloseTo(1);
  });

  it('is what is built alike before what is only about the same', () => {
    const clone = { ...candidate('method', 0.1), shape: 0.5, distinctShape: 0.4 };
    const closer = { ...candidate('accessor', 0.1), shape: 0.4, distinctShape: 0.5 };
    const unlike = { ...candidate('function', 0.95), shape: 0.3, distinctShape: 0.6 };
    expect(kinds('function', unlike, clone, closer)).toEqual(['accessor', 'method', 'function']);
  });

  it('is no clone, but nearer, for being built alike in part', () => {
    const partly = { ...candidate('method', 0.6), shape: 0.2, distinctShape: 0.2 };
    const [first, second] = rankSimilar({ kind: 'function', deep: read }, [candidate('function', 0.65), partly]);
    expect(first!.item).toBe(partly);
    expect(first!.score).toBeGreaterThan(second!.score);
    expect(first!.score).toBeLessThan(0.9);
  });

  it('is told by what few others have, not by what all have in common', () => {
    const sender = (name: string, call: string) => `function ${name}(data) {
      if (this.readyState === this.CONNECTING) throw new Error('not open yet');
      if (this.readyState !== this.OPEN) return this.queue.push(data);
      this.sender.${call}(data || this.empty, this.masked);
      this.emit('${call}');
    }`;
    const asked = shapeOf(sender('ping', 'writePing'));
    // The same written in another way, and a sibling that says the same things to do something else.
    const clone = shapeOf(`const beat = (message) => {
      if (this.CONNECTING === this.readyState) throw new Error('not open yet');
      if (this.OPEN !== this.readyState) return this.queue.push(message);
      this.sender.writePing(message || this.empty, this.masked);
      this.emit('writePing');
    }`);
    const sibling = shapeOf(sender('pong', 'writePong'));
    const others = ['writeText', 'writeBlob', 'writeClose', 'writePart'].map((call) => shapeOf(sender('send', call)));
    const rarity = rarityAmong([clone, sibling, ...others]);
    const lead = (...weights: [] | [typeof rarity]) =>
      shapeLikeness(asked, clone, ...weights) - shapeLikeness(asked, sibling, ...weights);
    expect(lead(rarity)).toBeGreaterThan(1.5 * lead());
    expect(shapeLikeness(asked, asked, rarity)).toBeLessThan(1);
  });

  it('is as near as the deep model says where it has read both, and as the last of its list where it is not in it', () => {
    const near = candidate('method', 0.5, 0.1);
    const quickOnly = { ...candidate('accessor', undefined, 0.9), isRead: true };
    const ranked = rankSimilar({ kind: undefined, deep: read }, [quickOnly, candidate('type', 0.2), near]);
    expect(ranked[0]!.item).toBe(near);
    for (const { score } of ranked.slice(1)) expect(score / ranked[0]!.score).toBeCloseTo(0.4);
  });

  it('is compared by the quick model alone as long as the deep one has not read both', () => {
    const unread = candidate('accessor', undefined, 0.6);
    expect(rankSimilar({ kind: undefined, deep: read }, [unread])[0]!.score).toBeCloseTo(0.54);
    const [first] = rankSimilar({ kind: undefined, deep: [] }, [candidate('method', undefined, 0.4), unread]);
    expect(first!.score).toBeCloseTo(0.54);
  });
});
