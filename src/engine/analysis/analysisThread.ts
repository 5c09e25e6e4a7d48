import { parentPort, workerData } from 'node:worker_threads';
import { type Layout, type LayoutJob, layOut } from './layout';
import { type DuplicateMerges, type DuplicatesJob, findDuplicates } from './duplicates';

/** One piece of work of many seconds, by its name. */
export interface AnalysisJobs {
  readonly duplicates: { readonly job: DuplicatesJob; readonly result: DuplicateMerges };
  readonly layout: { readonly job: LayoutJob; readonly result: Layout };
}

/** Given to the thread as `workerData`. */
export interface AnalysisThreadData<Name extends keyof AnalysisJobs = keyof AnalysisJobs> {
  readonly name: Name;
  readonly job: AnalysisJobs[Name]['job'];
  /** One shared number; not 0 when the work is not wanted any more. */
  readonly stop: Int32Array;
}

type AnalysisResult = AnalysisJobs[keyof AnalysisJobs]['result'];

export type AnalysisMessage =
  { readonly share: number } | { readonly result: AnalysisResult } | { readonly stopped: true };

/** A share is told when it has grown by this. */
const STEP = 0.01;

const WORK: {
  readonly [Name in keyof AnalysisJobs]: (
    job: AnalysisJobs[Name]['job'],
    check: (share: number) => void,
  ) => Promise<AnalysisJobs[Name]['result']>;
} = { duplicates: findDuplicates, layout: layOut };

class Stopped extends Error {}

/** Entry of the worker thread for what looks at all functions at once. It does one job and ends. */
async function main(port: NonNullable<typeof parentPort>): Promise<void> {
  const { name, job, stop } = workerData as AnalysisThreadData;
  // Whoever starts the thread gives each work its own kind of job.
  const work = WORK[name] as (job: unknown, check: (share: number) => void) => Promise<AnalysisResult>;
  let told = 0;
  const check = (share: number): void => {
    if (Atomics.load(stop, 0) !== 0) throw new Stopped();
    if (share < told + STEP) return;
    told = share;
    port.postMessage({ share } satisfies AnalysisMessage);
  };
  try {
    port.postMessage({ result: await work(job, check) } satisfies AnalysisMessage);
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    port.postMessage({ stopped: true } satisfies AnalysisMessage);
  }
}

if (parentPort) void main(parentPort);
