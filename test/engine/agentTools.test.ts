import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgentEngine, runTool } from '../../src/agents/agentTools';
import { estimateTokens } from '../../src/agents/tokens';
import { OUTLINE, SEARCH, SIMILAR, type ToolDescription, TOOLS } from '../../src/agents/tools';
import { LocateRequest, OutlineRequest, SearchRequest, SimilarRequest } from '../../src/protocol/engine';
import { temporaryFolder, writeFiles } from '../harness/temporaryFiles';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';

describe('the tools for agents, over the engine', () => {
  const parent = temporaryFolder('agents');
  const root = path.join(parent, 'shop');
  let engine: EngineUnderTest;

  beforeAll(async () => {
    writeFiles(root, {
      ...SAMPLE,
      '.gitignore': 'hidden/\n',
      'hidden/key.ts': 'export const hiddenKey = 1;\n',
      'notes.md': '# Notes\n',
      '.env': 'secretToken=hunter2\n',
      'config/.env.sh': 'secretToken=hunter2\necho $secretToken\n',
      'src/big.min.js': `${'var a=1;'.repeat(1000)}\n`,
    });
    writeFiles(parent, { 'outside.ts': 'export function outsideOfIt(): void {}\n' });
    symlinkSync(path.join(parent, 'outside.ts'), path.join(root, 'src', 'link.ts'));
    // Not waited for: the tools wait for the index themselves.
    engine = await EngineUnderTest.start({ folders: [folder(root)], cacheDirectory: temporaryFolder('agents') });
  });
  afterAll(() => engine.shutdown());

  const overProtocol: AgentEngine = {
    search: (params) => engine.connection.sendRequest(SearchRequest, params),
    similar: (params) => engine.connection.sendRequest(SimilarRequest, params),
    locate: (params) => engine.connection.sendRequest(LocateRequest, params),
    outline: (params) => engine.connection.sendRequest(OutlineRequest, params),
  };
  const run = async (tool: ToolDescription, input: unknown) => {
    const { signal } = new AbortController();
    const answer = await runTool(tool, input, { engine: overProtocol, roots: [root], forms: 'both', signal });
    return answer.within(answer.maxTokens).text;
  };

  it('search waits for the first index and answers with whole functions', async () => {
    const text = await run(SEARCH, { query: 'wait longer after each failure' });
    expect(text).toContain(SAMPLE['src/net/retry.ts']!.split('\n').slice(1).join('\n').trimEnd());
    expect(text).toMatch(/^src\/net\/(?:retry|poll)\.ts:2-\d+ /);
  });

  it('search keeps to the budget it is given', async () => {
    const text = await run(SEARCH, { query: 'wait longer after each failure', maxTokens: 150 });
    expect(estimateTokens(text)).toBeLessThanOrEqual(150);
    expect(text).toMatch(/Left out to stay within 150 tokens/);
  });

  it('similar takes a place, or code that is in no file', async () => {
    const ofPlace = await run(SIMILAR, { path: 'src/net/retry.ts', line: 4 });
    expect(ofPlace).toMatch(/^Similar to withBackoff:\n\nsrc\/net\/poll\.ts:2-\d+ tryRepeatedly/);
    const code = SAMPLE['src/net/poll.ts']!.replaceAll('job', 'work').replaceAll('pause', 'delay');
    expect(await run(SIMILAR, { code })).toMatch(/\nsrc\/net\/poll\.ts:2-\d+ tryRepeatedly/);
  });

  it('outline lists the symbols of a file and of a folder with what their comments say', async () => {
    expect(await run(OUTLINE, { path: 'src/auth/session.ts' })).toBe(
      [
        'src/auth/session.ts',
        '  4-7 export function openSession(userName: string, password: string): Session — Signs a user in and remembers the session until it expires.',
        '  9-12 export interface Session',
        '  15-17 function checkPassword(userName: string, password: string): boolean — Compares the hash of a password with the stored one in constant time.',
      ].join('\n'),
    );
    const all = await run(OUTLINE, {});
    for (const file of Object.keys(SAMPLE)) expect(all).toMatch(new RegExp(`^${file}(?: —|$)`, 'm'));
    expect(all).not.toMatch(/hidden|outside/);
    expect(await run(OUTLINE, { path: path.join(root, 'src', 'net') })).toMatch(/^src\/net\/poll/);
  });

  it('follows a change', async () => {
    const file = path.join(root, 'src', 'fence.ts');
    writeFileSync(file, '/** Paints it. */\nexport function paintFence(): void {\n  brush();\n}\n');
    await engine.changed('created', file);
    expect(await run(OUTLINE, { path: 'src/fence.ts' })).toMatch(/paintFence.*— Paints it\.$/);
  });

  it.each([
    [SEARCH.name, {}, /^search_code cannot use its input \(query: .*\)\.$/],
    [SEARCH.name, { query: '   ' }, /query: /],
    [SEARCH.name, { query: 'x', limit: 1.5 }, /limit: /],
    [SEARCH.name, { query: 'x', maxTokens: 1e9 }, /maxTokens: /],
    [SIMILAR.name, {}, /needs either path and line, or code\.$/],
    [SIMILAR.name, { path: 'src/net/retry.ts' }, /needs either path and line, or code\.$/],
    [SIMILAR.name, { path: 'src/net/retry.ts', line: 4000 }, /Nothing to compare at src\/net\/retry\.ts:4000/],
    [
      SIMILAR.name,
      { path: 'hidden/key.ts', line: 1 },
      /Nothing to compare at .*not in the index: ignored by \.gitignore/,
    ],
    [SIMILAR.name, { path: 'src', line: 1 }, /is a folder/],
    [SIMILAR.name, { path: '../outside.ts', line: 1 }, /is outside of/],
    [OUTLINE.name, { path: '../outside.ts' }, /is outside of .*: only what lies in the open folders can be read\.$/],
    [OUTLINE.name, { path: '/etc/passwd' }, /is outside of/],
    [OUTLINE.name, { path: 'src/link.ts' }, /is a link that leads out of/],
    [OUTLINE.name, { path: 'src/gone.ts' }, /^There is no "src\/gone\.ts" in /],
    [OUTLINE.name, { path: 'hidden/key.ts' }, /^hidden\/key\.ts is not in the index: ignored by \.gitignore \(.*\)\.$/],
    [OUTLINE.name, { path: 'hidden' }, /^hidden (?:has no code in the index|is not in the index)/],
    [OUTLINE.name, { path: 'notes.md' }, /^notes\.md is not in the index: no code that Hunch reads\.$/],
    [OUTLINE.name, { path: 'src/big.min.js' }, /^src\/big\.min\.js is not in the index: minified/],
    [OUTLINE.name, { path: '.env' }, /^\.env is not in the index: /],
  ])('says why it refuses: %s %j', async (name, input, why) => {
    await expect(
      run(
        TOOLS.find((tool) => tool.name === name)!,
        input,
      ),
    ).rejects.toThrow(why);
  });

  it('finds nothing in files with secrets', async () => {
    const text = await run(SEARCH, {
      query: 'secretToken of the production environment',
      limit: 50,
    });
    expect(text).not.toMatch(/hunter2/);
  });
});
