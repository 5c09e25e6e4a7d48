import { describe, expect, it } from 'vitest';
import { DeepQueue } from '../../../src/engine/indexer/deepQueue';

const paths = (queue: DeepQueue, count = 10) => queue.peek(count).map(({ path }) => path);

function queueOf(files: Readonly<Record<string, readonly string[]>>): DeepQueue {
  const queue = new DeepQueue();
  for (const [path, hashes] of Object.entries(files)) queue.set(path, hashes, false);
  return queue;
}

describe('the queue of what is to be read closely', () => {
  it('serves files in the order in which they were found, and knows what of each is missing', () => {
    const queue = queueOf({ a: ['1', '2'], b: [], c: ['3'] });
    expect(queue.peek(10)).toEqual([
      { path: 'a', hashes: new Set(['1', '2']) },
      { path: 'c', hashes: new Set(['3']) },
    ]);
    expect(paths(queue, 1)).toEqual(['a']);
    expect([queue.done, queue.total]).toEqual([0, 3]);
  });

  it('serves what was saved last first, then what is in editors, then the rest', () => {
    const queue = queueOf({ a: ['1'], b: ['2'], c: ['3'], d: ['4'] });
    queue.setOpen(['d', 'unknown', 'b']);
    queue.set('saved', ['5'], true);
    queue.set('saved later', ['6'], true);
    expect(paths(queue)).toEqual(['saved later', 'saved', 'd', 'b', 'a', 'c']);
    expect(paths(queue, 3)).toEqual(['saved later', 'saved', 'd']);
  });

  it('serves what a question came upon first, the best hit before the others', () => {
    const queue = queueOf({ a: ['1'], b: ['2'], c: ['3'] });
    queue.prefer(['c', 'read already', 'b']);
    expect(paths(queue)).toEqual(['c', 'b', 'a']);
    queue.prefer(['b']);
    expect(paths(queue)).toEqual(['b', 'c', 'a']);
  });

  it('counts what is finished until all is done', () => {
    const queue = queueOf({ a: ['1', '2'], b: ['3'] });
    queue.finish('a', new Set(['1', 'of another file']));
    expect([queue.done, queue.total]).toEqual([1, 3]);
    expect(queue.peek(1)).toEqual([{ path: 'a', hashes: new Set(['2']) }]);
    queue.finish('a', new Set(['2']));
    expect(paths(queue)).toEqual(['b']);
    queue.finish('b', new Set(['3']));
    expect(queue.hasWork).toBe(false);
    expect([queue.done, queue.total]).toEqual([0, 0]);
  });

  it('forgets what a file had before, when it changes or goes', () => {
    const queue = queueOf({ a: ['1', '2'], b: ['3'] });
    queue.set('a', ['4'], false);
    expect(queue.total).toBe(2);
    queue.remove('a');
    queue.finish('a', new Set(['4']));
    expect([queue.done, queue.total]).toEqual([0, 1]);
    expect(paths(queue)).toEqual(['b']);
  });
});
