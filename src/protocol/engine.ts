import { NotificationType, NotificationType0, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { ChunkKind, Hit } from './hit';
import type { Facets, QueryMistake } from './query';

/**
 * The contract between a shell (extension host, command line) and the engine process: JSON-RPC over Node's IPC channel.
 * Every request can be cancelled; a cancelled one rejects with the code `REQUEST_CANCELLED`. An expected failure rejects
 * with a `ResponseError` whose message is one sentence fit to be shown to a person (of another error the library makes
 * `Request … failed with message: …`).
 */

/** As in the Language Server Protocol; vscode-jsonrpc itself has no code for it. */
export const REQUEST_CANCELLED = -32800;

/** A glob with VS Code's meaning; `when` is the sibling condition of `files.exclude`, e.g. `$(basename).ts`. */
export interface ExcludePattern {
  readonly glob: string;
  readonly when?: string;
  /** The setting that it is from. A pattern of `hunch.exclude` is stronger than `include`, those of the others are not. */
  readonly setting?: 'files.exclude' | 'search.exclude' | 'hunch.exclude';
}

/** A workspace folder and how to index it. */
export interface FolderConfig {
  /** Absolute path. */
  readonly root: string;
  /** `files.exclude`, `search.exclude` and `hunch.exclude`, those switched on. */
  readonly exclude: readonly ExcludePattern[];
  /** Globs of `hunch.include`: they bring back what files of rules, the other settings or Hunch itself leave out. */
  readonly include?: readonly string[];
  /** Larger files are skipped, with a reason. */
  readonly maxFileBytes: number;
  /**
   * Open folders inside of it, relative, `''` for itself: their files are in its index, but they alone are asked for them. The
   * engine finds out; nobody else has to say it.
   */
  readonly nested?: readonly string[];
}

export interface InitializeParams {
  readonly folders: readonly FolderConfig[];
  /** Where the indexes live; the platform's user cache directory when absent. */
  readonly cacheDirectory?: string;
  /** Absolute path of a person's own model; when it does not fit, a notice says so and Hunch's own is used. */
  readonly modelDirectory?: string;
  /** Percent of all cores that indexing may keep busy on average; not held to anything when absent. */
  readonly cpuLimit?: number;
  /** Nothing is indexed while the machine runs on its battery. */
  readonly waitOnBattery?: boolean;
  /** Start with indexing paused. */
  readonly paused: boolean;
}

/** `refining`: everything is in the index and can be found; the deep model is still reading, which makes answers better. */
export type FolderPhase = 'starting' | 'scanning' | 'indexing' | 'refining' | 'ready' | 'paused' | 'failed';

export interface FolderState {
  readonly root: string;
  readonly phase: FolderPhase;
  /** Of the work in hand, finished and all: files, or chunks while `refining`. */
  readonly done: number;
  readonly total: number;
  /** What the index holds. */
  readonly files: number;
  readonly chunks: number;
  /** Why it is `paused`, where nobody paused it. */
  readonly held?: 'battery';
  /** One sentence, when `phase` is `failed`. */
  readonly error?: string;
  /** Folders of dependencies in which something is indexed, since a person brings it back: relative paths. Absent for none. */
  readonly entered?: readonly string[];
}

export interface EngineState {
  /** The model's name; empty until it is loaded. */
  readonly model: string;
  readonly folders: readonly FolderState[];
}

/** How a question may be answered; of all of them. */
export interface Patience {
  /** So long, in milliseconds, an answer may wait for an index that is being built; not at all when absent. */
  readonly waitMs?: number;
}

export interface SearchParams extends Patience {
  /** In the query language; see `src/query`. */
  readonly query: string;
  readonly limit: number;
  /** Hits say why they are there: `Hit.why`. */
  readonly explain?: boolean;
  /** Most lines of code that a hit's `preview` has; as many as a person looks at when absent. */
  readonly previewLines?: number;
}

/** Values of a filter are wanted that fit what was typed of one. */
export interface ValuesParams {
  readonly filter: 'lang' | 'path' | 'symbol' | 'like';
  readonly typed: string;
  readonly limit: number;
}

/** A value that a filter can have, and how many chunks (or, of a path, files) have it. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** A place whose like is wanted: a chunk that contains the lines, or `text` itself when it is given. */
export interface SimilarParams extends Patience {
  readonly root: string;
  /** Relative to `root`, forward slashes. */
  readonly path: string;
  /** 1-based, inclusive. */
  readonly startLine: number;
  readonly endLine: number;
  /** Each function of the lines for itself: an answer is what is like any of them, and in none of them. */
  readonly each?: true;
  /** The selected code, when the person selected some; otherwise the chunk around `startLine` is meant. */
  readonly text?: string;
  readonly limit: number;
  /** As in {@link SearchParams}. */
  readonly previewLines?: number;
}

/** A path as a person or a model writes it: absolute, a `file:` URI, or from a workspace folder, with or without its name. */
export interface LocateParams {
  readonly path: string;
}

/** The same path by the names that the index uses. */
export interface Place {
  /** Absolute path of the workspace folder. */
  readonly root: string;
  /** Relative to `root`, forward slashes, links resolved; `''` for the folder itself. */
  readonly path: string;
  readonly isFolder: boolean;
}

export interface OutlineParams extends Patience, Place {}

/** A line of an outline. Fields as in a hit. */
export interface OutlineSymbol {
  readonly symbol: string;
  readonly container: string;
  readonly kind: ChunkKind;
  readonly startLine: number;
  readonly endLine: number;
  readonly signature: string;
  /** First sentence of its doc comment; empty where there is none. */
  readonly summary: string;
}

export interface OutlineFile {
  /** Relative to the workspace folder, forward slashes. */
  readonly path: string;
  readonly language: string;
  /** What the file says of itself at its top; empty where it says nothing. */
  readonly summary: string;
  /** In the order of the lines. */
  readonly symbols: readonly OutlineSymbol[];
}

/** What a file or folder contains, as the index has it. */
export interface OutlineResponse {
  /** In the order of paths; without symbols where the folder has too many, see `isBrief`. */
  readonly files: readonly OutlineFile[];
  /** The folder has so many symbols that only its files are listed. */
  readonly isBrief: boolean;
  readonly partial?: SearchResponse['partial'];
}

/** A file in the index. */
export interface FileFunctionsParams {
  readonly root: string;
  /** Relative to `root`, forward slashes. */
  readonly path: string;
  /** Also say of each function how many are like it; costs a search each. */
  readonly countSimilar: boolean;
}

/** One function of a file, as the index has it. */
export interface FileFunction extends Pick<Hit, 'symbol' | 'container' | 'kind' | 'startLine' | 'endLine'> {
  /** Others that are built alike or do the same; absent where it was not asked for or there is too little to compare. */
  readonly similar?: number;
}

export interface SearchResponse {
  readonly elapsedMs: number;
  readonly hits: readonly Hit[];
  /** Set while an index is still being built: the answer comes from what it holds so far. */
  readonly partial?: { readonly done: number; readonly total: number };
  /** Of `search`: how much was found, of which `hits` are the best. */
  readonly total?: number;
  /** Of `search`: what all of that can be narrowed down by. */
  readonly facets?: Facets;
  /** Of `search`: what in the query does not mean what it seems to; in the order of the query. */
  readonly mistakes?: readonly QueryMistake[];
  /** Of `similar`: what was compared, e.g. `Store.open` or `selection`. */
  readonly subject?: string;
}

export type FileChangeKind = 'created' | 'changed' | 'deleted';

/** Absolute paths of files or folders that changed on disk. The engine looks at the disk itself; the kind only orders work. */
export interface FilesChangedParams {
  readonly changes: readonly { readonly path: string; readonly kind: FileChangeKind }[];
}

/** Absolute paths of the files in the person's editors, those looked at first. What they hold is read closely first. */
export interface FilesOpenedParams {
  readonly paths: readonly string[];
}

export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** How many files, and folders with all that is in them, are left out for one reason. */
export interface LeftOutGroup {
  readonly reason: string;
  readonly files: number;
  readonly folders: number;
}

export interface LanguageShare {
  readonly language: string;
  readonly files: number;
  readonly chunks: number;
}

/** A line of the log with its time, ISO 8601. */
export interface LogRecord extends LogEntry {
  readonly at: string;
}

/** A folder's index with what is being done to it. */
export interface FolderReport extends FolderStatus {
  readonly state: FolderState;
  /** Of the work in hand, files or chunks a second, and how long the rest takes at that; absent while nobody can tell. */
  readonly perSecond?: number;
  readonly secondsLeft?: number;
}

/** All that the status page shows. */
export interface EngineReport {
  readonly folders: readonly FolderReport[];
  readonly models: readonly { readonly name: string; readonly bytes: number }[];
  /** Everything in the cache, also of other folders: indexes and their bytes, bytes of vectors kept for code that comes back. */
  readonly cache: { readonly indexes: number; readonly bytes: number; readonly keptVectors: number };
  readonly memoryBytes: number;
  /** Since the engine's process started. */
  readonly uptimeMs: number;
  /** Cores that indexing may keep busy on average; absent when nothing holds it. */
  readonly coresAllowed?: number;
  /** Warnings and errors of the log, the newest last. */
  readonly errors: readonly LogRecord[];
}

export interface DeleteIndexParams {
  /** Absolute paths of workspace folders. */
  readonly roots: readonly string[];
}

/** One folder's index; also what `hunch status --json` prints (without `root` and `skipped`). */
export interface FolderStatus {
  readonly root: string;
  readonly files: number;
  readonly chunks: number;
  readonly model: string;
  readonly fingerprint: string;
  readonly dimensions: number;
  readonly bytesOnDisk: number;
  /** The same by table: `chunks`, `vectors` (what the deep model made, also of texts that are gone for now), … */
  readonly sizes: Readonly<Record<string, number>>;
  readonly languages: readonly LanguageShare[];
  readonly schema: number;
  /** ISO 8601; empty before the first update. */
  readonly updatedAt: string;
  /** Listed one by one, a folder with a slash at its end; of each reason the first thousand. */
  readonly skipped: readonly SkippedFile[];
  /** All that is left out, counted by reason, the most first. */
  readonly leftOut: readonly LeftOutGroup[];
}

/** A file, by absolute path, of which a person wants to know whether it is indexed. */
export interface WhyParams {
  readonly path: string;
}

export interface WhyResponse {
  /** Relative to its workspace folder, forward slashes; absolute when it is in none. */
  readonly path: string;
  readonly indexed: boolean;
  /** When it is indexed: into how many chunks. */
  readonly chunks?: number;
  /** When it is not: fit to follow a name, e.g. `ignored by .gitignore`. */
  readonly reason?: string;
  /** What exactly says so, e.g. `line 3 of .gitignore, "out/"`. */
  readonly rule?: string;
  /** A pattern for the setting `hunch.include` that brings it in; absent when none does. */
  readonly include?: string;
  /** A line for the `.hunchignore` in its workspace folder that brings it in; absent when none does. */
  readonly hunchignore?: string;
}

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

export interface LogEntry {
  readonly level: LogLevel;
  /** The part that speaks, e.g. `indexer`. */
  readonly component: string;
  readonly text: string;
}

/** Something a person should read once, e.g. that the index was rebuilt and why. */
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  readonly text: string;
}

