import { CancellationTokenSource, type CancellationToken } from 'vscode-jsonrpc/node';
import { isCancelled } from './engineErrors';

export interface LiveQueryOptions<R> {
  /** Quiet time after a keystroke before the question is asked, in milliseconds. */
  readonly quietMs: number;
  readonly ask: (text: string, token: CancellationToken) => Promise<R>;
  /** The answer to the newest question. */
  readonly onAnswer: (answer: R, text: string) => void;
  readonly onError: (error: unknown) => void;
}

/** Asks while a person types: waits for a pause, cancels the older question, drops the answer that comes too late. */
export class LiveQuery<R> {
  private timer: NodeJS.Timeout | undefined;
  private underWay: CancellationTokenSource | undefined;

  constructor(private readonly options: LiveQueryOptions<R>) {}

  /** The person typed: asks for `text` after a pause, or at once. Whatever was asked before is forgotten. */
  ask(text: string, when: 'afterPause' | 'atOnce' = 'afterPause'): void {
    this.cancel();
    this.timer = setTimeout(() => void this.run(text), when === 'atOnce' ? 0 : this.options.quietMs);
  }

  /** Forgets what was asked; no answer comes any more. */
  cancel(): void {
    clearTimeout(this.timer);
    this.underWay?.cancel();
    this.underWay = undefined;
  }

  dispose(): void {
    this.cancel();
  }

  private async run(text: string): Promise<void> {
    const source = new CancellationTokenSource();
    this.underWay = source;
    try {
      const answer = await this.options.ask(text, source.token);
      if (this.underWay === source) this.options.onAnswer(answer, text);
    } catch (error) {
      if (this.underWay === source && !isCancelled(error)) this.options.onError(error);
    } finally {
      source.dispose();
    }
  }
}
