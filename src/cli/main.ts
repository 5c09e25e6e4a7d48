import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { errorText } from '../engine/log';
import { sentenceFor } from '../engine/errors';
import { type DuplicatesOptions, FORMATS, runDuplicates } from './duplicatesCommand';
import { runIndex } from './indexCommand';
import type { CommonOptions } from './options';
import { runSearch, runSimilar } from './searchCommands';
import { runStatus } from './statusCommand';
import { USUAL_MIN_LINES } from '../duplicates/duplicateGroups';
import { runWhy } from './whyCommand';
import { version } from '../../package.json';

/** Exit codes of the contract: 0 success, 1 failure with one line on stderr, 2 bad usage. */
const FAILURE = 1;
const BAD_USAGE = 2;

const DEFAULT_LIMIT = 10;

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

function program(): Command {
  const hunch = new Command('hunch')
    .description('Search code by what it does. Everything stays on this machine.')
    .version(version)
    .exitOverride()
    .showHelpAfterError('Run "hunch --help" for how to use it.');

  const command = (name: string, description: string) =>
    hunch
      .command(name)
      .description(description)
      .option('--root <dir>', 'workspace folder', '.')
      .option('--index-dir <dir>', "place of the index, instead of the user's cache directory")
      .option('--json', 'print JSON');

  const modelCommand = (name: string, description: string) =>
    command(name, description).option('--model <dir>', 'folder of a model of your own, in Hugging Face layout');

  modelCommand('index', 'Build the index of a folder, or bring it up to date.').action((options: CommonOptions) =>
    runIndex(options),
  );
  modelCommand('search', 'Find code by a description in your own words.')
    .argument('[query]', 'what the code does')
    .option('--limit <n>', 'most hits', count, DEFAULT_LIMIT)
    .option('--now', 'answer as soon as everything can be found; a new index gets better for a while after that')
    .option('--stdin', 'read a query a line from standard input, write a JSON line each')
    .action(runSearch);
  modelCommand('similar', 'Find code that does the same as the code at a place.')
    .argument('[place]', 'PATH:LINE, the path relative to the folder')
    .option('--limit <n>', 'most hits', count, DEFAULT_LIMIT)
    .option('--now', 'answer as soon as everything can be found; a new index gets better for a while after that')
    .option('--stdin', 'read a PATH:LINE a line from standard input, write a JSON line each')
    .action(runSimilar);
  modelCommand('duplicates', 'Find functions that are there more than once, in the same or in other words.')
    .option('--within <path>', 'only a folder or file, relative to the root', '')
    .option('--min-lines <n>', 'leave out shorter functions', count, USUAL_MIN_LINES)
    .option('--min-similarity <percent>', 'how alike functions are at least', percent)
    .option('--tests', 'also groups of nothing but test code')
    .option('--now', 'do not wait until everything is read closely')
    .addOption(new Option('--format <format>', 'how to print them').choices(FORMATS).default('text'))
    .action((options: DuplicatesOptions) => runDuplicates(options));
  command('why', 'Say whether a file is indexed, and if not, why.')
    .argument('<path>', 'the file, relative to the folder')
    .action(runWhy);
  command('status', 'Say what the index of a folder holds.').action(runStatus);
  return hunch;
}

async function main(): Promise<number> {
  // The reader of a pipe may leave early (`hunch search … | head`): no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  try {
    await program().parseAsync();
    return 0;
  } catch (error) {
    // Commander has printed its message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
    process.stderr.write(`hunch: ${sentenceFor(error)}\n`);
    if (process.env.HUNCH_LOG !== undefined) process.stderr.write(`${errorText(error)}\n`);
    return FAILURE;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
