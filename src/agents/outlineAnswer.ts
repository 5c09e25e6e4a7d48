import type { OutlineFile, OutlineResponse, OutlineSymbol, Place } from '../protocol/engine';
import {
  type Answer,
  costOf,
  folderNames,
  type Forms,
  joinNotes,
  mostThatFits,
  onOneLine,
  partialNote,
  type Rendered,
  SIGNATURE_CHARACTERS,
  symbolName,
} from './answer';

/** How much of each file is told. */
interface Detail {
  /** Symbols inside of others, e.g. methods. */
  readonly members: boolean;
  readonly signatures: boolean;
  readonly summaries: boolean;
  /** What the answer lacks at this level; undefined for the fullest. */
  readonly lacks?: string;
}

/** From the fullest to the briefest; below them are the files alone, and then the folders alone. */
const DETAILS: readonly Detail[] = [
  { members: true, signatures: true, summaries: true },
  { members: true, signatures: false, summaries: true, lacks: 'signatures' },
  { members: false, signatures: false, summaries: true, lacks: 'signatures and members' },
  { members: false, signatures: false, summaries: false, lacks: 'signatures, members and summaries' },
];

export interface OutlineContext {
  readonly place: Place;
  /** All workspace folders. */
  readonly roots: readonly string[];
  readonly forms: Forms;
}

/** What a file or folder contains, in as much detail as fits into the budget. */
export function outlineAnswer(response: OutlineResponse, context: OutlineContext): Answer {
  return {
    within(maxTokens) {
      const levels = [
        ...(response.isBrief ? [] : DETAILS.map((detail) => () => withSymbols(response, detail, context))),
        // Of a single file the next levels would say nothing.
        ...(context.place.isFolder ? [() => filesOnly(response, context), ...folderLevels(response, context)] : []),
      ];
      for (const level of levels) {
        const rendered = level();
        if (costOf(rendered, context.forms) <= maxTokens) return rendered;
      }
      return cutToFit(response, context, maxTokens);
    },
  };
}

function withSymbols(
  response: OutlineResponse,
  detail: Detail,
  context: OutlineContext,
  files: readonly OutlineFile[] = response.files,
  leftOut?: string,
): Rendered {
  const shown = files.map((file) => {
    const symbols = detail.members ? file.symbols : file.symbols.filter(({ container }) => container === '');
    return { file, symbols };
  });
  const note = joinNotes([
    detail.lacks && `Without ${detail.lacks}, to stay within the budget: ask for a part, or with a higher maxTokens.`,
    leftOut,
    partialNote(response.partial),
  ]);
  const text = shown.map(({ file, symbols }) =>
    [fileLine(file, context, detail.summaries), ...symbols.map((symbol) => symbolLine(symbol, detail))].join('\n'),
  );
  const data = shown.map(({ file, symbols }) => ({
    path: file.path,
    ...(detail.summaries && file.summary !== '' ? { summary: file.summary } : {}),
    symbols: symbols.map((symbol) => ({
      name: nameOf(symbol),
      kind: symbol.kind,
      startLine: symbol.startLine,
      endLine: symbol.endLine,
      ...(detail.signatures && symbol.signature !== ''
        ? { signature: symbol.signature.slice(0, SIGNATURE_CHARACTERS) }
        : {}),
      ...(detail.summaries && symbol.summary !== '' ? { summary: symbol.summary } : {}),
    })),
  }));
  return compose([text.join('\n')], { files: data }, note, context);
}

function filesOnly({ files, isBrief, partial }: OutlineResponse, context: OutlineContext): Rendered {
  const note = joinNotes([
    isBrief
      ? 'Only the files, since there are too many symbols: ask for a part.'
      : 'Only the files, to stay within the budget: ask for a part, or with a higher maxTokens.',
    partialNote(partial),
  ]);
  const data = files.map(({ path, summary }) => ({ path, ...(summary === '' ? {} : { summary }) }));
  return compose(
    files.map((file) => fileLine(file, context, true)),
    { files: data },
    note,
    context,
  );
}

