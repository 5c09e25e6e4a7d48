/** Finds the dot at a place without looking at all of them. */
export class DotGrid {
  private readonly cells = new Map<number, number[]>();

  constructor(
    private readonly x: ArrayLike<number>,
    private readonly y: ArrayLike<number>,
    /** Cells along each side of a unit. */
    private readonly fineness = 64,
  ) {
    for (let dot = 0; dot < x.length; dot++) {
      const cell = this.cellOf(this.index(x[dot]!), this.index(y[dot]!));
      const list = this.cells.get(cell);
      if (list) list.push(dot);
      else this.cells.set(cell, [dot]);
    }
  }

  /** The dot nearest to a place, within a reach. */
  nearest(x: number, y: number, reach: number): number | undefined {
    let best: number | undefined;
    let least = reach * reach;
    for (let row = this.index(y - reach); row <= this.index(y + reach); row++)
      for (let column = this.index(x - reach); column <= this.index(x + reach); column++)
        for (const dot of this.cells.get(this.cellOf(column, row)) ?? []) {
          const distance = (this.x[dot]! - x) ** 2 + (this.y[dot]! - y) ** 2;
          if (distance > least) continue;
          least = distance;
          best = dot;
        }
    return best;
  }

  private index(value: number): number {
    return Math.floor((Math.min(2, Math.max(-2, value)) + 2) * this.fineness);
  }

  private cellOf(column: number, row: number): number {
    return row * 4096 + column;
  }
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Dots inside a line that somebody drew around them; its ends are joined. */
export function dotsInside(x: ArrayLike<number>, y: ArrayLike<number>, outline: readonly Place[]): number[] {
  if (outline.length < 3) return [];
  const inside: number[] = [];
  for (let dot = 0; dot < x.length; dot++) if (isInside(x[dot]!, y[dot]!, outline)) inside.push(dot);
  return inside;
}

/** Even-odd rule: a ray to the right crosses the outline an odd number of times. */
function isInside(x: number, y: number, outline: readonly Place[]): boolean {
  let inside = false;
  let before = outline.at(-1)!;
  for (const corner of outline) {
    if (corner.y > y !== before.y > y) {
      const crossing = corner.x + ((y - corner.y) / (before.y - corner.y)) * (before.x - corner.x);
      if (x < crossing) inside = !inside;
    }
    before = corner;
  }
  return inside;
}
