import type { Figure } from './figure';
import type { BuiltIndex } from './indexedWorkspace';
import { megabytes, milliseconds } from './quantiles';

/** What building the index from nothing took. */
export function buildFigures({ report, fresh }: BuiltIndex): Figure[] {
  const { chunks, files, elapsedMs, searchableMs, searchableCpuSeconds, cpuSeconds, peakBytes, settledBytes } = report;
  const when = fresh
    ? 'measured now'
    : `measured when the index was built, ${report.date.slice(0, 16).replace('T', ' ')} UTC`;
  const cpu = searchableCpuSeconds === undefined ? '' : `, ${searchableCpuSeconds.toFixed(1)} s of processor time`;
  return [
    {
      name: 'searchable',
      value: `${milliseconds(searchableMs)}${cpu}`,
      meaning: `from process start until the quick model has read all ${chunks} chunks; ${when}`,
    },
    {
      name: 'first index',
      value: `${(chunks / (elapsedMs / 1000)).toFixed(1)} chunks/s (${milliseconds(elapsedMs)})`,
      meaning: `${chunks} chunks of ${files} files, from process start to complete, default threads; ${when}`,
    },
    ...(cpuSeconds === undefined
      ? []
      : [
          {
            name: 'first index, cost',
            value: `${(chunks / cpuSeconds).toFixed(1)} chunks per CPU second`,
            meaning: `processor time of all threads, which depends less than the rate on what else the machine does; ${when}`,
          },
        ]),
    { name: 'engine memory, peak', value: megabytes(peakBytes), meaning: `resident, during that; ${when}` },
    { name: 'engine memory, settled', value: megabytes(settledBytes), meaning: `resident, 5 s after it; ${when}` },
  ];
}