/** The folders below the place with the number of their files, to the depth that fits. */
function folderLevels(response: OutlineResponse, context: OutlineContext): (() => Rendered)[] {
  return [4, 3, 2, 1].map((depth) => () => {
    const folders = foldersOf(response.files, context.place.path, depth);
    return foldersOnly(folders, response, context, undefined);
  });
}

function foldersOnly(
  folders: readonly { readonly path: string; readonly files: number }[],
  { files, partial }: OutlineResponse,
  context: OutlineContext,
  leftOut: string | undefined,
): Rendered {
  const note = joinNotes([
    `Only the folders, of ${files.length} files, to stay within the budget: ask for one of them.`,
    leftOut,
    partialNote(partial),
  ]);
  const lines = folders.map(({ path, files: count }) => `${shownPath(path, context)}/ (${count} files)`);
  return compose(lines, { folders }, note, context);
}

/** Files by folder, down to a depth below a place; files that lie in the place itself count for it. */
function foldersOf(files: readonly OutlineFile[], below: string, depth: number) {
  const counts = new Map<string, number>();
  const skip = below === '' ? 0 : below.split('/').length;
  for (const { path } of files) {
    const folder = path
      .split('/')
      .slice(0, -1)
      .slice(0, skip + depth)
      .join('/');
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return [...counts].map(([path, count]) => ({ path, files: count }));
}

/** The briefest level, and of that as many lines from the beginning as fit. */
function cutToFit(response: OutlineResponse, context: OutlineContext, maxTokens: number): Rendered {
  const render = briefest(response, context);
  return render.first(mostThatFits(render.all, (count) => costOf(render.first(count), context.forms) <= maxTokens));
}

function briefest(response: OutlineResponse, context: OutlineContext) {
  const leftOut = (shown: number, all: number, what: string) => `The other ${all - shown} ${what} are left out.`;
  if (context.place.isFolder) {
    const folders = foldersOf(response.files, context.place.path, 1);
    return {
      all: folders.length,
      first: (count: number) =>
        foldersOnly(folders.slice(0, count), response, context, leftOut(count, folders.length, 'folders')),
    };
  }
  const file = response.files[0]!;
  const symbols = file.symbols.filter(({ container }) => container === '');
  return {
    all: symbols.length,
    first: (count: number) =>
      withSymbols(
        response,
        DETAILS.at(-1)!,
        context,
        [{ ...file, symbols: symbols.slice(0, count) }],
        leftOut(count, symbols.length, 'symbols'),
      ),
  };
}

function compose(
  lines: readonly string[],
  content: Readonly<Record<string, unknown>>,
  note: string | undefined,
  { place, roots }: OutlineContext,
): Rendered {
  return {
    text: [...lines, ...(note === undefined ? [] : ['', note])].join('\n'),
    data: {
      path: place.path,
      ...(roots.length > 1 ? { root: place.root } : {}),
      ...content,
      ...(note === undefined ? {} : { note }),
    },
  };
}

function shownPath(path: string, { place, roots }: OutlineContext): string {
  return onOneLine(`${folderNames(roots)(place.root)}${path}`) || '.';
}

function fileLine(file: OutlineFile, context: OutlineContext, withSummary: boolean): string {
  const path = shownPath(file.path, context);
  return withSummary && file.summary !== '' ? `${path} — ${file.summary}` : path;
}

/** Indented by how deep it is: `    12-30 method open(path: string): Store — Opens it.` */
function symbolLine(symbol: OutlineSymbol, { signatures, summaries }: Detail): string {
  const depth = symbol.container === '' ? 1 : 1 + symbol.container.split('.').length;
  const what =
    signatures && symbol.signature !== ''
      ? symbol.signature.slice(0, SIGNATURE_CHARACTERS)
      : `${symbol.kind} ${symbolName(symbol.symbol)}`;
  const summary = summaries && symbol.summary !== '' ? ` — ${symbol.summary}` : '';
  return `${'  '.repeat(depth)}${symbol.startLine}-${symbol.endLine} ${onOneLine(what)}${onOneLine(summary)}`;
}

function nameOf({ container, symbol }: OutlineSymbol): string {
  return symbolName(container === '' ? symbol : `${container}.${symbol}`);
}