export const InitializeRequest = new RequestType<InitializeParams, EngineState, void>('hunch/initialize');
/** Replaces the set of workspace folders and their settings. */
export const SetFoldersRequest = new RequestType<{ readonly folders: readonly FolderConfig[] }, EngineState, void>(
  'hunch/setFolders',
);
export const SearchRequest = new RequestType<SearchParams, SearchResponse, void>('hunch/search');
/** For completion; most likely first. */
export const ValuesRequest = new RequestType<ValuesParams, readonly ValueCount[], void>('hunch/values');
export const SimilarRequest = new RequestType<SimilarParams, SearchResponse, void>('hunch/similar');
/** The functions of a file in order; none when the file is not in the index. */
export const FileFunctionsRequest = new RequestType<FileFunctionsParams, readonly FileFunction[], void>(
  'hunch/fileFunctions',
);
/** Fails, with the reason, for what is not in a workspace folder. */
export const LocateRequest = new RequestType<LocateParams, Place, void>('hunch/locate');
export const OutlineRequest = new RequestType<OutlineParams, OutlineResponse, void>('hunch/outline');
/** Deletes and builds again the indexes of all folders; answers when the work is queued. Progress comes by state. */
export const RebuildRequest = new RequestType0<void, void>('hunch/rebuild');
export const PauseRequest = new RequestType0<void, void>('hunch/pause');
export const ResumeRequest = new RequestType0<void, void>('hunch/resume');
export const StatusRequest = new RequestType0<readonly FolderStatus[], void>('hunch/status');
export const ReportRequest = new RequestType0<EngineReport, void>('hunch/report');
/** Deletes the indexes of some folders and pauses indexing, so that they stay away; answers when they are gone. */
export const DeleteIndexRequest = new RequestType<DeleteIndexParams, void, void>('hunch/deleteIndex');
export const WhyRequest = new RequestType<WhyParams, WhyResponse, void>('hunch/why');
/** Finishes the write in hand and ends the process. */
export const ShutdownRequest = new RequestType0<void, void>('hunch/shutdown');

export const FilesChangedNotification = new NotificationType<FilesChangedParams>('hunch/filesChanged');
/** Changes may have been missed: all files are looked at when there is time for it. */
export const RecheckNotification = new NotificationType0('hunch/recheck');
export const FilesOpenedNotification = new NotificationType<FilesOpenedParams>('hunch/filesOpened');
export const StateChangedNotification = new NotificationType<EngineState>('hunch/stateChanged');
export const NoticeNotification = new NotificationType<Notice>('hunch/notice');
export const LogNotification = new NotificationType<LogEntry>('hunch/log');
