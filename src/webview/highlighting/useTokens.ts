import { createContext } from 'preact';
import { useContext, useEffect, useReducer } from 'preact/hooks';
import type { Highlighter } from './highlighter';
import type { Code, Token } from './tokens';

export const HighlighterContext = createContext<Highlighter | undefined>(undefined);

/** The tokens of each line once they are known; until then the code is shown plain. Nothing moves when they come. */
export function useTokens(code: Code): readonly (readonly Token[])[] | undefined {
  const highlighter = useContext(HighlighterContext);
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const tokens = highlighter?.tokens(code);
  useEffect(
    () =>
      highlighter?.onThemeChange(() => {
        redraw(undefined);
      }),
    [highlighter],
  );
  useEffect(() => {
    if (highlighter === undefined || tokens !== undefined || code.lines.length === 0) return undefined;
    return highlighter.want(code, () => {
      redraw(undefined);
    });
  }, [highlighter, code, tokens]);
  return tokens === 'plain' ? undefined : tokens;
}
