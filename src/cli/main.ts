import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { errorText } from '../engine/log';
import { sentenceFor } from '../engine/errors';
import { runIndex } from './indexCommand';
import type { CommonOptions } from './options';
import { runSearch, runSimilar } from './searchCommands';
import { runStatus } from './statusCommand';
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
