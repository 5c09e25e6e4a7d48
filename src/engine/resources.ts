import path from 'node:path';

/** Files that the engine loads at run time, all beside the bundles. */
export interface EngineResources {
  /** The model that reads closely, and the one that reads everything at once. */
  readonly modelDirectory: string;
  readonly quickModelDirectory: string;
  readonly grammarsDirectory: string;
  readonly parseThread: string;
  readonly embedThread: string;
  readonly analysisThread: string;
}

const DEFAULT_MODEL = 'hunch-minilm-code';
const QUICK_MODEL = 'hunch-quick';

/**
 * @param dist the folder of the bundles, `dist/`; `models/` lies beside it
 * @param modelDirectory another model's folder, from the environment variable `HUNCH_MODEL_DIRECTORY`
 */
export function resourcesIn(
  dist: string,
  modelDirectory = process.env.HUNCH_MODEL_DIRECTORY ?? path.join(dist, '..', 'models', DEFAULT_MODEL),
): EngineResources {
  return {
    modelDirectory,
    quickModelDirectory: process.env.HUNCH_QUICK_MODEL_DIRECTORY ?? path.join(dist, '..', 'models', QUICK_MODEL),
    grammarsDirectory: path.join(dist, 'grammars'),
    parseThread: path.join(dist, 'parseThread.js'),
    embedThread: path.join(dist, 'embedThread.js'),
    analysisThread: path.join(dist, 'analysisThread.js'),
  };
}
