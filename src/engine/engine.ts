import * as l10n from '@vscode/l10n';
import { reasonText, ruleText } from '../l10n/reasons';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type {
  DeleteIndexParams,
  EngineReport,
  EngineState,
  FileFunction,
  FileFunctionsParams,
  FolderState,
  FilesChangedParams,
  FilesOpenedParams,
  FolderConfig,
  FolderStatus,
  LocateParams,
  Notice,
  OutlineParams,
  OutlineResponse,
  Patience,
  Place,
  SearchParams,
  SearchResponse,
  SimilarParams,
  ValueCount,
  ValuesParams,
  WhyParams,
  WhyResponse,
} from '../protocol/engine';
import type { DuplicatesParams, DuplicatesResponse } from '../protocol/duplicates';
import { parseQuery } from '../query/parseQuery';
import type { Why } from '../protocol/query';
import type { ChunkKind, Hit } from '../protocol/hit';
import { duplicatesOf, type IndexedFolder } from './analysis/duplicatesOf';
import { mapOf } from './analysis/mapOf';
import type { CodeMap, MapParams } from '../protocol/map';
import { functionsIn, isFunction, isWorthComparing } from './analysis/functionSet';
import { USUAL_MIN_LINES } from '../duplicates/duplicateGroups';
import { CpuBudget } from './cpuBudget';
import { Embedder } from './embed/embedder';
import { ModelError } from './embed/model';
import { EngineError, sentenceFor } from './errors';
import { FolderIndexer } from './indexer/folderIndexer';
import { QueryTraffic } from './indexer/queryTraffic';
import { SourceReader } from './indexer/sourceReader';
import { TEMPLATE_VERSION } from './indexer/textTemplate';
import { errorText, type Log } from './log';
import { PowerWatch } from './powerSource';
import { RecentErrors } from './recentErrors';
import type { EngineResources } from './resources';
import { answerQuery, explain, type SearchMeans } from './search/answerQuery';
import type { Candidate } from './search/candidates';
import { ChunkTexts } from './search/chunkText';
import { matchLines } from './search/matchLines';
import { outlineOf } from './search/outline';
import { previewOf } from './search/preview';
import { withNamesSpelledOut } from './search/question';
import { type Ranked, weightsWith } from './search/ranking';
import { type ComparableChunk, likeOf, rankSimilar, similarCandidates } from './search/similar';
import { bestValues, valuesIn } from './search/suggestValues';
import { SCORE_PARTS } from './search/why';
import type { IndexIdentity, IndexStore } from './store/indexStore';
import { removeAbandonedIndexes, sizeOfIndexes } from './store/abandonedIndexes';
import { bytesBelow, indexExists, inspectIndex, NO_INDEX } from './store/inspectIndex';
import { KeptVectors, keptVectorsIn } from './store/keptVectors';
import type { StoredChunk } from './store/schema';
import { shapeOf } from './text/shape';
import { RecentChanges } from './workspace/recentChanges';
import { defaultCacheDirectory, indexDirectoryOf } from './workspace/indexPlace';
import { locate } from './workspace/locate';
import { withNested } from './workspace/nestedFolders';
import { relativeInside } from './workspace/relativeInside';
import { saveRules } from './workspace/savedRules';

export interface EngineOptions {
  readonly resources: EngineResources;
  /** Folder of all indexes; the platform's user cache directory when absent. */
  readonly cacheDirectory?: string;
  /** Place of the one index, for the command line's `--index-dir`. */
  readonly indexDirectory?: string;
  /** A person's own model, in place of the one that reads closely. */
  readonly modelDirectory?: string;
  /** Told why that one is not used, but Hunch's own; without this, the refusal ends the start. */
  readonly onModelRefused?: (sentence: string) => void;
  /** Percent of all cores that indexing may keep busy on average; held to nothing when absent. */
  readonly cpuLimit?: number;
  /** Threads that embed documents, where `cpuLimit` does not say. */
  readonly threads?: number;
  /** Nothing is indexed while the machine runs on its battery. */
  readonly waitOnBattery?: boolean;
  readonly paused?: boolean;
  /** Folders come with an editor's settings: others who keep the same indexes shall know them. */
  readonly savesRules?: boolean;
  /** So long nothing must have been saved before maintenance begins; less than for people in tests. */
  readonly quietMs?: number;
  readonly log: Log;
  readonly onState?: (state: EngineState) => void;
  readonly onNotice?: (notice: Notice) => void;
}

