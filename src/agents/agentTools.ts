import type {
  LocateParams,
  OutlineParams,
  OutlineResponse,
  Place,
  SearchParams,
  SearchResponse,
  SimilarParams,
} from '../protocol/engine';
import type { Answer, Forms } from './answer';
import { hitsAnswer, PREVIEW_LINES } from './hitsAnswer';
import { outlineAnswer } from './outlineAnswer';
import {
  DEFAULT_TOKENS,
  hitsOf,
  OUTLINE,
  readInput,
  SEARCH,
  SIMILAR,
  type SimilarInput,
  type ToolDescription,
  ToolError,
} from './tools';

/** So long a tool waits for an index that is being built, in milliseconds; then it answers from what there is. */
const WAIT_MS = 20_000;

/** The engine as tools need it: in this process, or behind the protocol. */
export interface AgentEngine {
  search(params: SearchParams, signal: AbortSignal): Promise<SearchResponse>;
  similar(params: SimilarParams, signal: AbortSignal): Promise<SearchResponse>;
  locate(params: LocateParams, signal: AbortSignal): Promise<Place>;
  outline(params: OutlineParams, signal: AbortSignal): Promise<OutlineResponse>;
}

export interface ToolContext {
  readonly engine: AgentEngine;
  /** All workspace folders. */
  readonly roots: readonly string[];
  readonly forms: Forms;
  readonly signal: AbortSignal;
}

/** An answer, and the budget that the tool's input asks for. */
export interface ToolAnswer extends Answer {
  readonly maxTokens: number;
}

/**
 * Runs one of {@link TOOLS}.
 * @param input as the caller gave it, not checked yet
 * @throws ToolError, or what the engine refuses with: either's message is a sentence for the caller
 */
export async function runTool(tool: ToolDescription, input: unknown, context: ToolContext): Promise<ToolAnswer> {
  switch (tool.name) {
    case SEARCH.name:
      return search(input, context);
    case SIMILAR.name:
      return similar(input, context);
    case OUTLINE.name:
      return outline(input, context);
    default:
      throw new ToolError(`There is no tool ${tool.name}.`);
  }
}

async function search(input: unknown, context: ToolContext): Promise<ToolAnswer> {
  const asked = readInput(SEARCH, input);
  const params = { query: asked.query, limit: hitsOf(asked), previewLines: PREVIEW_LINES, waitMs: WAIT_MS };
  const response = await context.engine.search(params, context.signal);
  const whenEmpty = 'Nothing is found: the index has no code that the filters of the query let through.';
  return answer(hitsAnswer(response, { ...context, whenEmpty }), asked);
}

async function similar(input: unknown, context: ToolContext): Promise<ToolAnswer> {
  const asked = readInput(SIMILAR, input);
  const place = await subjectOf(asked, context);
  const params = { ...place, limit: hitsOf(asked), previewLines: PREVIEW_LINES, waitMs: WAIT_MS };
  const response = await context.engine.similar(params, context.signal);
  return answer(hitsAnswer(response, { ...context, whenEmpty: 'Nothing similar is found.' }), asked);
}

async function subjectOf(
  { path, line, code }: SimilarInput,
  { engine, signal }: ToolContext,
): Promise<Pick<SimilarParams, 'root' | 'path' | 'startLine' | 'endLine' | 'text'>> {
  if (code !== undefined && path === undefined) return { root: '', path: '', startLine: 1, endLine: 1, text: code };
  if (path === undefined || line === undefined || code !== undefined)
    throw new ToolError(`${SIMILAR.name} needs either path and line, or code.`);
  const place = await engine.locate({ path }, signal);
  if (place.isFolder) throw new ToolError(`${JSON.stringify(path)} is a folder: name a file and a line in it.`);
  return { root: place.root, path: place.path, startLine: line, endLine: line };
}

async function outline(input: unknown, context: ToolContext): Promise<ToolAnswer> {
  const asked = readInput(OUTLINE, input);
  const { engine, signal, roots } = context;
  if ((asked.path ?? '') === '' && roots.length > 1)
    throw new ToolError(
      `There are several workspace folders: name one of them (${roots.join(', ')}) or a part of one.`,
    );
  const place = await engine.locate({ path: asked.path ?? '' }, signal);
  const response = await engine.outline({ ...place, waitMs: WAIT_MS }, signal);
  return answer(outlineAnswer(response, { ...context, place }), asked);
}

function answer(answer: Answer, { maxTokens }: { readonly maxTokens?: number | undefined }): ToolAnswer {
  return { within: (tokens) => answer.within(tokens), maxTokens: maxTokens ?? DEFAULT_TOKENS };
}
