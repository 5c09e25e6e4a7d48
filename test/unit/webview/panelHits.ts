import type { PanelAnswer, PanelHit } from '../../../src/protocol/webview';

/** A hit that is told from others by its symbol. */
export function panelHit(symbol: string, change: Partial<PanelHit> = {}): PanelHit {
  return {
    path: `src/${symbol}.ts`,
    startLine: 1,
    endLine: 3,
    symbol,
    container: '',
    kind: 'function',
    language: 'typescript',
    score: 0.5,
    signature: '',
    ...change,
  };
}

export function panelAnswer(...symbols: string[]): PanelAnswer {
  return { elapsedMs: 1, hits: symbols.map((symbol) => panelHit(symbol)) };
}
