import type { SearchResponse } from '../../protocol/engine';
import type { Colours } from '../colours';

/** An answer to one question. */
export interface Answered extends Pick<SearchResponse, 'elapsedMs' | 'hits' | 'mistakes'> {
  readonly question: string;
}

/** How an answer is to be written. */
export interface Look {
  readonly colours: Colours;
  /** The workspace folder as the person named it: paths begin with it where they are to be opened. */
  readonly root: string;
}

/** @returns lines, without a line break at the end; empty for nothing found, except as JSON */
export type Format = (answer: Answered, look: Look) => string;
