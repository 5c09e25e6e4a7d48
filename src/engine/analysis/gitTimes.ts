import { execFile } from 'node:child_process';

/** Commits that are looked at; what was last changed before them is as old as the oldest of them. */
const MOST_COMMITS = 5_000;
const LIMIT_MS = 10_000;
const MOST_BYTES = 64 * 2 ** 20;

/**
 * When files were last committed, by path relative to the folder, in milliseconds since 1970. Empty where there is no git, no
 * repository, or it takes too long. Nothing that a repository configures is run.
 */
export async function gitTimes(root: string, signal: AbortSignal | undefined): Promise<Map<string, number>> {
  const args = [
    ...['-c', 'core.fsmonitor=false', '-c', 'log.showSignature=false', '-c', 'core.quotePath=false'],
    ...['log', '-n', String(MOST_COMMITS), '--format=%x00%ct', '--name-only', '--no-renames', '--relative', '--', '.'],
  ];
  const options = {
    cwd: root,
    timeout: LIMIT_MS,
    maxBuffer: MOST_BYTES,
    windowsHide: true,
    ...(signal ? { signal } : {}),
  };
  const output = await new Promise<string>((resolve) => {
    execFile('git', args, options, (error, stdout) => {
      resolve(error ? '' : stdout);
    });
  });
  const times = new Map<string, number>();
  for (const commit of output.split('\0')) {
    const [seconds, ...names] = commit.split('\n');
    const time = Number(seconds) * 1000;
    // The newest commit comes first.
    for (const name of names) if (name !== '' && !times.has(name)) times.set(name, time);
  }
  return times;
}
