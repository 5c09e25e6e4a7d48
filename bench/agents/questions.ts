import { type Corpus, type CorpusQuery, corporaOf, corpusHaystack, corpusQueries } from '../quality/corpora';
import { belowFolder, packageHaystack, packagesOf } from '../quality/functions';
import type { Haystack } from '../quality/hunchSearch';
import type { QualityOptions } from '../quality/report';
import { chunksIn } from '../quality/sourceChunks';
import { isTarget } from '../quality/symbolTarget';
import type { Place } from './reading';

export interface Question {
  readonly query: string;
  /** Any of them answers. */
  readonly answers: readonly Place[];
}

/** What is asked of one folder. */
export interface QuestionSet {
  readonly name: string;
  readonly part: 'corpora' | 'functions';
  readonly folder: Haystack;
  readonly questions: readonly Question[];
}

/** All that is asked for, one folder after the other. */
export async function* questionSets(options: QualityOptions): AsyncGenerator<QuestionSet> {
  for (const corpus of options.corpora === undefined ? [] : corporaOf(options)) {
    const folder = await corpusHaystack(corpus, options.corpora!, options);
    if (folder === undefined) {
      console.error(`No clone below ${options.corpora} of ${corpus.repository}.`);
      continue;
    }
    const questions = corpusQueries(corpus).map((query) => ({ query: query.query, answers: placesOf(corpus, query) }));
    yield { name: corpus.name, part: 'corpora', folder, questions };
  }
  for (const each of packagesOf(options)) {
    const folder = await packageHaystack(each, options);
    const chunks = await chunksIn(folder.root);
    const questions = each.queries
      // As for the quality of search: looked at only when it is asked for.
      .filter(({ heldOut }) => options.heldOut || !heldOut)
      .map(({ query, targets }) => {
        const wanted = targets.map((target) => belowFolder(target, each.folder));
        const functions = chunks.filter((chunk) => wanted.some((target) => isTarget(chunk, target)));
        // On screen is a function when the line is that declares it.
        const answers = functions.map(({ path, startLine }) => ({ path, startLine, endLine: startLine }));
        return { query, answers };
      });
    yield { name: each.package, part: 'functions', folder, questions };
  }
}

/** A label names a file, or lines of it. */
function placesOf({ folder }: Corpus, { relevant }: CorpusQuery): Place[] {
  const below = (path: string): string =>
    folder !== null && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
  return relevant.map((label) =>
    typeof label === 'string'
      ? { path: below(label) }
      : { path: below(label.path), startLine: label.start_line, endLine: label.end_line },
  );
}
