import { describe, expect, it } from 'vitest';
import { WorkQueue } from '../../../src/engine/indexer/workQueue';

const file = (path: string, mtimeMs = 1) => ({ path, mtimeMs, ctimeMs: 1, size: 1 });

describe('the work queue', () => {
  it('serves reported files before those of the walk, never mixed', () => {
    const queue = new WorkQueue();
    queue.add([file('a'), file('b')], [], 'all');
    queue.add([file('saved')], [], 'reported');
    expect(queue.peek(5).map((each) => each.path)).toEqual(['saved']);
    queue.finish(queue.peek(5));
    expect(queue.peek(5).map((each) => each.path)).toEqual(['a', 'b']);
  });

  it('serves what was reported last first, never mixed with what was reported before', () => {
    const queue = new WorkQueue();
    queue.takeReported();
    queue.add([file('checkout1')], [], 'reported');
    queue.add([file('checkout2'), file('checkout3')], [], 'reported');
    queue.takeReported();
    queue.add([file('saved')], [], 'reported');
    expect(queue.peek(5).map((each) => each.path)).toEqual(['saved']);
    expect(queue.peek(5, new Set(queue.peek(5))).map((each) => each.path)).toEqual([
      'checkout1',
      'checkout2',
      'checkout3',
    ]);
    queue.finish(queue.peek(5));
    expect(queue.peek(2).map((each) => each.path)).toEqual(['checkout1', 'checkout2']);
  });

  it('takes a few files that are reported together for saved ones, and many for what nobody waits for', () => {
    const queue = new WorkQueue();
    queue.takeReported();
    queue.add(
      Array.from({ length: 200 }, (_, index) => file(`generated${index}`)),
      [],
      'reported',
    );
    expect(queue.nextIsSaved).toBe(false);
    queue.takeReported();
    queue.add([file('saved')], [], 'reported');
    expect(queue.nextIsSaved).toBe(true);
    queue.finish(queue.peek(1));
    expect(queue.nextIsSaved).toBe(false);
  });

  it('removes a renamed file only after its new path was indexed', () => {
    const queue = new WorkQueue();
    queue.add([file('new')], ['old'], 'reported');
    expect(queue.takeRemovals()).toEqual([]);
    queue.finish(queue.peek(1));
    expect(queue.takeRemovals()).toEqual(['old']);
    expect(queue.takeRemovals()).toEqual([]);
  });

  it('removes what was reported as gone while the walk’s files still wait', () => {
    const queue = new WorkQueue();
    queue.add([file('a')], ['moved-away'], 'all');
    queue.add([], ['deleted'], 'reported');
    expect(queue.takeRemovals()).toEqual(['deleted']);
    queue.finish(queue.peek(1));
    expect(queue.takeRemovals()).toEqual(['moved-away']);
  });

  it('keeps a file that changed again while it was being indexed', () => {
    const queue = new WorkQueue();
    queue.add([file('a', 1)], [], 'reported');
    const inHand = queue.peek(1);
    queue.add([file('a', 2)], [], 'reported');
    queue.finish(inHand);
    expect(queue.peek(1)).toEqual([file('a', 2)]);
  });

  it('does not index what is gone, nor remove what came back', () => {
    const queue = new WorkQueue();
    queue.add([file('a')], ['b'], 'reported');
    queue.add([file('b')], ['a'], 'reported');
    expect(queue.peek(5).map((each) => each.path)).toEqual(['b']);
    queue.finish(queue.peek(5));
    expect(queue.takeRemovals()).toEqual(['a']);
  });

  it('counts files done until all are', () => {
    const queue = new WorkQueue();
    queue.add([file('a'), file('b')], [], 'all');
    queue.finish([queue.peek(1)[0]!]);
    expect([queue.done, queue.total]).toEqual([1, 2]);
    queue.finish(queue.peek(1));
    expect([queue.done, queue.total]).toEqual([0, 0]);
  });
});
