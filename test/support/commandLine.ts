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
    env: { ...process.env, ...options.environment },
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
