import { spawn } from 'node:child_process';
import path from 'node:path';

/** The built command line. */
export const CLI = path.join(import.meta.dirname, '..', '..', 'dist', 'cli.js');

export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout, parsed. */
  readonly json: unknown;
}

/** Runs the built command line as a user would. @param input given to standard input */
export async function hunch(
  args: readonly string[],
  options: { readonly input?: string; readonly environment?: Record<string, string>; readonly cwd?: string } = {},
): Promise<CommandResult> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...environmentWithoutColours(), ...options.environment },
    ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
  });
  child.stdin.end(options.input ?? '');
  const [stdout, stderr, code] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { code, stdout, stderr, json: parsed(stdout.trimEnd().split('\n').at(-1) ?? '') };
}

/**
 * Runs it on a terminal (of util-linux's `script`), standard error left away.
 *
 * @returns what the terminal was sent
 */
export async function hunchOnTerminal(
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<{ readonly code: number | null; readonly screen: string }> {
  const command = [process.execPath, CLI, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const child = spawn('script', ['-qec', `${command} 2>/dev/null`, '/dev/null'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...environmentWithoutColours(), TERM: 'xterm-256color', ...environment },
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { screen: await textOf(child.stdout), code: await closed };
}

/** The runner of the tests sets these for itself; with `CI` Node takes no terminal for one that has colours. */
function environmentWithoutColours(): NodeJS.ProcessEnv {
  const environment = { ...process.env };
  delete environment.NO_COLOR;
  delete environment.FORCE_COLOR;
  delete environment.CI;
  return environment;
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const part of stream) text += String(part);
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
