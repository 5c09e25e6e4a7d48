import * as z from 'zod/mini';

/**
 * The tools that language models get, described once for every door: VS Code's chat (package.json repeats this, as VS Code
 * wants it; a test compares) and MCP. What is written here is read by models: it says when to use a tool rather than grep,
 * what to pass, and what comes back.
 */

z.config(z.locales.en());

/** Tokens of an answer where nobody asks for less or more. */
export const DEFAULT_TOKENS = 4000;
const LEAST_TOKENS = 100;
const MOST_TOKENS = 20_000;
const DEFAULT_HITS = 10;
const MOST_HITS = 50;
/** Longer than any question; a model that pastes a file here means something else. */
const MOST_CHARACTERS = 20_000;

const described = <S extends z.ZodMiniType>(schema: S, description: string): S => schema.check(z.describe(description));

const text = (description: string) =>
  described(z.string().check(z.trim(), z.minLength(1), z.maxLength(MOST_CHARACTERS)), description);
const whole = (least: number, most: number, description: string) =>
  z.optional(described(z.int().check(z.minimum(least), z.maximum(most)), description));

const limit = whole(1, MOST_HITS, `Most results, ${DEFAULT_HITS} by default.`);
const maxTokens = whole(
  LEAST_TOKENS,
  MOST_TOKENS,
  `Longest answer, in tokens, ${DEFAULT_TOKENS} by default. The best results come with their code, the rest by name and place.`,
);

const SearchInput = z.object({
  query: text(
    'What the code does, in your own words, e.g. "retry a request with exponential backoff", "where are permissions checked". A sentence works better than keywords; an exact identifier works too. Filters inside of it narrow it down: lang:python, path:src/server, kind:class, symbol:Store, -path:test.',
  ),
  limit,
  maxTokens,
});

const SimilarInput = z.object({
  path: z.optional(
    text('File with the code to compare, from the workspace folder or absolute. Together with line; not with code.'),
  ),
  line: whole(1, 10_000_000, 'Line inside of the function or other symbol to compare, from 1.'),
  code: z.optional(text('Code to compare in place of a file, e.g. a function that you are about to write.')),
  limit,
  maxTokens,
});

const OutlineInput = z.object({
  path: z.optional(
    described(
      z.string().check(z.trim(), z.maxLength(MOST_CHARACTERS)),
      'File or folder, from the workspace folder or absolute. Without it, the whole workspace folder.',
    ),
  ),
  maxTokens,
});

const Place = {
  path: described(z.string(), 'File, from its workspace folder.'),
  root: z.optional(described(z.string(), 'Workspace folder of the file, where there are several.')),
  startLine: described(z.int(), 'First line, from 1.'),
  endLine: described(z.int(), 'Last line, inclusive.'),
};

const Note = z.optional(
  described(z.string(), 'What the answer leaves out and how to get it, or that the index is still being built.'),
);

const HitsOutput = z.object({
  results: described(
    z.array(
      z.object({
        ...Place,
        name: described(
          z.string(),
          'Symbol with the names around it, e.g. Store.open; empty for code outside of symbols.',
        ),
        kind: z.string(),
        language: z.string(),
        score: described(z.number(), 'From 0 to 1, falling.'),
        signature: z.optional(z.string()),
        code: z.optional(described(z.string(), 'Its code from startLine on, as it stands in the file.')),
        codeEndLine: z.optional(described(z.int(), 'Last line of code; before endLine when the code is cut there.')),
      }),
    ),
    'Best first.',
  ),
  comparedTo: z.optional(described(z.string(), 'The symbol that others were compared to.')),
  note: Note,
});

const OutlineOutput = z.object({
  path: described(z.string(), 'What was asked for, from its workspace folder; empty for the folder itself.'),
  root: z.optional(z.string()),
  files: z.optional(
    z.array(
      z.object({
        path: z.string(),
        summary: z.optional(z.string()),
        symbols: z.optional(
          z.array(
            z.object({
              name: z.string(),
              kind: z.string(),
              startLine: z.int(),
              endLine: z.int(),
              signature: z.optional(z.string()),
              summary: z.optional(described(z.string(), 'First sentence of its doc comment.')),
            }),
          ),
        ),
      }),
    ),
  ),
  folders: z.optional(
    described(
      z.array(z.object({ path: z.string(), files: z.int() })),
      'In place of files where there are too many of them.',
    ),
  ),
  note: Note,
});