/** Hits are read from disk for their previews: more than this nobody looks at. */
const MOST_HITS = 200;
/** Of a folder with more symbols only the files are listed: nobody reads all of them. */
const MOST_OUTLINED = 4000;

/** From this similarity on a function counts as like another; see `rankSimilar`. */
const COUNTED_SIMILARITY = 0.72;

/** All workspace folders, their indexes, and the model that they share. */
export class Engine {
  private indexers = new Map<string, FolderIndexer>();
  private readonly traffic = new QueryTraffic();
  private readonly weights = weightsWith(process.env.HUNCH_RANKING);
  private readonly budget: CpuBudget | undefined;
  private readonly power = new PowerWatch((onBattery) => {
    this.onBattery = onBattery;
    this.holdOrGoOn();
  });
  private onBattery = false;
  private paused: boolean;
  private disposed = false;
  private readonly kept: KeptVectors | undefined;
  /** Absolute paths of the files in editors, once a shell has told them. */
  private open: readonly string[] | undefined;
  private readonly changes = new RecentChanges();
  private tidying: Promise<void> = Promise.resolve();

  private constructor(
    private readonly options: EngineOptions,
    private readonly errors: RecentErrors,
    private readonly quick: Embedder,
    private readonly deep: Embedder,
    private readonly reader: SourceReader,
    private readonly identity: IndexIdentity,
  ) {
    this.paused = options.paused ?? false;
    const { cacheDirectory = defaultCacheDirectory(), indexDirectory, log } = options;
    // An index that somebody wants to have in a place of its own has all that it needs there.
    if (indexDirectory === undefined)
      this.kept = new KeptVectors(keptVectorsIn(cacheDirectory), identity.fingerprint, identity.dimensions, (error) => {
        log('warn', 'store', `Kept vectors: ${errorText(error)}`);
      });
    if (options.cpuLimit !== undefined) this.budget = new CpuBudget(options.cpuLimit / 100, os.availableParallelism());
    if (options.indexDirectory === undefined) this.tidying = this.removeAbandoned();
  }

  /** Loads the models. @throws ModelError */
  static async start(given: EngineOptions): Promise<Engine> {
    const errors = new RecentErrors(given.log);
    const options = { ...given, log: errors.log };
    const { resources, log } = options;
    const threads = threadsFor(options);
    const threadFile = resources.embedThread;
    const starting = await Promise.allSettled([
      Embedder.start({ modelDirectory: resources.quickModelDirectory, threadFile, threads: 1, oneThread: true }),
      startDeep(options, threads),
    ]);
    const failed = starting.find((each) => each.status === 'rejected');
    if (failed) {
      await Promise.all(starting.flatMap((each) => (each.status === 'fulfilled' ? [each.value.dispose()] : [])));
      throw failed.reason;
    }
    const [quick, deep] = starting.map((each) => (each as PromiseFulfilledResult<Embedder>).value) as [
      Embedder,
      Embedder,
    ];
    const reader = new SourceReader(resources.parseThread, { grammarsDirectory: resources.grammarsDirectory }, log);
    const { name, dimensions } = deep.manifest;
    const quickDimensions = quick.manifest.dimensions;
    const models = [quick, deep].map(({ modelHash, manifest }) => [modelHash, manifest.dimensions]);
    const fingerprint = createHash('sha256')
      .update(JSON.stringify([models, TEMPLATE_VERSION]))
      .digest('hex')
      .slice(0, 16);
    log(
      'info',
      'engine',
      `Models ${quick.manifest.name} and ${name}, fingerprint ${fingerprint}, ${threads} thread(s) for documents`,
    );
    const identity = { fingerprint, dimensions, quickDimensions, model: name };
    const engine = new Engine(options, errors, quick, deep, reader, identity);
    if (options.waitOnBattery === true) await engine.power.start();
    return engine;
  }

  get state(): EngineState {
    return {
      model: this.identity.model,
      folders: [...this.indexers.values()].map((indexer) => this.withHold(indexer.state)),
    };
  }

