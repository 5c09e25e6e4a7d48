import { visible } from './visible';

/** Ended by Ctrl+C and by `kill`, as shells count it: 128 and the number of the signal. */
const INTERRUPTED = 130;
const TERMINATED = 143;

let release: (() => Promise<void>) | undefined;
let ending = false;

/** Names what has to be let go of before the process may end early, e.g. threads that are inside of native code. */
export function beforeEnding(work: (() => Promise<void>) | undefined): void {
  release = work;
}

/** Ends the process when it is interrupted, when nobody reads its output any more, or when that cannot be written. */
export function endEarly(): void {
  process.on('SIGINT', () => {
    end(INTERRUPTED);
  });
  process.on('SIGTERM', () => {
    end(TERMINATED);
  });
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The reader of a pipe may leave early (`hunch search … | head`): no failure of ours.
    if (error.code === 'EPIPE') {
      end(0);
      return;
    }
    complain(`The results cannot be written (${error.message}): look at where standard output goes.`);
    end(1);
  });
  // What cannot be told cannot be told; the results are what counts.
  process.stderr.on('error', () => undefined);
}

/** One line of words to the person. */
export function complain(sentence: string): void {
  process.stderr.write(`hunch: ${visible(sentence)}\n`);
}

/** As {@link complain}, of what goes well: on a terminal only. */
export function remark(sentence: string): void {
  if (process.stderr.isTTY) complain(sentence);
}

/** Whether the process is about to end early: what fails then fails for that. */
export function isEnding(): boolean {
  return ending;
}

function end(code: number): void {
  // Whoever presses Ctrl+C twice does not want to wait.
  if (!release || (ending && code === INTERRUPTED)) process.exit(code);
  if (ending) return;
  ending = true;
  void release().finally(() => process.exit(code));
}