export type SearchInput = z.infer<typeof SearchInput>;
export type SimilarInput = z.infer<typeof SimilarInput>;
export type OutlineInput = z.infer<typeof OutlineInput>;
export type HitsOutput = z.infer<typeof HitsOutput>;
export type OutlineOutput = z.infer<typeof OutlineOutput>;

/** One tool, as every door offers it. */
export interface ToolDescription<I = unknown> {
  /** For a model; an MCP client puts the server's name before it. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** How people name it in VS Code's chat, after `#`. */
  readonly reference: string;
  /** One line for people. */
  readonly userDescription: string;
  /** For a model. */
  readonly description: string;
  /** Of an icon of VS Code. */
  readonly icon: string;
  readonly input: z.ZodMiniType<I>;
  readonly output: z.ZodMiniType;
}

export const SEARCH: ToolDescription<SearchInput> = {
  name: 'search_code',
  title: 'Search code by meaning',
  reference: 'hunchSearch',
  icon: '$(search)',
  userDescription: 'Finds code by what it does, in your own words',
  description:
    'Finds the functions, classes and other symbols of the workspace that do what you describe, also where the code uses other words. ' +
    'Use it first, before grep or reading files, whenever you know what code does but not what it is called or where it is: ' +
    'one call usually answers with the code itself, for a few thousand tokens. Use grep instead for every occurrence of an exact string. ' +
    'The index is local and follows every change of the files. Returns path, lines and code, best first.',
  input: SearchInput,
  output: HitsOutput,
};

export const SIMILAR: ToolDescription<SimilarInput> = {
  name: 'find_similar_code',
  title: 'Find similar code',
  reference: 'hunchSimilar',
  icon: '$(search-fuzzy)',
  userDescription: 'Finds code that does the same as a function, or as code you give',
  description:
    'Finds code of the workspace that does the same as a given function, by meaning or by structure, also under other names: duplicates, ' +
    'siblings that need the same fix, examples to follow. Pass path and line of code that exists, or code that you are about to write, ' +
    'to see whether it is there already. Returns path, lines and code, most similar first, without the code asked about.',
  input: SimilarInput,
  output: HitsOutput,
};

export const OUTLINE: ToolDescription<OutlineInput> = {
  name: 'outline_code',
  title: 'Outline of a file or folder',
  reference: 'hunchOutline',
  icon: '$(list-tree)',
  userDescription: 'Lists the symbols of a file or folder, each with a one-line summary',
  description:
    'Lists what a file or folder contains: its symbols with lines, signatures, and one-line summaries from their doc comments. ' +
    'Use it to get to know a folder or to find the part of a long file to read, instead of listing folders and reading whole files. ' +
    'The answer has less detail the larger the folder is: ask again for a part of it to see more.',
  input: OutlineInput,
  output: OutlineOutput,
};

export const TOOLS = [SEARCH, SIMILAR, OUTLINE] as const;

/** Hits asked for where a tool's caller says nothing. */
export function hitsOf(input: { readonly limit?: number | undefined }): number {
  return input.limit ?? DEFAULT_HITS;
}

/** A tool was called with what it cannot use, or cannot answer; the message says why, in a sentence for its caller. */
export class ToolError extends Error {
  override readonly name = 'ToolError';
}

/** @throws ToolError that says what is wrong with the input */
export function readInput<I>(tool: ToolDescription<I>, input: unknown): I {
  const result = tool.input.safeParse(input ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(({ path, message }) => `${path.join('.') || 'input'}: ${message}`);
  throw new ToolError(`${tool.name} cannot use its input (${problems.join('; ')}).`);
}

/** JSON Schema of a tool's input, as package.json and MCP have it. */
function inputSchemaOf(tool: ToolDescription): Record<string, unknown> {
  const schema: Record<string, unknown> = z.toJSONSchema(tool.input, { io: 'input' });
  delete schema.$schema;
  return schema;
}

/** What package.json says of a tool, under `contributes.languageModelTools`. */
export function contributionOf(tool: ToolDescription): Record<string, unknown> {
  return {
    name: vscodeNameOf(tool),
    toolReferenceName: tool.reference,
    displayName: tool.title,
    userDescription: tool.userDescription,
    modelDescription: tool.description,
    icon: tool.icon,
    canBeReferencedInPrompt: true,
    tags: ['hunch', 'code-search'],
    inputSchema: inputSchemaOf(tool),
  };
}

/** In VS Code all tools share one list: the name says whose it is. */
export function vscodeNameOf(tool: Pick<ToolDescription, 'name'>): string {
  return `hunch_${tool.name}`;
}
