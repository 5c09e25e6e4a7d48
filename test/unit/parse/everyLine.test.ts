import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { Chunk } from '../../../src/engine/parse/chunk';
import { sharedParser } from '../../support/grammars';
import { pythonProgram, typescriptProgram } from './programs';
import { bashProgram, luaProgram, phpProgram, rubyProgram } from './scriptPrograms';

const ROOT = path.join(import.meta.dirname, '../../..');
/** Enough for a mistake to show; more on demand: `RUNS=5000 npx vitest run test/unit/parse/everyLine`. */
const RUNS = Number(process.env.RUNS ?? 150);
const parser = sharedParser();

async function chunksOf(file: string, text: string): Promise<readonly Chunk[]> {
  const parsed = await parser().parse(file, text);
  expect(parsed?.incomplete).toBeUndefined();
  return parsed!.chunks;
}

/** The names `mark7_` of a program with their 1-based lines. */
function marksIn(text: string): { mark: string; line: number }[] {
  return text
    .split('\n')
    .flatMap((line, index) => (line.match(/mark\d+_/g) ?? []).map((mark) => ({ mark, line: index + 1 })));
}

function holds(chunk: Chunk, line: number): boolean {
  return chunk.startLine <= line && line <= chunk.endLine;
}

/** The lines of a chunk are those that its code starts and ends in. */
function expectExactLines(chunks: readonly Chunk[], text: string): void {
  const lines = text.split('\n');
  for (const { code, doc, startLine, endLine } of chunks) {
    const codeLines = code.split('\n').map((line) => line.trim());
    // A comment at the top of the file belongs to the lines of the first chunk, but is no part of its code.
    if (doc === '') expect(lines[startLine - 1]).toContain(codeLines[0]!.split(/ ?(?:\{ …|\.\.\.)/)[0]!);
    if (!/…|\.\.\./.test(codeLines.at(-1)!)) expect(lines[endLine - 1]).toContain(codeLines.at(-1)!);
  }
}

/** A module chunk is a run of lines: no symbol lies within it. */
function expectNothingSwallowed(chunks: readonly Chunk[]): void {
  for (const rest of chunks.filter((chunk) => chunk.kind === 'module')) {
    const swallowed = chunks.filter(
      (chunk) => chunk.kind !== 'module' && rest.startLine < chunk.startLine && chunk.endLine < rest.endLine,
    );
    expect(swallowed).toEqual([]);
  }
}

describe.each([
  ['program.ts', typescriptProgram],
  ['program.py', pythonProgram],
  ['program.rb', rubyProgram],
  ['program.php', phpProgram],
  ['program.sh', bashProgram],
  ['program.lua', luaProgram],
])('any %s', (file, program) => {
  it('has each piece of code in one chunk, the innermost around its line', async () => {
    await fc.assert(
      fc.asyncProperty(program, async (text) => {
        const chunks = await chunksOf(file, text);
        for (const { mark, line } of marksIn(text)) {
          const holders = chunks.filter((chunk) => chunk.code.includes(mark));
          expect(holders, mark).toHaveLength(1);
          expect(holds(holders[0]!, line), mark).toBe(true);
          const inner = chunks.filter(
            (chunk) =>
              chunk.startLine < line &&
              line < chunk.endLine &&
              holders[0]!.startLine < chunk.startLine &&
              chunk.endLine < holders[0]!.endLine,
          );
          expect(inner, mark).toEqual([]);
        }
        expectNothingSwallowed(chunks);
        expectExactLines(chunks, text);
      }),
      { numRuns: RUNS },
    );
  });

  it('is found to the last piece when a part of it is missing', async () => {
    await fc.assert(
      fc.asyncProperty(program, fc.nat(), fc.integer({ min: 1, max: 30 }), async (whole, at, count) => {
        // Half a comment would make a comment of the code after it.
        const code = whole.replace(/^\s*(?:\/\/|\/\*|\*|--|#(?!\[)).*\n|#(?!\[).*$/gm, '');
        const start = at % (code.length + 1);
        const text = code.slice(0, start) + code.slice(start + count);
        const chunks = (await parser().parse(file, text))!.chunks;
        for (const { mark, line } of marksIn(text)) {
          const holders = chunks.filter((chunk) => chunk.code.includes(mark) || chunk.doc.includes(mark));
          expect(
            holders.some((chunk) => holds(chunk, line)),
            `${mark} in line ${line} of\n${text}`,
          ).toBe(true);
        }
        expectNothingSwallowed(chunks);
      }),
      { numRuns: RUNS },
    );
  });
});

it('has a broken line that begins like one that says nothing', async () => {
  const broken = 'local fu  if mark0_ then\n  local function name1()\n    call(mark1_)\n  end\nend\n';
  const { chunks } = (await parser().parse('program.lua', broken))!;
  expect(chunks.map((chunk) => chunk.code).join('\n')).toMatch(/mark0_[\s\S]*mark1_/);
});

it('has each line of a file without a grammar in one chunk', async () => {
  const line = fc.tuple(
    fc.constantFrom('', '', '  ', '\t', '    '),
    fc.constantFrom('', 'MARK', '} MARK', '-- MARK', 'end'),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 200 }), async (parts) => {
      const text = parts.map(([indent, code], index) => indent + code.replace('MARK', `mark${index}_`)).join('\n');
      const chunks = await chunksOf('program.hs', text);
      for (const { mark, line } of marksIn(text)) {
        const holders = chunks.filter((chunk) => chunk.code.includes(mark));
        expect(holders, mark).toHaveLength(1);
        expect(holds(holders[0]!, line), mark).toBe(true);
      }
      for (const chunk of chunks) expect(chunk).toMatchObject({ symbol: '', kind: 'module', language: 'haskell' });
      expectExactLines(chunks, text);
    }),
    { numRuns: RUNS },
  );
});

describe('every word of real code', () => {
  const folders = ['src', 'test/fixtures/parse/typescript', 'test/fixtures/parse/javascript'];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[cm]?[jt]sx?$/.test(name))
      .map((name) => path.join(folder, name)),
  );

  it('is in a chunk that has its line', async () => {
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) {
      const text = readFileSync(path.join(ROOT, file), 'utf8').replaceAll('\r\n', '\n');
      const chunks = await chunksOf(file, text);
      const lost = wordsIn(file, text).filter(
        ({ word, line }) => !chunks.some((chunk) => holds(chunk, line) && chunk.code.includes(word)),
      );
      expect(lost, file).toEqual([]);
      expectNothingSwallowed(chunks);
      expectExactLines(chunks, text);
    }
  });
});

/** Identifiers, keywords and literals with their 1-based lines, as TypeScript sees them: none of them is in a comment. */
function wordsIn(file: string, text: string): { word: string; line: number }[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const words: { word: string; line: number }[] = [];
  const visit = (node: ts.Node) => {
    if (node.getChildCount(source) > 0) {
      node.getChildren(source).forEach(visit);
      return;
    }
    const word = node.getText(source);
    if (/^[\w$#'"]+$/.test(word)) {
      words.push({ word, line: source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1 });
    }
  };
  // Documentation comments hang on nodes; their text is in `doc`.
  const children = (node: ts.Node) => node.getChildren(source).filter((child) => !ts.isJSDoc(child));
  const walk = (node: ts.Node) => {
    const below = children(node);
    if (below.length === 0) visit(node);
    else below.forEach(walk);
  };
  walk(source);
  return words;
}