  /** Replaces the workspace folders. Those that stay with the same settings are left alone. */
  async setFolders(folders: readonly FolderConfig[]): Promise<void> {
    if (this.options.savesRules) await Promise.all(folders.map((config) => this.saveRules(config)));
    const wanted = new Map((await withNested(folders)).map((config) => [JSON.stringify(config), config]));
    const leaving: Promise<void>[] = [];
    for (const [key, indexer] of this.indexers) {
      if (wanted.has(key)) continue;
      this.indexers.delete(key);
      leaving.push(indexer.dispose());
    }
    // A folder whose settings changed is opened anew only after the old indexer let go of the index.
    await Promise.all(leaving);
    for (const [key, config] of wanted) {
      if (!this.indexers.has(key)) this.indexers.set(key, this.indexerFor(config));
    }
    this.stateChanged();
  }

  filesChanged({ changes }: FilesChangedParams): void {
    this.changes.forget();
    for (const indexer of this.indexers.values()) indexer.changed(changes);
  }

  /** Changes may have been missed: all files are looked at when there is time for it. */
  recheck(): void {
    for (const indexer of this.indexers.values()) indexer.recheck();
  }

  filesOpened({ paths }: FilesOpenedParams): void {
    this.open = paths;
    for (const indexer of this.indexers.values()) indexer.filesOpened(paths);
  }

  rebuild(): void {
    for (const indexer of this.indexers.values()) indexer.rebuild();
  }

  pause(): void {
    this.paused = true;
    this.holdOrGoOn();
  }

  resume(): void {
    this.paused = false;
    this.holdOrGoOn();
  }

  /** Deletes indexes from the disk, and pauses so that they stay away. @throws StoreError */
  async deleteIndex({ roots }: DeleteIndexParams): Promise<void> {
    this.pause();
    const wanted = [...this.indexers.values()].filter(({ config }) => roots.includes(config.root));
    await Promise.all(wanted.map((indexer) => indexer.deleteIndex()));
    this.stateChanged();
  }

  private get isHeld(): boolean {
    return this.paused || this.onBattery;
  }

  private holdOrGoOn(): void {
    for (const indexer of this.indexers.values()) {
      if (this.isHeld) indexer.pause();
      else indexer.resume();
    }
  }

  private withHold(state: FolderState): FolderState {
    return state.phase === 'paused' && !this.paused && this.onBattery ? { ...state, held: 'battery' } : state;
  }

  private async removeAbandoned(): Promise<void> {
    const { log } = this.options;
    try {
      for (const root of await removeAbandonedIndexes(this.cacheDirectory))
        log('info', 'store', `Removed the index of ${root}, which has been gone for long.`);
    } catch (error) {
      log('warn', 'store', errorText(error));
    }
  }

  private get cacheDirectory(): string {
    return this.options.cacheDirectory ?? defaultCacheDirectory();
  }

  /** Resolves when every index equals its folder. @throws what indexing failed with */
  async idle(): Promise<void> {
    await Promise.all([...this.indexers.values()].map((indexer) => indexer.idle()));
  }

  /**
   * Resolves when questions can be answered: by complete indexes, with `now` by such as everything can be found in. An
   * index that another process is writing is taken as it is.
   * @throws what indexing failed with
   */
  async answerable(now: boolean): Promise<void> {
    await Promise.all([...this.indexers.values()].map((indexer) => indexer.answerable(now)));
  }

  /** Chunks embedded and removed since the engine started. */
  get counts(): { readonly embedded: number; readonly removed: number } {
    const all = [...this.indexers.values()].map((indexer) => indexer.counts);
    return {
      embedded: all.reduce((sum, each) => sum + each.embedded, 0),
      removed: all.reduce((sum, each) => sum + each.removed, 0),
    };
  }

  /** @throws EngineError when there is nothing to ask or nothing to search in */
  async search(params: SearchParams, signal?: AbortSignal): Promise<SearchResponse> {
    // Not yet as a question: indexing would make way for it.
    await this.waitFor(params, signal);
    return this.traffic.during(async () => {
      const started = performance.now();
      const { query, limit, explain: explained } = params;
      if (query.trim() === '')
        throw new EngineError(l10n.t('The query is empty: type a few words that say what the code does.'));
      this.requireFolders();
      const answer = await answerQuery(parseQuery(query), this.means, Math.min(limit, MOST_HITS), signal);
      this.readDeeper(answer.found);
      const { total, facets, mistakes, texts } = answer;
      const words = answer.query.parts;
      const why = (each: Ranked<Candidate>, score: number) => explain(answer, each, score);
      const extras = { texts, words, ...(explained ? { why } : {}) };
      const response = await this.respond(started, answer.found, params, signal, extras);
      return { ...response, total, facets, ...(mistakes.length > 0 ? { mistakes } : {}) };
    });
  }

