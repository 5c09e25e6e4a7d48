import { spawn } from 'node:child_process';
import { inRepository, repositoryRoot } from '../../test/harness/repository';

export interface CommandResult {
  /** Exit code; undefined when it was ended by a signal or by the time limit. */
  readonly code: number | undefined;
  /** What it printed, both streams; empty when it printed to the terminal. */
  readonly output: string;
}

export interface CommandOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** After this the command is ended. A bound on hangs, far above what it takes. */
  readonly limitMinutes: number;
  /** `show` lets it print to the terminal; `keep` returns what it prints. */
  readonly output: 'show' | 'keep';
}

/** Runs one of the repository's own tools (a script of a package, as `node_modules/.bin` has it) with this Node. */
export function runTool(script: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [inRepository(script), ...args], {
      cwd: repositoryRoot,
      // Some tools colour their output wherever they believe to be in a CI; a log is no terminal.
      env: { ...process.env, ...(process.stdout.isTTY ? {} : { NO_COLOR: '1' }), ...options.environment },
      stdio: options.output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (data: Buffer) => {
        output += data.toString();
      });
    const timer = setTimeout(() => {
      console.error(`${script} did not end within ${options.limitMinutes} minutes and is stopped.`);
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), 10_000).unref();
    }, options.limitMinutes * 60_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code: code ?? undefined, output });
    });
  });
}
