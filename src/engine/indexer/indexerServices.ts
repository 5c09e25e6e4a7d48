import type { CpuBudget } from '../cpuBudget';
import type { Embedder } from '../embed/embedder';
import type { Log } from '../log';
import type { IndexIdentity } from '../store/indexStore';
import type { KeptVectors } from '../store/keptVectors';
import type { QueryTraffic } from './queryTraffic';
import type { SourceReader } from './sourceReader';

/** What the indexers of all workspace folders share. */
export interface IndexerServices {
  /** The model that reads every chunk at once, and the one that reads them closely one after the other. */
  readonly quick: Embedder;
  readonly deep: Embedder;
  readonly reader: SourceReader;
  readonly traffic: QueryTraffic;
  readonly identity: IndexIdentity;
  /** Vectors that folders share; none where an index has a place of its own. */
  readonly kept?: KeptVectors;
  /** So long nothing must have been saved before maintenance begins. */
  readonly quietMs?: number;
  readonly log: Log;
  /** What a person is told of an error. */
  readonly sentenceFor: (error: unknown) => string;
  /** What work may use that nobody waits for. */
  readonly budget?: CpuBudget;
  readonly onState: () => void;
  readonly onNotice: (text: string) => void;
}
