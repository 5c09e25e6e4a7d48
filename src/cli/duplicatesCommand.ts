import { duplicateGroups, LEAST_SIMILARITY, type Likeness, USUAL_SIMILARITY } from '../duplicates/duplicateGroups';
import { duplicatesAsJson, duplicatesAsMarkdown, duplicatesAsText } from '../duplicates/duplicateReport';
import type { CommonOptions } from './options';
import { progressLine } from './progress';
import { refresh } from './searchCommands';
import { withEngine } from './session';
import { visibleLines, withoutObeyed } from './visible';

export const FORMATS = ['text', 'json', 'markdown'] as const;

export interface DuplicatesOptions extends CommonOptions {
  readonly within: string;
  readonly minLines: number;
  /** 0 to 1, for both kinds of likeness; each has its own otherwise. */
  readonly minSimilarity?: number;
  readonly tests?: boolean;
  readonly now?: boolean;
  readonly format: (typeof FORMATS)[number];
}

const WRITERS = { text: duplicatesAsText, json: duplicatesAsJson, markdown: duplicatesAsMarkdown } as const;

/** `hunch duplicates`: functions that are there more than once. */
export async function runDuplicates(options: DuplicatesOptions): Promise<void> {
  await withEngine(options, async (engine) => {
    await refresh(engine, options.now === true);
    const progress = progressLine(process.stderr);
    const within = options.within.replaceAll('\\', '/').replace(/^\.\/|\/$/g, '');
    const found = await engine
      .duplicates({ within: within === '.' ? '' : within, minLines: options.minLines }, undefined, (share) => {
        progress.share('Comparing functions', share);
      })
      .finally(() => {
        progress.clear();
      });
    const grouping = { similarity: similarityOf(options), tests: options.tests === true };
    const groups = duplicateGroups(found, grouping);
    const format = options.json === true ? 'json' : options.format;
    const text = WRITERS[format](groups, { ...found, grouping }).trimEnd();
    console.log(format === 'json' ? withoutObeyed(text) : visibleLines(text));
  });
}

function similarityOf({ minSimilarity }: DuplicatesOptions): Readonly<Record<Likeness, number>> {
  if (minSimilarity === undefined) return USUAL_SIMILARITY;
  return {
    'near-identical': Math.max(minSimilarity, LEAST_SIMILARITY['near-identical']),
    'same-meaning': Math.max(minSimilarity, LEAST_SIMILARITY['same-meaning']),
  };
}
