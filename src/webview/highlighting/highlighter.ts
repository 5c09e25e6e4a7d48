import type { TokenTheme } from '../../protocol/tokenTheme';
import type { Code, Highlighted, Token, ToHighlighter } from './tokens';

/** The tokens of each line; `plain` where the language has no grammar, or its code cannot be read in time. */
export type Tokens = readonly (readonly Token[])[] | 'plain';

/** Pieces of code that are kept: some screens full. */
const KEPT = 300;
/** A piece that takes longer is one that a grammar cannot read; on a busy machine the first of a language takes seconds. */
const PATIENCE_MS = 60_000;

/** The thread that highlights; a `Worker` is one. */
export interface HighlightingThread {
  post(message: ToHighlighter): void;
  end(): void;
}

interface Running {
  readonly id: number;
  readonly wanted: Wanted;
  readonly theme: TokenTheme | undefined;
  readonly timer: ReturnType<typeof setTimeout>;
}

interface Wanted {
  readonly key: string;
  readonly code: Code;
  readonly listeners: Set<() => void>;
}

/** Has code highlighted by another thread: one piece at a time, each once, none that nobody wants any more. */
export class Highlighter {
  private readonly known = new Map<string, Tokens>();
  private readonly wanted = new Map<string, Wanted>();
  private thread: HighlightingThread | undefined;
  private running: Running | undefined;
  private ids = 0;
  private theme: TokenTheme | undefined;
  private readonly themed = new Set<() => void>();

  constructor(
    private readonly startThread: (
      answer: (message: Highlighted) => void,
      failed: (reason: string) => void,
    ) => Promise<HighlightingThread>,
    private readonly trouble: (text: string) => void,
  ) {}

  /** Colours of the person's theme from now on. */
  setTheme(theme: TokenTheme | undefined): void {
    this.theme = theme;
    this.known.clear();
    this.thread?.post({ type: 'theme', ...(theme === undefined ? {} : { theme }) });
    for (const listener of this.themed) listener();
  }

  /** Tells `listener` when all is to be asked for again. @returns ends that */
  onThemeChange(listener: () => void): () => void {
    this.themed.add(listener);
    return () => {
      this.themed.delete(listener);
    };
  }

  /** What is known of the code now. */
  tokens(code: Code): Tokens | undefined {
    return this.known.get(keyOf(code));
  }

  /** Tells `listener` when the tokens are known. @returns takes back the wish */
  want(code: Code, listener: () => void): () => void {
    const key = keyOf(code);
    const wanted = this.wanted.get(key) ?? { key, code, listeners: new Set() };
    wanted.listeners.add(listener);
    this.wanted.set(key, wanted);
    this.next();
    return () => {
      wanted.listeners.delete(listener);
      if (wanted.listeners.size === 0 && this.wanted.get(key) === wanted) this.wanted.delete(key);
    };
  }

  private next(): void {
    const [wanted] = this.wanted.values();
    if (wanted === undefined || this.running !== undefined) return;
    const id = ++this.ids;
    const timer = setTimeout(() => {
      this.trouble(`highlighting ${wanted.code.language} took longer than ${PATIENCE_MS} ms`);
      this.restart();
    }, PATIENCE_MS);
    this.running = { id, wanted, theme: this.theme, timer };
    this.started().then(
      (thread) => {
        thread.post({ type: 'code', id, code: wanted.code });
      },
      (error: unknown) => {
        this.trouble(`highlighting did not start: ${String(error)}`);
        this.settle(id, 'plain');
      },
    );
  }

  private async started(): Promise<HighlightingThread> {
    if (this.thread !== undefined) return this.thread;
    const thread = await this.startThread(
      ({ id, lines }) => {
        this.settle(id, lines ?? 'plain');
      },
      (reason) => {
        this.trouble(`highlighting failed: ${reason}`);
        this.restart();
      },
    );
    this.thread = thread;
    if (this.theme !== undefined) thread.post({ type: 'theme', theme: this.theme });
    return thread;
  }

  /** Gives up the piece in hand, and the thread that hangs on it. */
  private restart(): void {
    this.thread?.end();
    this.thread = undefined;
    if (this.running !== undefined) this.settle(this.running.id, 'plain');
  }

  private settle(id: number, tokens: Tokens): void {
    if (this.running?.id !== id) return;
    const { wanted, theme, timer } = this.running;
    clearTimeout(timer);
    this.running = undefined;
    if (theme !== this.theme) {
      // In the colours of before: it is done again.
      this.next();
      return;
    }
    this.wanted.delete(wanted.key);
    this.known.set(wanted.key, tokens);
    for (const oldest of this.known.keys()) {
      if (this.known.size <= KEPT) break;
      this.known.delete(oldest);
    }
    for (const listener of wanted.listeners) listener();
    this.next();
  }
}

function keyOf({ lines, language, isMember }: Code): string {
  return [language, isMember, ...lines].join('\n');
}
