import { CommanderError } from 'commander';
import { sentenceFor } from '../engine/errors';
import { errorText } from '../engine/log';
import { complain, endEarly, isEnding } from './ending';
import { program } from './program';

/** Exit codes of the contract: 0 success, 1 failure with one line on stderr, 2 bad usage. */
const FAILURE = 1;
const BAD_USAGE = 2;

async function main(): Promise<number> {
  endEarly();
  try {
    await program().parseAsync();
    return 0;
  } catch (error) {
    // Commander has printed its message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_USAGE;
    if (!isEnding()) complain(sentenceFor(error));
    if (process.env.HUNCH_LOG !== undefined) process.stderr.write(`${errorText(error)}\n`);
    return FAILURE;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
