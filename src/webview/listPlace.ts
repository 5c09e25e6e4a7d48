/**
 * Where the list of results is scrolled to: a row and an offset in it, not pixels from the top, so that it is the same hit
 * in a panel of another width.
 */
export interface ListPlace {
  /** The first row in sight. */
  readonly row: number;
  /** Pixels of it that are scrolled away. */
  readonly offset: number;
}

export const LIST_TOP: ListPlace = { row: 0, offset: 0 };
