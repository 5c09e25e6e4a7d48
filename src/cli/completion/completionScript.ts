import type { Command } from 'commander';
import { bashScript } from './bash';
import { type CompletedProgram, programOf } from './completedProgram';
import { fishScript } from './fish';
import { zshScript } from './zsh';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } satisfies Record<
  string,
  (program: CompletedProgram) => string
>;

export type Shell = keyof typeof SCRIPTS;
export const SHELLS = Object.keys(SCRIPTS) as Shell[];

/**
 * The script that completes commands, options and their values in a shell. All of it is in the script: a Tab starts no
 * process, and folders and files are completed by the shell's own means. (Libraries that ask the program at each Tab do not
 * offer files where a path is wanted.)
 */
export function completionScript(shell: Shell, program: Command): string {
  return SCRIPTS[shell](programOf(program));
}
