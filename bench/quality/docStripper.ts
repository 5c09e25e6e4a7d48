import { readFileSync } from 'node:fs';
import { Language, type Node, Parser } from 'web-tree-sitter';
import { languageOf } from '../../src/engine/parse/languages';
import { inRepository } from '../../test/harness/repository';
import type { PlacedChunk } from './sourceChunks';

interface Cut {
  readonly start: number;
  readonly end: number;
  readonly instead: string;
}

/** Takes the documentation out of source text: what is left is the code, and the comments inside of functions. */
export class DocStripper {
  private readonly parsers = new Map<string, Promise<Parser>>();

  /**
   * @param file decides the language
   * @param chunks of this file: comments right above one are its documentation, wherever it is
   * @returns the text without doc comments, docstrings, and comments outside of functions
   */
  async strip(file: string, text: string, chunks: readonly PlacedChunk[]): Promise<string> {
    const parser = await this.parserOf(file);
    const tree = parser?.parse(text);
    if (!tree) return text;
    try {
      const documented = new Set(chunks.filter(({ doc }) => doc !== '').map(({ startLine }) => startLine));
      const cuts: Cut[] = [];
      collect(tree.rootNode, text, documented, cuts);
      return withoutCuts(text, cuts);
    } finally {
      tree.delete();
    }
  }

  async dispose(): Promise<void> {
    for (const parser of this.parsers.values()) (await parser).delete();
    this.parsers.clear();
  }

  private parserOf(file: string): Promise<Parser> | undefined {
    const grammar = languageOf(file)?.grammar;
    if (grammar === undefined) return undefined;
    const known = this.parsers.get(grammar);
    if (known) return known;
    const loading = loadParser(grammar);
    this.parsers.set(grammar, loading);
    return loading;
  }
}

async function loadParser(grammar: string): Promise<Parser> {
  const read = (name: string): Uint8Array => readFileSync(inRepository('dist', 'grammars', name));
  await Parser.init({ wasmBinary: read('web-tree-sitter.wasm') });
  const parser = new Parser();
  parser.setLanguage(await Language.load(read(grammar)));
  return parser;
}

function collect(root: Node, text: string, documented: ReadonlySet<number>, cuts: Cut[]): void {
  /** Lines, 1-based, above which comments are documentation. */
  const claimed = new Set(documented);
  const comments: { readonly node: Node; readonly inFunction: boolean }[] = [];
  const visit = (node: Node, inFunction: boolean): void => {
    if (node.type === 'comment') comments.push({ node, inFunction });
    else if (isDocstring(node)) cuts.push(cutOf(node, text, onlyStatement(node) ? '...' : ''));
    const body = inFunction || isFunctionBody(node);
    for (const child of node.namedChildren) visit(child, body);
  };
  visit(root, false);
  // From below, so that each line of a comment claims the one above it.
  for (const { node, inFunction } of comments.reverse()) {
    const alone = isAlone(node, text);
    const above = alone && claimed.has(node.endPosition.row + 2);
    if (above) claimed.add(node.startPosition.row + 1);
    if (above || node.text.startsWith('/**') || (alone && !inFunction)) cuts.push(cutOf(node, text, ''));
  }
}

function isFunctionBody({ type, parent }: Node): boolean {
  return type === 'statement_block' || (type === 'block' && parent?.type === 'function_definition');
}

/** The string that is the first statement of a Python body. */
function isDocstring(node: Node): boolean {
  if (node.type !== 'expression_statement' || node.namedChildCount !== 1) return false;
  if (node.namedChild(0)?.type !== 'string') return false;
  const { parent } = node;
  if (parent?.type !== 'block' && parent?.type !== 'module') return false;
  return parent.namedChildren.find((child) => child.type !== 'comment')?.id === node.id;
}

function onlyStatement({ parent }: Node): boolean {
  return parent?.type === 'block' && parent.namedChildren.filter((child) => child.type !== 'comment').length === 1;
}

function isAlone({ startIndex, endIndex }: Node, text: string): boolean {
  const { start, end } = lineRange(startIndex, endIndex, text);
  return text.slice(start, startIndex).trim() === '' && text.slice(endIndex, end).trim() === '';
}

/** With its lines where it stands alone on them. */
function cutOf(node: Node, text: string, instead: string): Cut {
  const { startIndex, endIndex } = node;
  if (instead !== '' || !isAlone(node, text)) return { start: startIndex, end: endIndex, instead };
  return { ...lineRange(startIndex, endIndex, text), instead };
}

/** From the start of the first line to behind the break of the last. */
function lineRange(from: number, to: number, text: string): { readonly start: number; readonly end: number } {
  const newline = text.indexOf('\n', Math.max(from, to - 1));
  return { start: text.lastIndexOf('\n', from - 1) + 1, end: newline === -1 ? text.length : newline + 1 };
}

function withoutCuts(text: string, cuts: readonly Cut[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, instead } of [...cuts].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    result += text.slice(at, start) + instead;
    at = end;
  }
  return result + text.slice(at);
}
