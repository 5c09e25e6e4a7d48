import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { Hit } from './hit';

/** "Find Duplicate Code": what is compared, and how alike it is, in a form that can be grouped at any similarity. */

export interface DuplicatesParams {
  /** Absolute path of a workspace folder; all of them when absent. */
  readonly root?: string;
  /** A folder or file below `root`, relative with forward slashes: only what lies in it is compared. */
  readonly within?: string;
  /** Shorter functions are left out. */
  readonly minLines: number;
  /** Names this request in `AnalysisProgress`; chosen by whoever asks. */
  readonly progress?: string;
}

/** A function that is like some other. */
export interface DuplicateFunction extends Pick<
  Hit,
  'root' | 'path' | 'startLine' | 'endLine' | 'symbol' | 'container' | 'kind' | 'language'
> {
  /** It lies where tests lie. */
  readonly isTest: boolean;
}

/** Two groups become one at this similarity and below; each is named by one of its members, a place in `functions`. */
export type Merge = readonly [a: number, b: number, similarity: number];

export interface DuplicatesResponse {
  readonly elapsedMs: number;
  /** Functions that were compared, and those that were too short or had too little in them. */
  readonly compared: number;
  readonly trivial: number;
  /** Compared ones that the deep model has not read yet: their meaning was not compared. */
  readonly unread: number;
  /** Those that are like some other. */
  readonly functions: readonly DuplicateFunction[];
  /** By how they are built, and by what they mean; similarity descending. `duplicateGroups` makes groups of them. */
  readonly identical: readonly Merge[];
  readonly meaning: readonly Merge[];
}

/** How far the work on one request is, from 0 to 1. */
export interface AnalysisState {
  readonly share: number;
}

export const AnalysisProgress = new ProgressType<AnalysisState>();
/** Takes seconds for 10,000 functions; can be cancelled. */
export const DuplicatesRequest = new RequestType<DuplicatesParams, DuplicatesResponse, void>('hunch/duplicates');