  /** Values that a filter can have, for completion. */
  async values({ filter, typed, limit }: ValuesParams): Promise<ValueCount[]> {
    return bestValues(await this.inEachFolder((store) => valuesIn(store, filter, typed)), typed, limit);
  }

  /** Code like a place in a file. @throws EngineError when there is no chunk at that place */
  async similar(params: SimilarParams, signal?: AbortSignal): Promise<SearchResponse> {
    await this.waitFor(params, signal);
    return this.traffic.during(() => this.findSimilar(params, signal));
  }

  private async findSimilar(params: SimilarParams, signal: AbortSignal | undefined): Promise<SearchResponse> {
    const started = performance.now();
    this.requireFolders();
    if (params.each) return this.similarToEach(started, params, signal);
    const { subject, like, isSubject } =
      params.text === undefined ? await this.chunkAt(params) : await this.selection(params, params.text);
    signal?.throwIfAborted();
    const candidates = await this.inEachFolder((store, root) => similarCandidates(store, root, like));
    const others = candidates.filter(({ root, chunk }) => !(root === params.root && isSubject(chunk)));
    return { ...(await this.respond(started, rankSimilar(like, others), params, signal)), subject };
  }

  /** Finds what a path means. @throws WorkspaceError for what is in no workspace folder */
  locate({ path: given }: LocateParams): Promise<Place> {
    this.requireFolders();
    return locate(
      [...this.indexers.values()].map((indexer) => indexer.config.root),
      given,
    );
  }

  /** The symbols of a file or folder. @throws EngineError when the index has nothing of it */
  async outline(params: OutlineParams, signal?: AbortSignal): Promise<OutlineResponse> {
    await this.waitFor(params, signal);
    const indexer = this.indexerOf(params.root);
    const chunks = await this.inFolder(indexer, (store) => store.outline(params.path, MOST_OUTLINED));
    signal?.throwIfAborted();
    if (chunks?.length === 0) throw new EngineError(await this.whyNotIndexed(indexer, params));
    return {
      files: chunks ? outlineOf(chunks) : indexer.filesBelow(params.path),
      isBrief: chunks === undefined,
      ...this.partial(),
    };
  }

  /** The functions of a file, in order. */
  async fileFunctions(
    { root, path: file, countSimilar }: FileFunctionsParams,
    signal?: AbortSignal,
  ): Promise<FileFunction[]> {
    const [folder] = await this.indexedFolders(root);
    const functions: FileFunction[] = [];
    for (const chunk of functionsIn(await folder!.store.chunksOf(file))) {
      const { symbol, container, kind, startLine, endLine } = chunk;
      const counted = countSimilar && isWorthComparing(chunk, USUAL_MIN_LINES);
      signal?.throwIfAborted();
      const similar = counted ? { similar: await this.countLike(folder!, chunk) } : {};
      functions.push({ symbol, container, kind: kind as ChunkKind, startLine, endLine, ...similar });
    }
    return functions;
  }

  /**
   * Functions that are there more than once.
   * @param onProgress told the share done, 0 to 1
   * @throws EngineError when there is nothing to compare
   */
  async duplicates(
    { root, within = '', minLines }: DuplicatesParams,
    signal?: AbortSignal,
    onProgress?: (share: number) => void,
  ): Promise<DuplicatesResponse> {
    const started = performance.now();
    const folders = await this.indexedFolders(root);
    const options = { within, minLines, signal, onProgress };
    const found = await duplicatesOf(folders, this.options.resources.analysisThread, options);
    return { elapsedMs: performance.now() - started, ...found };
  }

