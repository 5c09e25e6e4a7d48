import type { SearchResponse } from '../protocol/engine';
import type { Hit } from '../protocol/hit';
import type { AnswerId } from '../protocol/webview';
import { MAX_VIEWS } from '../protocol/webviewMessages';

/** What starts and stops work; `vscode.CancellationTokenSource` is one. */
export interface Cancellation<Token> {
  readonly token: Token;
  cancel(): void;
  dispose(): void;
}

/** How a run ended: with an answer, or with one sentence that says why there is none. */
export type Outcome =
  | {
      readonly response: SearchResponse;
      /** The query; empty where the run was no search. */
      readonly query: string;
    }
  | { readonly failure: string };

/**
 * The searches of the panel: at most one runs, a new one cancels the one before. The latest outcomes are kept, so that the
 * panel can name a hit by answer and place, and gets its answers back after it was hidden.
 */
export class PanelRuns<Token> {
  private readonly outcomes = new Map<AnswerId, Outcome>();
  private running: { readonly id: AnswerId; readonly cancellation: Cancellation<Token> } | undefined;

  constructor(
    private readonly newCancellation: () => Cancellation<Token>,
    /** Told when a run has ended, unless it was cancelled. */
    private readonly ended: (id: AnswerId, outcome: Outcome) => void,
  ) {}

  /** Resolves when the run has ended, however it ended; never rejects. @param query where the run is a search */
  async start(id: AnswerId, work: (token: Token) => Promise<SearchResponse>, query = ''): Promise<void> {
    this.stop();
    const run = { id, cancellation: this.newCancellation() };
    this.running = run;
    const outcome = await settle(work(run.cancellation.token), query);
    run.cancellation.dispose();
    if (this.running !== run) return;
    this.running = undefined;
    this.keep(id, outcome);
    this.ended(id, outcome);
  }

  cancel(id: AnswerId): void {
    if (this.running?.id === id) this.stop();
  }

  isRunning(id: AnswerId): boolean {
    return this.running?.id === id;
  }

  outcome(id: AnswerId): Outcome | undefined {
    return this.outcomes.get(id);
  }

  hit(id: AnswerId, index: number): Hit | undefined {
    const outcome = this.outcomes.get(id);
    return outcome !== undefined && 'response' in outcome ? outcome.response.hits[index] : undefined;
  }

  dispose(): void {
    this.stop();
    this.outcomes.clear();
  }

  private stop(): void {
    const run = this.running;
    this.running = undefined;
    run?.cancellation.cancel();
  }

  private keep(id: AnswerId, outcome: Outcome): void {
    this.outcomes.set(id, outcome);
    // Twice what the panel stacks: a search typed letter by letter must not push out the views below it at once.
    for (const oldest of this.outcomes.keys()) {
      if (this.outcomes.size <= 2 * MAX_VIEWS) break;
      this.outcomes.delete(oldest);
    }
  }
}

async function settle(work: Promise<SearchResponse>, query: string): Promise<Outcome> {
  try {
    return { response: await work, query };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
