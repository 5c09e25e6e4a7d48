import fc from 'fast-check';

/** One thing that happens to a workspace, or to the engine that watches it. Paths are relative, forward slashes. */
export type Step =
  | { readonly kind: 'write'; readonly path: string; readonly content: number }
  | { readonly kind: 'write unseen'; readonly path: string; readonly content: number }
  | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'rename' | 'copy'; readonly from: string; readonly to: string }
  | { readonly kind: 'rename case'; readonly path: string }
  | { readonly kind: 'symlink'; readonly path: string; readonly to: string }
  | { readonly kind: 'ignore'; readonly folder: string; readonly pattern: string }
  | { readonly kind: 'generate'; readonly folder: string; readonly files: number }
  | { readonly kind: 'git'; readonly command: GitCommand }
  | { readonly kind: 'submodule'; readonly commit: number }
  | { readonly kind: 'down' | 'up' | 'lose events' | 'second folder' | 'pause' | 'settle' };

export type GitCommand = keyof typeof GIT_COMMANDS;

/** What people do with git; one that is refused (nothing to commit, conflicts) changes nothing or half, which is as good. */
export const GIT_COMMANDS = {
  commit: ['add -A', 'commit -q -m work'],
  'to branch one': ['checkout -q -B one'],
  'to branch two': ['checkout -q two'],
  'to main': ['checkout -q main'],
  'force main': ['checkout -q -f main'],
  stash: ['stash -q -u'],
  'stash pop': ['stash pop -q'],
  rebase: ['rebase -q main'],
  'end rebase': ['rebase --abort'],
  merge: ['merge -q two -m merged'],
  reset: ['reset -q --hard'],
  back: ['reset -q --hard HEAD~1'],
  clean: ['clean -q -fd'],
  'submodule update': ['submodule update -q --init'],
} as const satisfies Record<string, readonly string[]>;

const FOLDERS = ['', 'src', 'src/auth', 'lib', 'lib/auth', 'Lib'] as const;
const NAMES = ['alpha.ts', 'Alpha.ts', 'beta.py', 'gamma.go', 'delta.js', 'notes.md', "it's.ts"] as const;
const PATTERNS = ['*.py', 'lib/', '/src', 'auth', '!auth', 'alpha*', '# nothing'] as const;

const inFolder = (folder: string, name: string) => (folder === '' ? name : `${folder}/${name}`);
const folder = fc.constantFrom(...FOLDERS.slice(1));
const file = fc.tuple(fc.constantFrom(...FOLDERS), fc.constantFrom(...NAMES)).map(([a, b]) => inFolder(a, b));
const anything = fc.oneof({ weight: 3, arbitrary: file }, { weight: 1, arbitrary: folder });
const content = fc.nat(39);

/** A sequence of steps; most of them are edits. @param generated how many files a bulk generation makes */
export function sequences(maxLength: number, generated: number): fc.Arbitrary<Step[]> {
  const step: fc.Arbitrary<Step> = fc.oneof(
    { weight: 8, arbitrary: fc.record({ kind: fc.constant('write' as const), path: file, content }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('write unseen' as const), path: file, content }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete' as const), path: anything }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constantFrom('rename' as const, 'copy' as const), from: anything, to: anything }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename case' as const), path: anything }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('symlink' as const), path: anything, to: anything }) },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('ignore' as const),
        folder: fc.constantFrom(...FOLDERS),
        pattern: fc.constantFrom(...PATTERNS),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ kind: fc.constant('generate' as const), folder, files: fc.constant(generated) }),
    },
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('git' as const),
        command: fc.constantFrom(...(Object.keys(GIT_COMMANDS) as GitCommand[])),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('submodule' as const), commit: fc.nat(2) }) },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constantFrom(
          'down' as const,
          'up' as const,
          'lose events' as const,
          'second folder' as const,
          'pause' as const,
          'settle' as const,
          'settle' as const,
        ),
      }),
    },
  );
  return fc.array(step, { minLength: 3, maxLength });
}