  /**
   * All functions on a plane, near in meaning near to each other.
   * @param onProgress told the share done, 0 to 1
   */
  async map({ history }: MapParams, signal?: AbortSignal, onProgress?: (share: number) => void): Promise<CodeMap> {
    const folders = await this.indexedFolders(undefined);
    const configs = [...this.indexers.values()].map(({ config }) => config);
    return mapOf(folders, {
      threadFile: this.options.resources.analysisThread,
      fingerprint: this.identity.fingerprint,
      directoryOf: (root) => this.indexDirectoryFor(configs.find((config) => config.root === root)!),
      history,
      signal,
      onProgress,
    });
  }

  async status(): Promise<FolderStatus[]> {
    return Promise.all(
      [...this.indexers.values()].map(async (indexer) => {
        await indexer.whenOpen();
        return this.statusOf(indexer);
      }),
    );
  }

  /** All that there is to say about the engine and its indexes, those that cannot be opened too. */
  async report(): Promise<EngineReport> {
    const folders = [...this.indexers.values()].map(async (indexer) => {
      const state = this.withHold(indexer.state);
      const status = await this.statusOf(indexer).catch((error: unknown) => {
        // What is wrong is in the state, or comes to the log here.
        this.options.log('debug', 'engine', errorText(error));
        return { ...NO_INDEX, root: indexer.config.root };
      });
      return { ...status, ...indexer.progress, state };
    });
    const { resources, modelDirectory } = this.options;
    const directories = [resources.quickModelDirectory, modelDirectory ?? resources.modelDirectory];
    const models = [this.quick, this.deep].map(async ({ manifest }, index) => {
      return { name: manifest.name, bytes: await bytesBelow(directories[index]!) };
    });
    const cache = await sizeOfIndexes(this.cacheDirectory, bytesBelow);
    const vectors = keptVectorsIn(this.cacheDirectory);
    const keptVectors = existsSync(vectors) ? await bytesBelow(vectors) : 0;
    return {
      folders: await Promise.all(folders),
      models: await Promise.all(models),
      cache: { indexes: cache.count, bytes: cache.bytes, keptVectors },
      memoryBytes: process.memoryUsage.rss(),
      uptimeMs: process.uptime() * 1000,
      ...(this.budget === undefined ? {} : { coresAllowed: this.budget.allowed }),
      errors: this.errors.records,
    };
  }

  private async statusOf(indexer: FolderIndexer): Promise<FolderStatus> {
    const directory = this.indexDirectoryFor(indexer.config);
    // Looking at a database makes one.
    const summary = (await indexExists(directory)) ? await inspectIndex(directory, indexer.config.nested) : NO_INDEX;
    return { ...summary, root: indexer.config.root, ...(await indexer.whatIsLeftOut()) };
  }

  /** Whether a file is indexed, and if not, why. @throws what the index of its folder could not be opened for */
  async why({ path: file }: WhyParams): Promise<WhyResponse> {
    const holding = [...this.indexers.values()]
      .flatMap((indexer) => {
        const relativePath = relativeInside(indexer.config.root, file);
        return relativePath === undefined || relativePath === '' ? [] : [{ indexer, relativePath }];
      })
      // Of folders within each other, the inner one.
      .sort((a, b) => a.relativePath.length - b.relativePath.length)[0];
    if (!holding) return { path: file, indexed: false, reason: 'in no open folder' };
    if (!holding.indexer.isWithoutIndex) await holding.indexer.whenOpen();
    return holding.indexer.why(holding.relativePath);
  }

  /** Finishes the writes in hand and ends all threads. */
  async dispose(): Promise<void> {
    this.disposed = true;
    this.power.dispose();
    await this.tidying;
    await Promise.all([...this.indexers.values()].map((indexer) => indexer.dispose()));
    await Promise.all([this.quick.dispose(), this.deep.dispose(), this.reader.dispose(), this.kept?.dispose()]);
  }

  private indexerFor(config: FolderConfig): FolderIndexer {
    const { options } = this;
    const services = {
      quick: this.quick,
      deep: this.deep,
      reader: this.reader,
      traffic: this.traffic,
      identity: this.identity,
      ...(this.kept ? { kept: this.kept } : {}),
      ...(options.quietMs === undefined ? {} : { quietMs: options.quietMs }),
      log: options.log,
      sentenceFor,
      ...(this.budget === undefined ? {} : { budget: this.budget }),
      onState: () => {
        this.stateChanged();
      },
      onNotice: (text: string) => options.onNotice?.({ severity: 'info', text }),
    };
    return new FolderIndexer(config, () => this.indexDirectoryFor(config), services, this.isHeld);
  }

