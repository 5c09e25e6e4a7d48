import { Worker } from 'node:worker_threads';
import type { AnalysisJobs, AnalysisMessage, AnalysisThreadData } from './analysisThread';

/**
 * Does a job in a thread of its own, so that the engine's main thread answers meanwhile.
 *
 * @param transfer buffers of the job that the thread may keep
 * @param signal asks the thread to end; it does so after the step in hand, since a native call must not be interrupted
 * @throws the signal's reason once it is aborted; what the work failed with
 */
export async function runAnalysis<Name extends keyof AnalysisJobs>(
  threadFile: string,
  name: Name,
  job: AnalysisJobs[Name]['job'],
  {
    transfer = [],
    signal,
    onProgress,
  }: {
    readonly transfer?: readonly ArrayBuffer[];
    readonly signal?: AbortSignal | undefined;
    readonly onProgress?: ((share: number) => void) | undefined;
  },
): Promise<AnalysisJobs[Name]['result']> {
  signal?.throwIfAborted();
  const stop = new Int32Array(new SharedArrayBuffer(4));
  const workerData: AnalysisThreadData<Name> = { name, job, stop };
  const worker = new Worker(threadFile, { workerData, transferList: [...transfer] });
  const cancel = (): void => {
    Atomics.store(stop, 0, 1);
  };
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (message: AnalysisMessage) => {
        if ('share' in message) onProgress?.(message.share);
        else if ('result' in message) resolve(message.result);
      });
      worker.once('error', reject);
      // After its last message: whoever waits gets an answer even when the thread dies.
      worker.once('exit', () => {
        reject(new Error('The thread that compares functions ended before it had an answer.'));
      });
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}
