/** Where a component writes what a person may want to read later; VS Code's `LogOutputChannel` is one. */
export interface Log {
  trace(text: string): void;
  debug(text: string): void;
  info(text: string): void;
  warn(text: string): void;
  error(text: string | Error): void;
}

/** `log` with every line marked as coming from `component`, e.g. `[watcher] 3 changes`. */
export function taggedLog(log: Log, component: string): Log {
  const tag = (text: string): string => `[${component}] ${text}`;
  return {
    trace: (text) => {
      log.trace(tag(text));
    },
    debug: (text) => {
      log.debug(tag(text));
    },
    info: (text) => {
      log.info(tag(text));
    },
    warn: (text) => {
      log.warn(tag(text));
    },
    error: (error) => {
      log.error(tag(typeof error === 'string' ? error : (error.stack ?? error.message)));
    },
  };
}

/** The one sentence of an error, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Lets a promise run on its own: a rejection is logged whole instead of being lost. */
export function logRejection(log: Log, work: PromiseLike<unknown>): void {
  work.then(undefined, (error: unknown) => {
    log.error(error instanceof Error ? error : String(error));
  });
}
