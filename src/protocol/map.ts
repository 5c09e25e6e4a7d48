import { RequestType } from 'vscode-jsonrpc';

/** A picture of the codebase: every function a dot, near in meaning is near on the map. Columns, since there are many. */
export interface CodeMap {
  /** Absolute paths of the workspace folders; `fileRoots` names one by its place. */
  readonly roots: readonly string[];
  /** Relative to their root, forward slashes. */
  readonly files: readonly string[];
  readonly fileRoots: readonly number[];
  readonly fileLanguages: readonly string[];
  /** When each file last changed, in milliseconds since 1970: in git where that is known, on disk otherwise. */
  readonly fileTimes: readonly number[];
  /** Of each dot: place of its file in `files`, its names, and its lines, 1-based and inclusive. */
  readonly file: readonly number[];
  readonly symbol: readonly string[];
  readonly container: readonly string[];
  readonly startLine: readonly number[];
  readonly endLine: readonly number[];
  /** Between -1 and 1. */
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** Groups of dots that lie together, the largest first, and of each dot the group that it is in; -1 for none. */
  readonly clusters: readonly MapCluster[];
  readonly cluster: readonly number[];
  /** Functions without a place yet, since the deep model has not read them. */
  readonly unread: number;
}

export interface MapCluster {
  /** From words that its symbols and paths have in common, and others have not. */
  readonly name: string;
  readonly size: number;
  /** Its middle. */
  readonly x: number;
  readonly y: number;
}

export interface MapParams {
  /** Ask git when files last changed. */
  readonly history: boolean;
  /** Names this request in `AnalysisProgress`. */
  readonly progress?: string;
}

/** Takes some seconds the first time; then only new functions have to find their place. Can be cancelled. */
export const MapRequest = new RequestType<MapParams, CodeMap, void>('hunch/map');