  private indexDirectoryFor({ root }: FolderConfig): string {
    return this.options.indexDirectory ?? indexDirectoryOf(root, this.cacheDirectory);
  }

  /** An index is built without them, too: a cache that cannot be written is told when it is. */
  private async saveRules(config: FolderConfig): Promise<void> {
    try {
      await saveRules(this.indexDirectoryFor(config), config);
    } catch (error) {
      this.options.log('warn', 'engine', errorText(error));
    }
  }

  private stateChanged(): void {
    if (!this.disposed) this.options.onState?.(this.state);
  }

  private requireFolders(): void {
    if (this.indexers.size === 0)
      throw new EngineError(l10n.t('No folder is open: open a folder with code to search in.'));
  }

  /** One workspace folder, or all. @throws EngineError when there is none */
  private async indexedFolders(root: string | undefined): Promise<IndexedFolder[]> {
    this.requireFolders();
    const indexers = [...this.indexers.values()].filter(({ config }) => root === undefined || config.root === root);
    if (indexers.length === 0)
      throw new EngineError(l10n.t('{0} is none of the open folders: open it first, then look again.', String(root)));
    return Promise.all(
      indexers.map(async (indexer) => ({ root: indexer.config.root, store: await indexer.whenOpen() })),
    );
  }

  /** @throws EngineError when the folder is not open */
  private indexerOf(root: string): FolderIndexer {
    const indexer = [...this.indexers.values()].find(({ config }) => config.root === root);
    if (!indexer) throw new EngineError(l10n.t('The folder {0} is not open any more.', root));
    return indexer;
  }

  private get means(): SearchMeans {
    return {
      folders: this.searchable.map((indexer) => ({
        root: indexer.config.root,
        ask: (question) => this.inFolder(indexer, question),
      })),
      embed: async (text) => {
        const [quick, deep] = await Promise.all([
          this.quick.embedQuery(text),
          this.deep.embedQuery(withNamesSpelledOut(text)),
        ]);
        return { quick, deep };
      },
      open: this.open,
      gitChanges: (root) => this.changes.of(root),
      weights: this.weights,
    };
  }

  /** A folder without an index has no answer, and the others have. */
  private get searchable(): FolderIndexer[] {
    return [...this.indexers.values()].filter((indexer) => !indexer.isWithoutIndex);
  }

  private async inEachFolder<T>(find: (store: IndexStore, root: string) => Promise<T[]>): Promise<T[]> {
    const perFolder = this.searchable.map((indexer) =>
      this.inFolder(indexer, (store) => find(store, indexer.config.root)),
    );
    return (await Promise.all(perFolder)).flat();
  }

  /** What people ask for is read closely first. @param found best first */
  private readDeeper(found: readonly Ranked<Candidate>[]): void {
    for (const indexer of this.indexers.values()) {
      const unread = found.slice(0, MOST_HITS).filter(({ item }) => item.root === indexer.config.root && !item.isRead);
      indexer.prefer([...new Set(unread.map(({ item }) => item.chunk.path))]);
    }
  }

  /** Asks again when the index was replaced under the question: built again, by this process or another. */
  private async inFolder<T>(indexer: FolderIndexer, find: (store: IndexStore) => Promise<T>): Promise<T> {
    const store = await indexer.whenOpen();
    try {
      return await find(store);
    } catch (error) {
      this.options.log('warn', 'search', errorText(error));
      return find(await indexer.reopen(store));
    }
  }

  /** Waits as long as a question may for indexes that are being built; what fails there is told by the question itself. */
  private async waitFor({ waitMs = 0 }: Patience, signal: AbortSignal | undefined): Promise<void> {
    if (waitMs <= 0) return;
    const limit = AbortSignal.timeout(waitMs);
    const ended = signal ? AbortSignal.any([limit, signal]) : limit;
    const over = new Promise<void>((resolve) => {
      if (ended.aborted) resolve();
      ended.addEventListener('abort', () => {
        resolve();
      });
    });
    await Promise.race([this.answerable(true).catch(() => undefined), over]);
    signal?.throwIfAborted();
  }

