import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { hunch } from '../support/commandLine';
import { sharedFolder, writeFiles } from '../support/temporaryFolder';

const folder = sharedFolder();
const has = (shell: string) => spawnSync(shell, ['--version']).status === 0;

/** What a shell would offer for a line whose last word is being typed. */
type Complete = (line: string) => string[];

function run(shell: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(shell, args, { cwd: folder, encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

const COMPLETE: Readonly<Record<string, Complete>> = {
  // As bash calls it: with the words of the line, and the number of the one that is typed. `=` is a word of its own there.
  bash: (line) => {
    const words = line.replaceAll('=', ' = ').split(' ');
    const script = `source hunch.bash
COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); $(complete -p hunch | sed 's/.*-F \\([^ ]*\\).*/\\1/')
printf '%s\\n' "\${COMPREPLY[@]}"`;
    return run('bash', ['--norc', '-c', script, 'bash', ...words]).split('\n');
  },
  fish: (line) =>
    run('fish', ['--no-config', '-c', `source hunch.fish; complete -C '${line}'`])
      .split('\n')
      .map((offer) => offer.split('\t')[0]!),
  // A shell inside of zsh, into which the line and a Tab are typed.
  zsh: (line) => {
    const script = `zmodload zsh/zpty
zpty -b inner zsh -f -i
zpty -w inner 'PS1=""; unsetopt prompt_cr prompt_sp; setopt no_list_beep list_rows_first; LISTMAX=1000
autoload -Uz compinit; compinit -u -D; source ./hunch.zsh
zle -N say; say() { print -r -- "<<$BUFFER>>" }; bindkey "^X" say; print REA""DY'
zpty -r inner before '*READY*'
zpty -w -n inner ${JSON.stringify(line)}$'\\t'; zpty -w -n inner $'\\x18'
zpty -r inner screen '*>>*'; print -r -- "$screen"; zpty -d inner`;
    const screen = run('zsh', ['-f', '-c', script]).replace(/\u001b\[[\d?;]*[A-Za-z]/g, '');
    const typed = /<<(.*)>>/.exec(screen)![1]!;
    const offers = [...screen.matchAll(/^([\w-]+) +-- /gm)].map(([, offer]) => offer!);
    return offers.length > 0 ? offers : [typed.slice(typed.lastIndexOf(' ', typed.length - 2) + 1).trim()];
  },
};

beforeAll(async () => {
  writeFiles(folder, { 'src/app.ts': '', 'notes.txt': '' });
  for (const shell of Object.keys(COMPLETE)) {
    const { code, stdout } = await hunch(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(path.join(folder, `hunch.${shell}`), stdout);
  }
});

describe.each(Object.entries(COMPLETE))('completion in %s', (shell, complete) => {
  const offered = (line: string) => complete(line).filter(Boolean);

  it.skipIf(!has(shell))('offers commands, options, their values, and paths where paths are wanted', () => {
    expect(offered('hunch sea')).toEqual(['search']);
    expect(offered('hunch search --for').join()).toMatch(/^--format,?/);
    expect(offered('hunch search --format mark')).toEqual(['markdown']);
    expect(offered('hunch similar src/')).toEqual(['src/app.ts']);
    expect(offered('hunch similar src/app.ts --std')).toEqual(['--stdin']);
    expect(offered('hunch index --root s').map((offer) => offer.replace(/\/$/, ''))).toEqual(['src']);
    expect(offered('hunch completion f')).toEqual(['fish']);
    expect(offered('hunch mcp --root s').map((offer) => offer.replace(/\/$/, ''))).toEqual(['src']);
  });

  it.skipIf(!has(shell) || shell === 'zsh')('offers all there is', () => {
    expect(offered('hunch ')).toEqual(expect.arrayContaining(['index', 'search', 'similar', 'status', 'completion']));
    expect(offered('hunch search --')).toEqual(expect.arrayContaining(['--root', '--limit', '--stdin', '--now']));
    expect(offered('hunch search --format ').sort()).toEqual(['grep', 'json', 'markdown', 'text']);
    expect(offered('hunch search --format=').join()).toContain('json');
    expect(offered('hunch index --root ').join()).not.toContain('notes.txt');
    expect(offered('hunch search ')).not.toContain('notes.txt');
  });
});

it('completion of a shell that is not known is bad usage', async () => {
  expect(await hunch(['completion', 'tcsh'])).toMatchObject({ code: 2, stdout: '' });
});
