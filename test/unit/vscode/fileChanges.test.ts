import { describe, expect, it } from 'vitest';
import { FileChanges, mayBeIndexed } from '../../../src/vscode/fileChanges';

describe('File changes', () => {
  it('go creations first and deletions last, so that a renamed file is seen before the old one goes', () => {
    const changes = new FileChanges();
    changes.add('/old', 'deleted');
    changes.add('/edited', 'changed');
    changes.add('/new', 'created');
    expect(changes.take()).toEqual([
      { path: '/new', kind: 'created' },
      { path: '/edited', kind: 'changed' },
      { path: '/old', kind: 'deleted' },
    ]);
  });

  it('are one a path: the last, but a new file stays new when it is written to', () => {
    const changes = new FileChanges();
    changes.add('/a', 'created');
    changes.add('/a', 'changed');
    changes.add('/b', 'changed');
    changes.add('/b', 'deleted');
    changes.add('/c', 'deleted');
    changes.add('/c', 'created');
    expect(changes.take()).toEqual([
      { path: '/a', kind: 'created' },
      { path: '/c', kind: 'created' },
      { path: '/b', kind: 'deleted' },
    ]);
  });

  it('are handed over once', () => {
    const changes = new FileChanges();
    changes.add('/a', 'changed');
    expect(changes.size).toBe(1);
    changes.take();
    expect(changes.size).toBe(0);
    expect(changes.take()).toEqual([]);
  });

  it.each(['node_modules/left-pad/index.js', 'packages/a/node_modules/b/c.js', '.git/index.lock', 'sub/.git/HEAD'])(
    'at %s concern no index',
    (path) => {
      expect(mayBeIndexed(path)).toBe(false);
    },
  );

  it.each(['src/a.ts', '.gitignore', 'src/node_modules.ts', 'my.git/a.ts', 'node_modules'])(
    'at %s may concern the index',
    (path) => {
      expect(mayBeIndexed(path)).toBe(true);
    },
  );

  it('in dependencies concern the index where a person brings them back', () => {
    expect(mayBeIndexed('/node_modules/ours/a.ts', ['node_modules'])).toBe(true);
    expect(mayBeIndexed('node_modules/ours/a.ts', ['packages/a/node_modules'])).toBe(false);
    expect(mayBeIndexed('/packages/a/node_modules/b/c.js', ['packages/a/node_modules'])).toBe(true);
    expect(mayBeIndexed('/node_modules/ours/.git/index', ['node_modules'])).toBe(false);
  });
});
