import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Language as TreeSitterLanguage, Parser } from 'web-tree-sitter';
import type { ParsedFile } from './chunk';
import { chunksOf } from './chunkCutter';
import type { Grammar } from './grammar';
import { grammarOf } from './grammar';
import type { Language } from './languages/index';
import { languageOf } from './languages/index';
import { LineTable } from './lineTable';
import { outlineOf } from './outlineWalker';
import { windowChunks } from './windowChunks';

export interface SourceParserOptions {
  /** After this long a file is cut by lines instead. 1 MB of random text takes tree-sitter 8 seconds. */
  readonly millisecondsPerFile?: number;
}

/**
 * Cuts source files into chunks. Owns a tree-sitter parser for each grammar it has met; `dispose` frees them. Blocks its
 * thread while it parses.
 */
export class SourceParser {
  private readonly parsers = new Map<string, Promise<{ parser: Parser; grammar: TreeSitterLanguage }>>();
  private readonly grammars = new Map<string, Grammar>();

  private constructor(
    private readonly directory: string,
    private readonly millisecondsPerFile: number,
  ) {}

  /**
   * @param grammarsDirectory holds `web-tree-sitter.wasm` and the grammars that the languages name
   * @throws when `web-tree-sitter.wasm` is missing or does not load
   */
  static async create(grammarsDirectory: string, options: SourceParserOptions = {}): Promise<SourceParser> {
    const wasmBinary = await readFile(path.join(grammarsDirectory, 'web-tree-sitter.wasm'));
    await Parser.init({ wasmBinary });
    return new SourceParser(grammarsDirectory, options.millisecondsPerFile ?? 2000);
  }

  /**
   * @param file decides the language by its name; nothing is read from it
   * @param source the text of the file, whatever it is: no text makes this throw
   * @returns undefined when the file is in none of the known languages
   * @throws when the grammar of a known language cannot be loaded from the grammars folder
   */
  async parse(file: string, source: string): Promise<ParsedFile | undefined> {
    const language = languageOf(file);
    if (!language) return undefined;
    const { parser, grammar } = await this.load(language);
    const text = normalized(source);
    const lines = new LineTable(text);
    try {
      const deadline = performance.now() + this.millisecondsPerFile;
      const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
      if (!tree) {
        parser.reset();
        const seconds = this.millisecondsPerFile / 1000;
        return cutByLines(
          text,
          lines,
          language,
          `Reading its syntax took longer than ${seconds} s, so it is cut by lines.`,
        );
      }
      try {
        const outline = outlineOf(tree, this.grammarOf(language, grammar), text, lines);
        const chunks = chunksOf(outline, text, lines, language);
        return { language: language.id, chunks };
      } finally {
        tree.delete();
      }
    } catch (error) {
      // The parser may hold on to half a tree.
      this.parsers.delete(language.grammar);
      const reason = error instanceof Error ? error.message : String(error);
      return cutByLines(text, lines, language, `Reading its syntax failed (${reason}), so it is cut by lines.`);
    }
  }

  dispose(): void {
    for (const loading of this.parsers.values()) {
      // A grammar that did not load has nothing to free; `parse` has told about it.
      loading.then(
        ({ parser }) => {
          parser.delete();
        },
        () => undefined,
      );
    }
    this.parsers.clear();
    this.grammars.clear();
  }

  private load(language: Language): Promise<{ parser: Parser; grammar: TreeSitterLanguage }> {
    let loading = this.parsers.get(language.grammar);
    if (!loading) {
      loading = loadParser(path.join(this.directory, language.grammar));
      this.parsers.set(language.grammar, loading);
    }
    return loading;
  }

  private grammarOf(language: Language, treeSitter: TreeSitterLanguage): Grammar {
    let grammar = this.grammars.get(language.id);
    if (!grammar) this.grammars.set(language.id, (grammar = grammarOf(language, treeSitter)));
    return grammar;
  }
}

async function loadParser(file: string): Promise<{ parser: Parser; grammar: TreeSitterLanguage }> {
  const grammar = await TreeSitterLanguage.load(await readFile(file));
  const parser = new Parser();
  parser.setLanguage(grammar);
  return { parser, grammar };
}

function cutByLines(text: string, lines: LineTable, language: Language, incomplete: string): ParsedFile {
  return { language: language.id, chunks: windowChunks(text, lines, language.id), incomplete };
}

/** Line breaks as `\n`, which changes no line number (to VS Code a lone `\r` is one), and no byte-order mark. */
function normalized(source: string): string {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}
