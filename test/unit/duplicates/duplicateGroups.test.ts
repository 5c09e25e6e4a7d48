import { describe, expect, it } from 'vitest';
import { duplicateGroups, type Grouping } from '../../../src/duplicates/duplicateGroups';
import { duplicatesAsJson, duplicatesAsMarkdown, duplicatesAsText } from '../../../src/duplicates/duplicateReport';
import type { DuplicateFunction, DuplicatesResponse } from '../../../src/protocol/duplicates';

function at(path: string, startLine: number, lines: number, more: Partial<DuplicateFunction> = {}): DuplicateFunction {
  const symbol = `in${path.replaceAll(/\W/g, '')}${startLine}`;
  const place = { root: '/shop', path, startLine, endLine: startLine + lines - 1 };
  return { ...place, symbol, container: '', kind: 'function', language: 'typescript', isTest: false, ...more };
}

const FUNCTIONS = [
  at('src/a.ts', 1, 10),
  at('src/b.ts', 1, 12),
  at('lib/c.ts', 5, 8),
  at('lib/c.ts', 30, 40),
  at('lib/d.ts', 1, 50),
  at('test/e.ts', 1, 90, { isTest: true }),
  at('test/e.ts', 100, 90, { isTest: true }),
];
const RESPONSE: DuplicatesResponse = {
  elapsedMs: 1,
  compared: 100,
  trivial: 20,
  unread: 0,
  functions: FUNCTIONS,
  identical: [
    [0, 1, 1],
    [5, 6, 0.95],
    [0, 2, 0.8],
  ],
  meaning: [
    [0, 1, 1],
    [3, 4, 0.9],
    [0, 3, 0.8],
  ],
};
const STRICT: Grouping = { similarity: { 'near-identical': 0.9, 'same-meaning': 0.85 }, tests: false };
const groupsAt = (grouping: Grouping) =>
  duplicateGroups(RESPONSE, grouping).map(({ likeness, similarity, members, files, folders, extraLines }) => [
    likeness,
    similarity,
    members.map(({ path, startLine }) => `${path}:${startLine}`).join(' '),
    `${files} files, ${folders} folders, ${extraLines} lines`,
  ]);

describe('duplicateGroups', () => {
  it('puts first what would save most lines, and says how far it is spread', () => {
    expect(groupsAt(STRICT)).toEqual([
      ['same-meaning', 0.9, 'lib/c.ts:30 lib/d.ts:1', '2 files, 1 folders, 40 lines'],
      ['near-identical', 1, 'src/a.ts:1 src/b.ts:1', '2 files, 1 folders, 10 lines'],
    ]);
  });

  it('takes more together at a lower similarity', () => {
    const looser = { ...STRICT, similarity: { 'near-identical': 0.8, 'same-meaning': 0.85 } };
    expect(groupsAt(looser)).toContainEqual([
      'near-identical',
      0.8,
      'lib/c.ts:5 src/a.ts:1 src/b.ts:1',
      '3 files, 2 folders, 18 lines',
    ]);
  });

  it('does not say again of meaning what is near-identical anyway', () => {
    const similarity = { 'near-identical': 0.9, 'same-meaning': 0.95 };
    expect(groupsAt({ similarity, tests: false }).map(([likeness]) => likeness)).toEqual(['near-identical']);
  });

  it('leaves out what only tests have in common, unless they are wanted', () => {
    expect(groupsAt({ ...STRICT, tests: true })[0]).toEqual([
      'near-identical',
      0.95,
      'test/e.ts:1 test/e.ts:100',
      '1 files, 1 folders, 90 lines',
    ]);
  });
});

describe('reports', () => {
  const groups = duplicateGroups(RESPONSE, STRICT);
  const facts = { ...RESPONSE, grouping: STRICT };

  it('tells machines all about the groups', () => {
    const report = JSON.parse(duplicatesAsJson(groups, facts)) as { groups: unknown[] };
    expect(report).toMatchObject({ compared: 100, trivial: 20, minSimilarity: STRICT.similarity });
    expect(report.groups[1]).toMatchObject({ likeness: 'near-identical', similarity: 1, files: 2, extraLines: 10 });
    expect(report.groups[1]).toHaveProperty('members.0.path', 'src/a.ts');
    expect(JSON.stringify(report)).not.toContain('/shop');
  });

  it('tells people in Markdown, and in lines of text', () => {
    expect(duplicatesAsMarkdown(groups, facts)).toContain(
      '## 2. Near-identical, 100 %, 2 functions\n\n2 files in 1 folder, 10 lines more than needed\n\n' +
        '- `insrcats1` (function) in `src/a.ts:1-10`\n',
    );
    expect(duplicatesAsText(groups, facts)).toMatch(/^2 groups among 100 functions, 50 lines more than needed\./);
    expect(duplicatesAsText([], facts)).toMatch(/^No duplicates among 100 functions\./);
  });

  it('lets no name break out of its place', () => {
    const hostile = at('src/`a`\n# b\u202e.ts', 1, 10);
    const group = { ...groups[1]!, members: [hostile] };
    const markdown = duplicatesAsMarkdown([group], facts);
    expect(markdown).toContain('``src/`a`\uFFFD# b\uFFFD.ts:1-10``');
    expect(markdown).not.toContain('\n# b');
    expect(duplicatesAsText([group], facts).split('\n')).toHaveLength(4);
  });
});