  /** One sentence: why the index has nothing of a place. */
  private async whyNotIndexed(indexer: FolderIndexer, { path: place, isFolder }: Place): Promise<string> {
    if (place === '') return l10n.t('{0} has no code in the index.', indexer.config.root);
    const { reason, rule } = await indexer.why(place);
    // What is left out of a folder has as many reasons as it has files.
    if (isFolder && (reason === undefined || reason.startsWith('not indexed yet')))
      return l10n.t('{0} has no code in the index.', place);
    if (reason === undefined) return l10n.t('{0} is not in the index: there is nothing in it.', place);
    return rule === undefined
      ? l10n.t('{0} is not in the index: {1}.', place, reasonText(reason))
      : l10n.t('{0} is not in the index: {1} ({2}).', place, reasonText(reason), ruleText(rule));
  }

  /** How far indexes that are being built have come. */
  private partial(): Pick<SearchResponse, 'partial'> {
    const busy = this.state.folders.filter(({ phase }) => ['starting', 'scanning', 'indexing'].includes(phase));
    if (busy.length === 0) return {};
    return {
      partial: {
        done: busy.reduce((sum, folder) => sum + folder.done, 0),
        total: busy.reduce((sum, folder) => sum + folder.total, 0),
      },
    };
  }

  private async respond(
    started: number,
    found: readonly Ranked<Candidate>[],
    { limit, previewLines }: Pick<SearchParams, 'limit' | 'previewLines'>,
    signal: AbortSignal | undefined,
    extras: HitExtras = { texts: new ChunkTexts(), words: [] },
  ): Promise<SearchResponse> {
    const hits: Hit[] = [];
    const wanted = Math.min(limit, MOST_HITS);
    // A file that is gone from disk but not yet from the index gives no hit, so a few more may have to be looked at.
    for (let next = 0; hits.length < wanted && next < found.length; next += wanted) {
      signal?.throwIfAborted();
      const batch = await Promise.all(
        found.slice(next, next + wanted).map((each) => hitOf(each, extras, previewLines)),
      );
      hits.push(...batch.filter((hit) => hit !== undefined));
    }
    return { elapsedMs: performance.now() - started, hits: hits.slice(0, wanted), ...this.partial() };
  }

  /** What is like any function of a file, by the one that it is most like. */
  private async similarToEach(
    started: number,
    params: SimilarParams,
    signal: AbortSignal | undefined,
  ): Promise<SearchResponse> {
    const { root, path: file, startLine, endLine } = params;
    const [folder] = await this.indexedFolders(root);
    const functions = functionsIn(await folder!.store.chunksOf(file)).filter(
      (chunk) => startLine <= chunk.startLine && chunk.endLine <= endLine,
    );
    if (functions.length === 0)
      throw new EngineError(
        l10n.t('{0} has no functions in the index: it may be excluded, or still to be indexed.', file),
      );
    const best = new Map<string, Ranked<Candidate>>();
    for (const chunk of functions) {
      signal?.throwIfAborted();
      for (const ranked of await this.rankedLike(folder!, chunk)) {
        const { item, score } = ranked;
        if (item.root === root && item.chunk.path === file) continue;
        const key = `${item.root}\0${item.chunk.path}\0${item.chunk.ordinal}`;
        if (score > (best.get(key)?.score ?? -1)) best.set(key, ranked);
      }
    }
    const found = [...best.values()].sort((a, b) => b.score - a.score);
    return { ...(await this.respond(started, found, params, signal)), subject: path.posix.basename(file) };
  }

  private async countLike(folder: IndexedFolder, chunk: ComparableChunk): Promise<number> {
    const found = await this.rankedLike(folder, chunk);
    return found.filter(({ item, score }) => {
      const { path: file, startLine, endLine, kind } = item.chunk;
      const isApart =
        item.root !== folder.root || file !== chunk.path || startLine > chunk.endLine || endLine < chunk.startLine;
      return score >= COUNTED_SIMILARITY && isApart && isFunction(kind);
    }).length;
  }

  private async rankedLike(folder: IndexedFolder, chunk: ComparableChunk): Promise<Ranked<Candidate>[]> {
    const like = await likeOf(folder.store, chunk);
    return rankSimilar(like, await this.inEachFolder((store, root) => similarCandidates(store, root, like)));
  }

