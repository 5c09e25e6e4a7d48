import { styleText } from 'node:util';
import type { Command } from 'commander';

/** How parts of an answer look on a terminal. */
export interface Colours {
  path(text: string): string;
  name(text: string): string;
  /** What is beside the point: kinds, scores, line numbers. */
  aside(text: string): string;
  /** A word of the query. */
  match(text: string): string;
}

const PLAIN: Colours = {
  path: (text) => text,
  name: (text) => text,
  aside: (text) => text,
  match: (text) => text,
};

const COLOURED: Colours = {
  path: (text) => styleText('magenta', text),
  name: (text) => styleText('bold', text),
  aside: (text) => styleText('gray', text),
  match: (text) => styleText(['bold', 'red'], text),
};

/** Colours for standard output: on a terminal that has some, unless `NO_COLOR` is set; always with `FORCE_COLOR`. */
export function coloursFor(command: Command): Colours {
  // Commander's own help goes by the same rule.
  return command.configureOutput().getOutHasColors?.() === true ? COLOURED : PLAIN;
}
