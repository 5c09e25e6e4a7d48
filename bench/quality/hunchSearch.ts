import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Hit } from '../../src/protocol/hit';
import { inRepository } from '../../test/harness/repository';
import { cacheFolder } from './benchCache';
import type { QualityOptions } from './report';

const CLI = inRepository('dist', 'cli.js');
/** What cuts code into chunks and makes their texts and vectors: an index that other builds of these made is stale. */
const DECIDES_INDEX = ['parseThread.js', 'embedThread.js'];

/** A folder as it is indexed, and where its index is kept. */
export interface Haystack {
  readonly root: string;
  readonly indexDirectory: string;
  /** Answers come before any code was read closely. */
  readonly now: boolean;
}

/** What `hunch index` says. */
interface IndexReport {
  readonly files: number;
  readonly chunks: number;
  readonly embedded: number;
  readonly elapsedMs: number;
}

/** One answer of the command line. */
export interface Answer {
  readonly query: string;
  readonly elapsedMs: number;
  readonly results: readonly Hit[];
}

interface AnswerLine extends Answer {
  readonly error?: string;
}

/**
 * A folder with an index that later runs use again. One that was made by another build of the parser or the embedder is
 * deleted; another model or template the engine notices itself.
 *
 * @param name of the haystack, unique among all parts
 */
export function haystack(name: string, root: string, { tag, now }: QualityOptions): Haystack {
  const hash = createHash('sha256').update(root);
  for (const file of DECIDES_INDEX) hash.update(readFileSync(inRepository('dist', file)));
  const folder = path.join(cacheFolder, 'indexes', now ? `${tag}-now` : tag, name);
  const indexDirectory = path.join(folder, hash.digest('hex').slice(0, 16));
  // What was read closely while an earlier run asked its questions would be known to this one.
  if (now || !existsSync(indexDirectory)) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return { root, indexDirectory, now };
}

/** Brings the index up to date, and says so. With `--now` the first question does that. @throws when the command line fails */
export async function index(of: Haystack, title: string): Promise<void> {
  if (of.now) {
    console.error(title);
    return;
  }
  const [last] = (await runHunch(['index', '--json', ...placeOf(of)], [])).slice(-1);
  const { files, chunks, embedded, elapsedMs } = JSON.parse(last ?? '') as IndexReport;
  console.error(
    `${title}: ${files} files, ${chunks} chunks, ${embedded} embedded in ${(elapsedMs / 1000).toFixed(1)} s`,
  );
}

/** Asks all queries of one process. @returns an answer a query, in order @throws when the command line fails */
export function search(of: Haystack, queries: readonly string[], limit: number): Promise<Answer[]> {
  return ask('search', of, queries, limit);
}

/** Asks for code like that at each place. @param places `PATH:LINE`, relative to the haystack's root */
export function similar(of: Haystack, places: readonly string[], limit: number): Promise<Answer[]> {
  return ask('similar', of, places, limit);
}

async function ask(
  command: 'search' | 'similar',
  of: Haystack,
  questions: readonly string[],
  limit: number,
): Promise<Answer[]> {
  const args = [command, '--stdin', '--json', '--limit', String(limit), ...placeOf(of), ...(of.now ? ['--now'] : [])];
  const lines = await runHunch(
    args,
    // A line is a question: one that has line breaks is asked on one line.
    questions.map((question) => question.replace(/\s+/g, ' ')),
  );
  if (lines.length !== questions.length)
    throw new Error(`${command} gave ${lines.length} answers to ${questions.length} questions in ${of.root}.`);
  return lines.map((line) => {
    const answer = JSON.parse(line) as AnswerLine;
    if (answer.error !== undefined) throw new Error(`${answer.query}: ${answer.error}`);
    return answer;
  });
}

function placeOf({ root, indexDirectory }: Haystack): string[] {
  return ['--root', root, '--index-dir', indexDirectory];
}

/** Runs the built command line as a user would. The environment is handed down, and with it what sets the ranking. */
async function runHunch(args: readonly string[], input: readonly string[]): Promise<string[]> {
  const child = spawn(process.execPath, [CLI, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A process that ends early says why on stderr and by its code.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input.map((line) => `${line}\n`).join(''));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) lines.push(line);
  const code = await closed;
  if (code !== 0) throw new Error(`hunch ${args.slice(0, 1).join(' ')} ended with ${code}; see above.`);
  return lines;
}
