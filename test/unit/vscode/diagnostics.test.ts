import { describe, expect, it } from 'vitest';
import type { EngineReport } from '../../../src/protocol/engine';
import { diagnostics, withoutPaths } from '../../../src/vscode/diagnostics';
import { bytes, duration } from '../../../src/vscode/quantities';
import { statusContent } from '../../../src/vscode/statusPage';

const ROOT = '/home/ada/code/shop';

const report: EngineReport = {
  folders: [
    {
      root: ROOT,
      files: 120,
      chunks: 1234,
      model: 'minilm',
      fingerprint: 'f00d',
      dimensions: 384,
      bytesOnDisk: 3_456_789,
      sizes: { chunks: 2_000_000, vectors: 1_400_000 },
      languages: [{ language: 'typescript', files: 100, chunks: 1000 }],
      schema: 3,
      updatedAt: '2026-11-23T08:00:00.000Z',
      skipped: [{ path: 'src/<secret>.min.js', reason: 'minified' }],
      leftOut: [{ reason: 'minified', files: 1, folders: 0 }],
      state: { root: ROOT, phase: 'refining', done: 100, total: 300, files: 120, chunks: 1234 },
      perSecond: 20,
      secondsLeft: 10,
    },
  ],
  models: [{ name: 'minilm', bytes: 23_000_000 }],
  cache: { indexes: 4, bytes: 99_000_000, keptVectors: 7_000_000 },
  memoryBytes: 312_000_000,
  uptimeMs: 7_260_000,
  coresAllowed: 2,
  errors: [
    {
      at: '2026-11-23T08:00:00.000Z',
      level: 'error',
      component: 'indexer',
      text: `${ROOT}/src/a.ts: EACCES, open '/home/ada/.ssh/id_rsa' and C:\\Users\\ada\\x.ts\n    at /opt/code/x.js:1`,
    },
  ],
};

const host = {
  hunch: '0.1.0',
  editor: 'Code 1.105',
  system: 'linux x64',
  remote: '',
  trusted: true,
  settings: { cpuLimit: 50 },
};

describe('Diagnostics', () => {
  it('say how things are without code, and without paths outside of the workspace', () => {
    const text = diagnostics(report, undefined, host);
    expect(text).toContain('Folder 1: refining, 100 of 300 in hand, 120 files, 1234 chunks');
    expect(text).toContain("error indexer: <folder 1>/src/a.ts: EACCES, open '<path>' and <path>");
    expect(text).not.toMatch(/ada|shop|opt|secret/);
  });

  it('say so when there is no engine', () => {
    const text = diagnostics(undefined, 'The engine in /opt/hunch ended.', host);
    expect(text).toContain('Engine stopped: The engine in <path> ended.');
  });

  it.each([
    ['open /etc/passwd failed', 'open <path> failed'],
    ['open C:\\Users\\ada\\x.ts failed', 'open <path> failed'],
    ['open \\\\server\\share\\x failed', 'open <path> failed'],
    ['see file:///home/ada/x', 'see <path>'],
    ['see ~/x/y', 'see <path>'],
    ['src/a.ts and 3/4 of it', 'src/a.ts and 3/4 of it'],
  ])('take the paths out of "%s"', (text, expected) => {
    expect(withoutPaths(text, [ROOT])).toBe(expected);
  });
});

describe('The status page', () => {
  it('shows the work in hand, sizes, languages, what is left out, and errors', () => {
    const page = statusContent(report, undefined, false);
    for (const shown of [
      'Reading closely: 100 of 300 chunks (20 a second, about 10 s left)',
      '3.5 MB (chunks 2.0 MB, vectors 1.4 MB)',
      'minilm, 384 dimensions, fingerprint f00d',
      'typescript',
      '312 MB',
      '2 h 1 min',
      '4, 99.0 MB together',
      '7.0 MB',
      'EACCES',
    ])
      expect(page).toContain(shown);
    expect(page).toContain('src/&#60;secret&#62;.min.js');
    expect(page).not.toContain('<secret>');
    expect(page).toContain('command:hunch.pauseIndexing');
  });

  it('says why there is no engine', () => {
    expect(statusContent(undefined, 'It <stopped>.', true)).toContain('It &#60;stopped&#62;.');
  });
});

it('Quantities are short', () => {
  expect([0, 999, 1000, 999_500, 12_345_678, 5e12].map(bytes)).toEqual([
    '0 B',
    '999 B',
    '1.0 kB',
    '1.0 MB',
    '12.3 MB',
    '5.0 TB',
  ]);
  expect([5, 90, 4000, 100_000].map(duration)).toEqual(['5 s', '2 min', '1 h 7 min', '1 d 3 h']);
});
