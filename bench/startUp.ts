import { BenchEngine } from './benchEngine';
import type { Bundles } from './bundles';
import type { Corpus } from './corpus';
import type { Figure } from './figure';
import { type BuiltIndex, indexedWorkspace } from './indexedWorkspace';
import { useOf } from './processUse';
import { median, megabytes, milliseconds } from './quantiles';

const STARTS = 7;

/** Time that the engine takes to come up on a folder whose index is complete. */
export async function startUp(bundles: Bundles, corpus: Corpus, index: BuiltIndex): Promise<Figure[]> {
  const { root, cacheDirectory } = indexedWorkspace(corpus, index);
  const answers: number[] = [];
  const readies: number[] = [];
  const firstQueries: number[] = [];
  let resident = 0;
  for (let start = 0; start < STARTS; start++) {
    const { engine, spawnToAnswerMs } = await BenchEngine.start(bundles.engine, root, cacheDirectory);
    await engine.ready();
    answers.push(spawnToAnswerMs);
    readies.push(engine.sinceStart);
    const asked = performance.now();
    await engine.search('parse command line arguments');
    firstQueries.push(performance.now() - asked);
    ({ resident } = useOf(engine.pid));
    await engine.stop();
  }
  const times = `median of ${STARTS}`;
  return [
    {
      name: 'engine start',
      value: `${milliseconds(median(readies))} (answers after ${milliseconds(median(answers))})`,
      target: '2 s',
      met: median(readies) < 2000,
      meaning: `from spawn until the unchanged index is known to be complete, ${times}`,
    },
    { name: 'first query', value: milliseconds(median(firstQueries)), meaning: `right after that, ${times}` },
    {
      name: 'engine memory, started',
      value: megabytes(resident),
      meaning: 'resident, index unchanged, one query asked',
    },
  ];
}
