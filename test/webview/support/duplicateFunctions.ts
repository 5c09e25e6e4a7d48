import type { DuplicateFunction, DuplicatesResponse } from '../../../src/protocol/duplicates';

function at(file: string, startLine: number, lines: number, name: string, more: Partial<DuplicateFunction> = {}) {
  const [container, symbol] = name.includes('.') ? name.split('.') : ['', name];
  const kind = container === '' ? ('function' as const) : ('method' as const);
  const place = { root: '', path: file, startLine, endLine: startLine + lines - 1 };
  return { ...place, symbol: symbol!, container: container!, kind, language: 'typescript', isTest: false, ...more };
}

const FUNCTIONS: readonly DuplicateFunction[] = [
  at('src/cart/total.ts', 12, 24, 'cartTotal'),
  at('src/orders/sum.ts', 40, 22, 'sumOfOrder'),
  at('src/invoices/invoice.ts', 8, 25, 'Invoice.total'),
  at('src/net/retry.ts', 3, 30, 'retryWithBackoff'),
  at('lib/again.ts', 10, 28, 'retryTask'),
  at('src/upload/client.ts', 101, 34, 'UploadClient.sendAgain'),
  at('src/auth/session.ts', 20, 14, 'openSession'),
  at('src/auth/token.ts', 33, 13, 'openToken'),
  at('test/cart.test.ts', 5, 60, 'makeCart', { isTest: true }),
  at('test/order.test.ts', 5, 60, 'makeOrder', { isTest: true }),
  ...Array.from({ length: 12 }, (_, each) => at(`src/models/model${each}.ts`, 4, 9, `Model${each}.toJson`)),
  at('src/evil/<img src=x onerror=alert(1)>.ts', 1, 6, 'safe\u202Ename'),
  at('src/evil/b.ts', 1, 6, '</script><script>alert(1)</script>'),
];
/** What the engine may find: groups of both kinds, of tests among themselves, and of hostile names. */
export function duplicatesAnswer(): DuplicatesResponse {
  return {
    elapsedMs: 812,
    compared: 1840,
    trivial: 412,
    unread: 0,
    functions: FUNCTIONS,
    identical: [
      [0, 1, 0.97],
      [8, 9, 0.95],
      ...Array.from({ length: 11 }, (_, each) => [10, 11 + each, 0.93] as const),
      [0, 2, 0.84],
      [22, 23, 0.82],
      [6, 7, 0.7],
    ],
    meaning: [
      [0, 1, 0.98],
      [3, 4, 0.93],
      [3, 5, 0.89],
      [6, 7, 0.8],
    ],
  };
}
