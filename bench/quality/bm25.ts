import { wordsOf } from '../../src/engine/text/words';
import type { PlacedChunk } from './sourceChunks';

/** Usual constants; those of Lucene and LanceDB. */
const K1 = 1.2;
const B = 0.75;
/** Times that a name counts, since there is only one field. */
const NAME_COUNTS = 3;

/**
 * Plain BM25 (Robertson & Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009) over one field of words:
 * what every figure of the benchmark stands beside. Apart from splitting words it shares nothing with the engine.
 */
export class Bm25 {
  /** For each word the documents that have it, and how often. */
  private readonly postings = new Map<string, Map<number, number>>();
  private readonly lengths: readonly number[];
  private readonly meanLength: number;

  constructor(documents: readonly (readonly string[])[]) {
    this.lengths = documents.map((words) => words.length);
    this.meanLength = this.lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, documents.length);
    documents.forEach((words, document) => {
      for (const word of words) {
        const counts = this.postings.get(word) ?? new Map<number, number>();
        counts.set(document, (counts.get(document) ?? 0) + 1);
        this.postings.set(word, counts);
      }
    });
  }

  /** @returns numbers of the documents that share a word with the query, best first; ties in order */
  search(query: readonly string[], limit: number): { readonly document: number; readonly score: number }[] {
    const scores = new Map<number, number>();
    for (const word of new Set(query)) {
      const counts = this.postings.get(word);
      if (!counts) continue;
      const idf = Math.log(1 + (this.lengths.length - counts.size + 0.5) / (counts.size + 0.5));
      for (const [document, count] of counts) {
        const length = this.lengths[document]! / this.meanLength;
        const gain = (idf * count * (K1 + 1)) / (count + K1 * (1 - B + B * length));
        scores.set(document, (scores.get(document) ?? 0) + gain);
      }
    }
    return [...scores]
      .map(([document, score]) => ({ document, score }))
      .sort((a, b) => b.score - a.score || a.document - b.document)
      .slice(0, limit);
  }
}

/** BM25 over the chunks that have a name. @returns what answers a query with chunks, best first */
export function bm25OverChunks(chunks: readonly PlacedChunk[]): (query: string, limit: number) => PlacedChunk[] {
  const named = chunks.filter(({ symbol }) => symbol !== '');
  const index = new Bm25(named.map(documentOf));
  return (query, limit) => index.search(wordsOf(query), limit).map(({ document }) => named[document]!);
}

function documentOf({ path, symbol, container, doc, signature, code }: PlacedChunk): string[] {
  const name = wordsOf(symbol);
  const counted = Array.from({ length: NAME_COUNTS }, () => name).flat();
  return [...counted, ...wordsOf(`${path}\n${container}\n${doc}\n${signature}\n${code}`)];
}
