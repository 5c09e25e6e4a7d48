import { ResponseError, type CancellationToken } from 'vscode-jsonrpc/node';
import { REQUEST_CANCELLED } from '../protocol/engine';

/** Something that many wait for, that is reached or fails once. */
export class Readiness<T> {
  private resolve!: (value: T) => void;
  private reject!: (error: Error) => void;
  private settled = false;
  private readonly promise = new Promise<T>((resolve, reject) => {
    this.resolve = resolve;
    this.reject = reject;
  });

  constructor() {
    // Nobody may be waiting when it fails; that is no unhandled rejection.
    this.promise.catch(() => undefined);
  }

  reach(value: T): void {
    this.settled = true;
    this.resolve(value);
  }

  fail(error: Error): void {
    this.settled = true;
    this.reject(error);
  }

  /** This one while it is still awaited, so that those who wait go on waiting; otherwise a new one. */
  renewed(): Readiness<T> {
    return this.settled ? new Readiness() : this;
  }

  /** Waits; rejects as a cancelled request does when `token` says so first. */
  async reached(token?: CancellationToken): Promise<T> {
    if (token === undefined) return this.promise;
    let listener: { dispose(): void } | undefined;
    const cancelled = new Promise<never>((_, reject) => {
      const cancel = (): void => {
        reject(new ResponseError(REQUEST_CANCELLED, 'Cancelled.'));
      };
      if (token.isCancellationRequested) cancel();
      else listener = token.onCancellationRequested(cancel);
    });
    try {
      return await Promise.race([this.promise, cancelled]);
    } finally {
      listener?.dispose();
    }
  }
}
