const ACTIONS = [
  'parse',
  'validate',
  'where do we read',
  'convert',
  'how is the code that writes',
  'compare two of',
  'cache',
  'remove expired',
  'report errors in',
  'function that merges',
  'serialize',
  'wait for',
  'retry',
  'find the nearest',
  'register a listener for',
  'format',
] as const;

const THINGS = [
  'configuration files',
  'access tokens of a signed-in account',
  'command line arguments',
  'columns of a record batch',
  'unused variables in a scope',
  'HTTP headers',
  'JSON schemas with references',
  'stack traces',
  'websocket frames and their masks',
  'dates and time zones',
  'source maps',
  'file paths relative to the project root',
  'promises that are never awaited',
  'dictionary-encoded strings',
  'regular expressions with named groups',
] as const;

const ENDINGS = ['', ' and report what is wrong', '', ' before they are sent', ' without blocking', ''] as const;

/** 240 different questions as people type them, short and long; the same at every run, in mixed order. */
export function queries(): string[] {
  const all = ACTIONS.flatMap((action, row) =>
    THINGS.map((thing, column) => `${action} ${thing}${ENDINGS[(row + column) % ENDINGS.length]!}`),
  );
  // A stride that shares no divisor with their number visits each once, with neighbours that differ.
  return all.map((_, index) => all[(index * 97) % all.length]!);
}