  private async chunkAt({ root, path: file, startLine }: SimilarParams) {
    const indexer = this.indexerOf(root);
    const { store, chunks } = await this.inFolder(indexer, async (store) => ({
      store,
      chunks: await store.chunksOf(file),
    }));
    const around = chunks
      .filter((chunk) => chunk.startLine <= startLine && startLine <= chunk.endLine)
      .sort((a, b) => a.endLine - a.startLine - (b.endLine - b.startLine));
    const [chunk] = around;
    if (!chunk) {
      const why =
        chunks.length > 0
          ? l10n.t('there is no code at that line.')
          : await this.whyNotIndexed(indexer, { root, path: file, isFolder: false });
      throw new EngineError(l10n.t('Nothing to compare at {0}: {1}', `${file}:${startLine}`, why));
    }
    return {
      subject: [chunk.container, chunk.symbol].filter(Boolean).join('.') || `${path.posix.basename(file)}:${startLine}`,
      like: await likeOf(store, chunk),
      isSubject: (other: StoredChunk) => other.path === chunk.path && other.ordinal === chunk.ordinal,
    };
  }

  private async selection({ path: file, startLine, endLine }: SimilarParams, text: string) {
    if (text.trim() === '')
      throw new EngineError(l10n.t('The selection is empty: select some code, or put the cursor into a function.'));
    const inputs = [{ header: '', body: text }];
    const [[quick], [deep]] = await Promise.all([this.quick.embedDocuments(inputs), this.deep.embedDocuments(inputs)]);
    return {
      subject: l10n.t('selection'),
      like: { quick: quick!, deep: deep!, shape: shapeOf(text), kind: undefined },
      isSubject: (other: StoredChunk) =>
        other.path === file && other.startLine <= endLine && startLine <= other.endLine,
    };
  }
}

/** Threads for documents where nothing is set: half of the cores, since the other half is the user's. */
export function defaultThreads(): number {
  return threadsFor({ cpuLimit: 50 });
}

function threadsFor({ threads, cpuLimit = 50 }: Pick<EngineOptions, 'threads' | 'cpuLimit'>): number {
  return threads ?? Math.max(1, Math.floor((os.availableParallelism() * cpuLimit) / 100));
}

/** What hits are made of beside what the index has of them. */
interface HitExtras {
  readonly texts: ChunkTexts;
  /** Of the query; none where there is none. */
  readonly words: readonly string[];
  readonly why?: (ranked: Ranked<Candidate>, score: number) => Promise<Why | undefined>;
}

/** Undefined when the file is gone. */
async function hitOf(
  ranked: Ranked<Candidate>,
  { texts, words, why: explain }: HitExtras,
  previewLines: number | undefined,
): Promise<Hit | undefined> {
  const { root, chunk: item } = ranked.item;
  const { lines, gone } = await texts.linesOf(root, item);
  if (gone) return undefined;
  const score = Math.round(ranked.score * SCORE_PARTS) / SCORE_PARTS;
  const why = await explain?.(ranked, score);
  return {
    path: item.path,
    startLine: item.startLine,
    endLine: item.endLine,
    symbol: item.symbol,
    container: item.container,
    kind: item.kind as ChunkKind,
    language: item.language,
    score,
    signature: item.signature,
    root,
    ...(lines === undefined ? {} : { preview: previewOf(lines, previewLines) }),
    ...(lines === undefined || words.length === 0 ? {} : { matchLines: matchLines(lines, item.startLine, words) }),
    ...(why ? { why } : {}),
  };
}

/** The model that reads closely: a person's own if there is one and it fits. */
async function startDeep(options: EngineOptions, threads: number): Promise<Embedder> {
  const { resources, modelDirectory, onModelRefused, log } = options;
  const threadFile = resources.embedThread;
  if (modelDirectory !== undefined) {
    try {
      return await Embedder.start({ modelDirectory, own: true, threadFile, threads });
    } catch (error) {
      if (!onModelRefused || !(error instanceof ModelError)) throw error;
      log('error', 'engine', errorText(error));
      onModelRefused(error.message);
    }
  }
  return Embedder.start({ modelDirectory: resources.modelDirectory, threadFile, threads });
}
