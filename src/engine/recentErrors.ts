import type { LogRecord } from '../protocol/engine';
import type { Log } from './log';

const KEPT = 20;

/** Passes the log on and keeps the last warnings and errors, for the status page. */
export class RecentErrors {
  private readonly kept: LogRecord[] = [];

  constructor(private readonly next: Log) {}

  readonly log: Log = (level, component, text) => {
    if (level === 'warn' || level === 'error') {
      this.kept.push({ at: new Date().toISOString(), level, component, text });
      if (this.kept.length > KEPT) this.kept.shift();
    }
    this.next(level, component, text);
  };

  /** The newest last. */
  get records(): readonly LogRecord[] {
    return [...this.kept];
  }
}
