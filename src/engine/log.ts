import type { LogLevel } from '../protocol/engine';

/** Where the engine's parts write: the shell decides what becomes of it. */
export type Log = (level: LogLevel, component: string, text: string) => void;

/** An error whole, with its stack and causes, for the log. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = error.stack ?? `${error.name}: ${error.message}`;
  return error.cause === undefined ? own : `${own}\nCaused by: ${errorText(error.cause)}`;
}
