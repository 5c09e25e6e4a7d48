import { styleText } from 'node:util';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { runWhy } from './whyCommand';
import { visibleLines } from './visible';
import { USUAL_MIN_LINES } from '../duplicates/duplicateGroups';
import { version } from '../../package.json';
import { type Shell, SHELLS, completionScript } from './completion/completionScript';
import { FORMATS } from './formats/format';
import { type DuplicatesOptions, FORMATS as DUPLICATES_FORMATS, runDuplicates } from './duplicatesCommand';
import { runIndex } from './indexCommand';
import type { McpOptions } from './mcp/mcpCommand';
import { runSearch, runSimilar } from './searchCommands';
import { runStatus } from './statusCommand';

const DEFAULT_LIMIT = 10;

/** All commands and their options. `<dir>`, `<path>` and `[place]` are what completion knows folders and files by. */
export function program(): Command {
  const hunch = new Command('hunch')
    .description('Search code by what it does. Everything stays on this machine.')
    .version(version)
    .exitOverride()
    .configureHelp({ styleTitle: (title) => styleText('bold', title) })
    // An argument may be the name of a file.
    .configureOutput({
      outputError: (text, write) => {
        write(visibleLines(text));
      },
    })
    .showHelpAfterError('Run "hunch --help" for how to use it.')
    .addHelpText('after', AFTER_HELP);

  const command = (name: string, description: string, examples: readonly string[]) =>
    hunch
      .command(name)
      .description(description)
      .addHelpText('after', ['', 'Examples:', ...examples.map((line) => `  ${line}`)].join('\n'));

  const folderCommand = (name: string, description: string, examples: readonly string[]) =>
    command(name, description, examples)
      .option('--root <dir>', 'workspace folder', '.')
      .option('--index-dir <dir>', "place of the index, instead of the user's cache directory");

  const modelOption = () => new Option('--model <dir>', 'folder of a model of your own, in Hugging Face layout');

  const sameAsJsonFormat = () => new Option('--json', 'the same as --format json').conflicts('format');

  const questionCommand = (name: string, description: string, question: Argument, examples: readonly string[]) =>
    folderCommand(name, description, examples)
      .addArgument(question)
      .option('--limit <n>', 'most hits', count, DEFAULT_LIMIT)
      .addOption(new Option('--format <format>', 'how to print them').choices(Object.keys(FORMATS)).default('text'))
      .addOption(sameAsJsonFormat())
      .option('--now', 'answer as soon as everything can be found; a new index gets better for a while after that')
      .option('--stdin', `read a ${question.name()} a line from standard input, write a line of JSON for each`)
      .addOption(modelOption());

  folderCommand('index', 'Build the index of a folder, or bring it up to date.', [
    'hunch index',
    'hunch index --root ~/code/shop --json',
    'hunch index --watch',
  ])
    .option('--watch', 'go on, and follow the changes on disk until Ctrl+C')
    .option('--json', 'print JSON, with --watch a line after each change')
    .addOption(modelOption())
    .action(runIndex);
  questionCommand(
    'search',
    'Find code by a description in your own words.',
    new Argument(
      '[query]',
      'what the code does; with lang:, path:, kind:, symbol:, in:changed, like:, "phrases", -words',
    ),
    [
      'hunch search "wait longer after each failed attempt"',
      "hunch search 'lang:ts -path:test parse a date'",
      'hunch search "parse a date" --root ~/code/shop --limit 3 --format markdown',
      'vim -q <(hunch search "where sessions expire" --format grep)',
      'hunch search --stdin < questions.txt > answers.jsonl',
    ],
  )
    .option('--explain', 'in JSON, say of each hit what its score is made of and which words it has')
    .action(runSearch);
  questionCommand(
    'similar',
    'Find code that does the same as the code at a place.',
    new Argument('[place]', 'PATH:LINE, the path relative to the folder'),
    [
      'hunch similar src/cart/total.ts:42',
      'hunch similar src/cart/total.ts:42 --json',
      'git grep -n TODO | cut -d: -f1,2 | hunch similar --stdin --limit 3',
    ],
  ).action(runSimilar);
  folderCommand('duplicates', 'Find functions that are there more than once, in the same or in other words.', [
    'hunch duplicates',
    'hunch duplicates --within src/server --min-similarity 90 --tests',
    'hunch duplicates --format markdown > duplicates.md',
  ])
    .option('--within <path>', 'only a folder or file, relative to the root', '')
    .option('--min-lines <n>', 'leave out shorter functions', count, USUAL_MIN_LINES)
    .option('--min-similarity <percent>', 'how alike functions are at least', percent)
    .option('--tests', 'also groups of nothing but test code')
    .option('--now', 'do not wait until everything is read closely')
    .addOption(new Option('--format <format>', 'how to print them').choices(DUPLICATES_FORMATS).default('text'))
    .addOption(sameAsJsonFormat())
    .addOption(modelOption())
    .action((options: DuplicatesOptions) => runDuplicates(options));
  folderCommand('why', 'Say whether a file is indexed, and if not, why.', [
    'hunch why src/cart/total.ts',
    'hunch why build/app.js --json',
  ])
    .argument('<path>', 'the file, relative to the folder')
    .option('--json', 'print JSON')
    .action(runWhy);
  folderCommand('status', 'Say what the index of a folder holds.', [
    'hunch status',
    'hunch status --root ~/code/shop --json',
  ])
    .option('--json', 'print JSON')
    .action(runStatus);
  command('mcp', 'Serve coding agents by the Model Context Protocol, over standard input and output.', [
    'hunch mcp',
    'hunch mcp --root ~/code/shop',
  ])
    .option('--root <dir...>', 'workspace folders, where the client names none; the working directory by default')
    .addOption(modelOption())
    .action(async (options: McpOptions) => {
      // What speaks the protocol is large; no other command has to load it.
      await (await import('./mcp/mcpCommand')).runMcp(options);
    });
  command('completion', 'Print the script that completes this command line in a shell.', [
    'hunch completion bash > ~/.local/share/bash-completion/completions/hunch',
    'hunch completion zsh > "${fpath[1]}/_hunch"',
    'hunch completion fish > ~/.config/fish/completions/hunch.fish',
  ])
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .action((shell: Shell) => {
      console.log(completionScript(shell, hunch));
    });
  return hunch;
}

const AFTER_HELP = `
Examples:
  hunch search "wait longer after each failed attempt"
  hunch similar src/cart/total.ts:42
  hunch help search

Results go to standard output, all else to standard error. NO_COLOR=1 switches colours off, FORCE_COLOR=1 on.
Exit codes: 0 success (also when nothing is found), 1 failure, 2 bad usage, 130 interrupted.`;

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('It must be a whole number from 1.');
  return value;
}

function percent(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (!(value >= 0 && value <= 100)) throw new InvalidArgumentError('It must be a percentage from 0 to 100.');
  return value / 100;
}
