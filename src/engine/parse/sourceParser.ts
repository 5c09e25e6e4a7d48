import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Language as TreeSitterLanguage, Parser } from 'web-tree-sitter';
import type { ParsedFile } from './chunk';
import { chunksOf } from './chunkCutter';
import type { Grammar } from './grammar';
import { grammarOf } from './grammar';
import type { Language } from './languages/index';
import { languageOf, languageOfScript, mayBeScript } from './languages/index';
import { LineTable } from './lineTable';
import { takeInBlanks } from './blanks';
import { outlineOf } from './outlineWalker';
import { windowChunks } from './windowChunks';

export interface SourceParserOptions {
  /** After this long a file is cut by lines instead. When absent: 2 s, and 2 s more for each MB. */
  readonly millisecondsPerFile?: number;
}

/**
 * What ordinary code takes a tenth of, so that a busy machine cuts the same chunks as an idle one; 1 MB of random text
 * would take tree-sitter 8 s.
 */
const millisecondsFor = (text: string, { patience = 1 }: Language): number => patience * (2000 + text.length / 500);

const BROKEN = 'Its syntax makes no sense as a whole, so parts of it are cut by lines.';

interface LoadedGrammar {
  readonly parser: Parser;
  readonly treeSitter: TreeSitterLanguage;
}

/**
 * Cuts source files into chunks. Owns a tree-sitter parser for each grammar it has met; `dispose` frees them. Blocks its
 * thread while it parses.
 */
export class SourceParser {
  private readonly parsers = new Map<string, Promise<LoadedGrammar>>();
  private readonly grammars = new Map<string, Grammar>();

  private constructor(
    private readonly directory: string,
    private readonly millisecondsPerFile: number | undefined,
  ) {}

  /**
   * @param grammarsDirectory holds `web-tree-sitter.wasm` and the grammars that the languages name
   * @throws when `web-tree-sitter.wasm` is missing or does not load
   */
  static async create(grammarsDirectory: string, options: SourceParserOptions = {}): Promise<SourceParser> {
    const wasmBinary = await readFile(path.join(grammarsDirectory, 'web-tree-sitter.wasm'));
    await Parser.init({ wasmBinary });
    return new SourceParser(grammarsDirectory, options.millisecondsPerFile);
  }

  /**
   * @param file decides the language by its name, or leaves it to the first line of `source` when it has no extension;
   *   nothing is read from it
   * @param source the text of the file, whatever it is: no text makes this throw
   * @returns undefined when the file is in none of the known languages
   * @throws when the grammar of a known language cannot be loaded from the grammars folder
   */
  async parse(file: string, source: string): Promise<ParsedFile | undefined> {
    const language = languageOf(file) ?? (mayBeScript(file) ? languageOfScript(source) : undefined);
    if (!language) return undefined;
    const text = normalized(source);
    const lines = new LineTable(text);
    // No grammar knows it: windows are all there is, and nothing is amiss.
    if (language.grammar === undefined)
      return { language: language.id, chunks: windowChunks(text, lines, language.id) };
    const { parser, treeSitter } = await this.load(language);
    try {
      const limit = this.millisecondsPerFile ?? millisecondsFor(text, language);
      const deadline = performance.now() + limit;
      const parsed = language.forParser?.(text) ?? text;
      const tree = parser.parse(parsed, null, {
        progressCallback: () => performance.now() > deadline,
      });
      if (!tree) {
        // It would go on with this text at the next call.
        parser.reset();
        const seconds = Math.round(limit / 100) / 10;
        return cutByLines(text, lines, language, `Reading its syntax took longer than ${seconds} s`);
      }
      try {
        const outline = outlineOf(tree, this.grammarOf(language, treeSitter), text, lines);
        if (parsed !== text) takeInBlanks(outline, text, parsed, lines);
        const chunks = chunksOf(outline, text, lines, language);
        return { language: language.id, chunks, ...(tree.rootNode.isError ? { incomplete: BROKEN } : {}) };
      } finally {
        tree.delete();
      }
    } catch (error) {
      // The parser may hold on to half a tree: the next file gets a new one.
      this.parsers.delete(language.grammar);
      const reason = error instanceof Error ? error.message : String(error);
      return cutByLines(text, lines, language, `Reading its syntax failed (${reason})`);
    }
  }

  dispose(): void {
    for (const loading of this.parsers.values()) {
      loading
        .then(({ parser }) => {
          parser.delete();
        })
        // A grammar that did not load has nothing to free, and `parse` has told about it.
        .catch(() => undefined);
    }
    this.parsers.clear();
    this.grammars.clear();
  }

  private load(language: Language): Promise<LoadedGrammar> {
    const { grammar } = language;
    let loading = this.parsers.get(grammar);
    if (!loading) {
      loading = loadGrammar(path.join(this.directory, grammar)).catch((error: unknown) => {
        this.parsers.delete(grammar);
        throw error;
      });
      this.parsers.set(grammar, loading);
    }
    return loading;
  }

  private grammarOf(language: Language, treeSitter: TreeSitterLanguage): Grammar {
    let grammar = this.grammars.get(language.id);
    if (!grammar) this.grammars.set(language.id, (grammar = grammarOf(language, treeSitter)));
    return grammar;
  }
}

async function loadGrammar(file: string): Promise<LoadedGrammar> {
  const treeSitter = await TreeSitterLanguage.load(await readFile(file));
  const parser = new Parser();
  parser.setLanguage(treeSitter);
  return { parser, treeSitter };
}

function cutByLines(text: string, lines: LineTable, language: Language, reason: string): ParsedFile {
  const chunks = windowChunks(text, lines, language.id);
  return { language: language.id, chunks, incomplete: `${reason}, so it is cut by lines.` };
}

/** Line breaks as `\n`, which changes no line number (to VS Code a lone `\r` is one), and no byte-order mark. */
function normalized(source: string): string {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
