import type { Hit } from '../../../src/protocol/hit';

/** Hits as a search for "retry a request after it failed" might give them in a shop's code. */
export const HITS: readonly Hit[] = [
  {
    path: 'src/net/httpClient.ts',
    startLine: 41,
    endLine: 68,
    symbol: 'sendWithRetry',
    container: 'HttpClient',
    kind: 'method',
    language: 'typescript',
    score: 0.913,
    signature: 'async sendWithRetry<T>(request: HttpRequest, policy: RetryPolicy = DEFAULT_POLICY): Promise<T>',
    root: '/shop',
    preview: `  /**
   * Sends a request, and again after a pause when the server is busy or the connection is lost.
   * The pause doubles each time.
   */
  async sendWithRetry<T>(request: HttpRequest, policy: RetryPolicy = DEFAULT_POLICY): Promise<T> {
    for (let attempt = 0; attempt < policy.attempts; attempt++) {
      try {
        const response = await this.send<T>(request);
        if (response.status !== 503) return response.body;
      } catch (error) {
        if (!isTransient(error) || attempt === policy.attempts - 1) throw error;
        this.log.warn(\`attempt \${attempt} failed\`, { url: request.url, retry: true });
      }
      await sleep(policy.firstDelayMs * 2 ** attempt);
    }
    throw new RetriesExhausted(request.url);
  }
`,
    matchLines: [
      {
        line: 42,
        text: '* Sends a request, and again after a pause when the server is busy or the connection is lost.',
        words: [
          [10, 17],
          [23, 28],
        ],
      },
      {
        line: 52,
        text: 'this.log.warn(`attempt ${attempt} failed`, { url: request.url, retry: true });',
        words: [
          [34, 40],
          [50, 57],
          [63, 68],
        ],
      },
    ],
  },
  {
    path: 'src/net/backoff.ts',
    startLine: 12,
    endLine: 17,
    symbol: 'nextDelay',
    container: '',
    kind: 'function',
    language: 'typescript',
    score: 0.842,
    signature: 'export function nextDelay(attempt: number, policy: RetryPolicy): number',
    root: '/shop',
    preview: `export function nextDelay(attempt: number, policy: RetryPolicy): number {
  // Full jitter: clients that failed together must not come back together.
  const ceiling = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** attempt);
  return Math.random() * ceiling;
}
`,
  },
  {
    path: 'src/net/retryPolicy.ts',
    startLine: 3,
    endLine: 10,
    symbol: 'RetryPolicy',
    container: '',
    kind: 'interface',
    language: 'typescript',
    score: 0.794,
    signature: 'export interface RetryPolicy',
    root: '/shop',
    preview: `export interface RetryPolicy {
  readonly attempts: number;
  /** Milliseconds before the second attempt. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  readonly retryOn: readonly number[];
  readonly name?: string;
}
`,
  },
  {
    path: 'services/payments/worker/process_queue.py',
    startLine: 88,
    endLine: 121,
    symbol: 'requeue_failed',
    container: 'PaymentQueue',
    kind: 'method',
    language: 'python',
    score: 0.731,
    signature: 'def requeue_failed(self, job: Job, *, delay: float = 30.0) -> None',
    root: '/shop',
    preview: `    @transactional
    def requeue_failed(self, job: Job, *, delay: float = 30.0) -> None:
        """Puts a failed job back, later each time, and gives up after five."""
        if job.attempts >= MAX_ATTEMPTS:
            self.dead_letters.push(job, reason="too many attempts")
            return
        job.attempts += 1
        self.schedule(job, at=now() + delay * job.attempts)
        log.info("requeued %s", job.id)
`,
  },
  {
    path: 'src/ui/RetryBanner.tsx',
    startLine: 7,
    endLine: 22,
    symbol: 'RetryBanner',
    container: '',
    kind: 'function',
    language: 'typescriptreact',
    score: 0.655,
    signature: 'export function RetryBanner({ onRetry, error }: RetryBannerProps)',
    root: '/shop',
    preview: `export function RetryBanner({ onRetry, error }: RetryBannerProps) {
  const { t } = useTranslation();
  if (error === undefined) return null;
  return (
    <div className="banner" role="alert">
      <span>{t('request.failed', { reason: error.message })}</span>
      <Button onClick={onRetry} variant="primary">{t('request.again')}</Button>
    </div>
  );
}
`,
  },
  {
    path: 'src/net/status.ts',
    startLine: 1,
    endLine: 9,
    symbol: 'Transient',
    container: '',
    kind: 'enum',
    language: 'typescript',
    score: 0.612,
    signature: 'export enum Transient',
    root: '/shop',
    preview: `export enum Transient {
  TooManyRequests = 429,
  BadGateway = 502,
  Unavailable = 503,
  Timeout = 504,
}
`,
  },
  {
    path: 'src/net/status.ts',
    startLine: 11,
    endLine: 11,
    symbol: 'DEFAULT_POLICY',
    container: '',
    kind: 'constant',
    language: 'typescript',
    score: 0.587,
    signature: '',
    root: '/shop',
    preview: `export const DEFAULT_POLICY: RetryPolicy = { attempts: 5, firstDelayMs: 200, maxDelayMs: 30_000, retryOn: [429, 503] };\n`,
  },
  {
    path: 'src/net/index.ts',
    startLine: 1,
    endLine: 14,
    symbol: '',
    container: '',
    kind: 'module',
    language: 'typescript',
    score: 0.512,
    signature: '',
    root: '/shop',
    preview: `import { HttpClient } from './httpClient';
import { nextDelay } from './backoff';

export * from './retryPolicy';
export { HttpClient, nextDelay };
`,
  },
  {
    path: 'src/orders/checkout/internal/orderSubmissionCoordinator.ts',
    startLine: 203,
    endLine: 251,
    symbol: 'resubmitAfterTransientPaymentFailure',
    container: 'CheckoutModule.OrderSubmissionCoordinator',
    kind: 'method',
    language: 'typescript',
    score: 0.498,
    signature: 'private async resubmitAfterTransientPaymentFailure(order: Order): Promise<SubmissionResult>',
    root: '/shop',
  },
];

/** What a hostile repository may name things, and put into its lines. */
export const HOSTILE_HITS: readonly Hit[] = [
  {
    ...HITS[1]!,
    path: 'src/<img src=x onerror=window.pwned=1>.ts',
    symbol: '<script>window.pwned=2</script>',
    container: '"><b>bold</b>',
    signature: '</script><script>window.pwned=3</script>',
    preview: `const html = '</script><img src=x onerror=window.pwned=4>';\nexport default html;\n`,
  },
  {
    ...HITS[1]!,
    path: 'src/\u202egnp.ts',
    startLine: 20,
    endLine: 26,
    symbol: 'isAdmin\u202e \u2066// check\u2069',
    container: 'zero\u200bwidth',
    preview: `/*\u202e } \u2066if (isAdmin)\u2069 \u2066 begin admins only */\nconst esc = '\u001b[31mred\u001b[0m\u0000';\n`,
  },
  {
    ...HITS[1]!,
    path: `src/${'very-'.repeat(60)}long.ts`,
    startLine: 1,
    endLine: 1,
    symbol: 'x'.repeat(5_000),
    container: 'مرحبا',
    preview: `const data = '${'A'.repeat(100_000)}';\n`,
  },
  {
    ...HITS[1]!,
    path: 'javascript:alert(1)//a.py',
    startLine: 2,
    endLine: 3,
    symbol: '__proto__',
    language: 'constructor',
    preview: `${'['.repeat(50_000)}\n`,
  },
];
