/** A function that answers a query. */
export interface SymbolTarget {
  /** Relative to the folder that is indexed, forward slashes. */
  readonly path: string;
  readonly symbol: string;
  /** Names around it; where there are several, only the last counts. Absent or empty where it does not matter. */
  readonly container?: string;
}

/** What a target is compared with: a hit or a chunk. */
interface Named {
  readonly path: string;
  readonly symbol: string;
  readonly container: string;
}

/** Whether a hit is the function that was wanted: the file, its name, and the last name around it where one is given. */
export function isTarget(hit: Named, { path, symbol, container }: SymbolTarget): boolean {
  if (hit.path !== path || hit.symbol !== symbol) return false;
  return container === undefined || container === '' || lastName(hit.container) === lastName(container);
}

function lastName(container: string): string {
  return container.slice(container.lastIndexOf('.') + 1);
}
