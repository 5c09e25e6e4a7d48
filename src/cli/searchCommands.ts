import { existsSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import type { Engine } from '../engine/engine';
import { EngineError, sentenceFor } from '../engine/errors';
import type { SearchResponse } from '../protocol/engine';
import type { QueryMistake } from '../protocol/query';
import { coloursFor } from './colours';
import { complain } from './ending';
import { FORMATS, type FormatName } from './formats/format';
import { toJson } from './formats/json';
import type { CommonOptions } from './options';
import { withEngine } from './session';
import { visible, visibleJson } from './visible';

interface SearchOptions extends CommonOptions {
  readonly format: FormatName;
  readonly limit: number;
  readonly stdin?: boolean;
  /** Do not wait for the closer reading. */
  readonly now?: boolean;
  /** Of `search`. */
  readonly explain?: boolean;
}

/** One question of either kind. */
type Ask = (engine: Engine, root: string, question: string) => Promise<SearchResponse>;

/** `hunch search`. */
export async function runSearch(query: string | undefined, options: SearchOptions, command: Command): Promise<void> {
  await run(query, options, command, (engine, _root, text) =>
    engine.search({ query: text, limit: options.limit, explain: options.explain === true }),
  );
}

/** `hunch similar`. */
export async function runSimilar(place: string | undefined, options: SearchOptions, command: Command): Promise<void> {
  await run(place, options, command, (engine, root, text) => {
    const { file, line } = parsePlace(root, text);
    return engine.similar({ root, path: file, startLine: line, endLine: line, limit: options.limit });
  });
}

async function run(question: string | undefined, options: SearchOptions, command: Command, ask: Ask): Promise<void> {
  if ((question === undefined) === (options.stdin !== true))
    command.error('error: give either a question or --stdin', { exitCode: 2 });
  const format = options.json ? 'json' : options.format;
  if (options.stdin && format !== 'json' && command.getOptionValueSource('format') === 'cli')
    command.error('error: --stdin answers in lines of JSON', { exitCode: 2 });
  await withEngine(options, async (engine, root) => {
    await refresh(engine, options.now === true);
    if (question !== undefined) {
      const answer = { question, ...(await ask(engine, root, question)) };
      for (const mistake of answer.mistakes ?? []) process.stderr.write(pointAt(question, mistake));
      const look = { colours: coloursFor(command), root: options.root };
      const text = FORMATS[format](answer, look);
      if (text !== '') console.log(text);
      if (answer.hits.length === 0 && format !== 'json')
        complain('Nothing found: try other words, or run "hunch index" if the code is new.');
      return;
    }
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
      console.log(await answerLine(engine, root, line, ask));
    }
  });
}

/** An index that cannot be brought up to date still answers with what it has; one that cannot be opened does not. */
export async function refresh(engine: Engine, now: boolean): Promise<void> {
  try {
    await engine.answerable(now);
  } catch (error) {
    if (engine.state.folders.every((folder) => folder.chunks === 0)) throw error;
    complain(`${sentenceFor(error)} The answer comes from the index as it was.`);
  }
}

/** One line in, one line out: a question that fails must not shift the answers of the others. */
async function answerLine(engine: Engine, root: string, line: string, ask: Ask): Promise<string> {
  try {
    return toJson({ question: line, ...(await ask(engine, root, line)) });
  } catch (error) {
    return visibleJson({ query: line, elapsedMs: 0, results: [], error: sentenceFor(error) });
  }
}

/** The query, its mistake underlined, and what is wrong. */
function pointAt(query: string, { start, end, text }: QueryMistake): string {
  // What does not take one column, or steers the terminal, would shift the line below.
  const even = query.replace(/[^\x20-\x7e]/gu, '·');
  const underline = query.slice(0, start).replace(/./gsu, ' ') + query.slice(start, end).replace(/./gsu, '^');
  return `hunch: ${visible(text)}\n  ${even}\n  ${underline}\n`;
}

/** `src/a.ts:12`, relative to the root, or absolute. @throws EngineError */
function parsePlace(root: string, place: string): { readonly file: string; readonly line: number } {
  const match = /^(.+):(\d+)$/.exec(place.trim());
  if (!match || Number(match[2]) < 1)
    throw new EngineError(`"${place}" is no place in a file: write PATH:LINE, e.g. src/app.ts:42.`);
  const file = path.isAbsolute(match[1]!) ? inFolder(root, match[1]!) : path.normalize(match[1]!);
  return { file: file.split(path.sep).join('/'), line: Number(match[2]) };
}

/** A path below the root, which may be given through a symbolic link where the other is not. */
function inFolder(root: string, file: string): string {
  const direct = path.relative(root, file);
  if (!direct.startsWith('..') || !existsSync(file)) return direct;
  return path.relative(realpathSync(root), realpathSync(file));
}
