/** The part of VS Code's `DocumentSymbol` that matters here; lines are 0-based, the last one inclusive. */
export interface SymbolRange {
  readonly name: string;
  readonly range: { readonly start: { readonly line: number }; readonly end: { readonly line: number } };
  readonly children?: readonly SymbolRange[];
}

/**
 * The innermost symbol of more than one line around a line: a function, or what else is worth comparing. One-liners inside
 * it, such as its variables, are not what a person means by "the function I am in".
 */
export function symbolAtLine(symbols: readonly SymbolRange[], line: number): SymbolRange | undefined {
  for (const symbol of symbols) {
    // Providers may answer with `SymbolInformation`, which is flat and has no `range`.
    const { start, end } = (symbol as Partial<SymbolRange>).range ?? { start: { line: 0 }, end: { line: -1 } };
    if (start.line <= line && line <= end.line && start.line < end.line) {
      return symbolAtLine(symbol.children ?? [], line) ?? symbol;
    }
  }
  return undefined;
}
