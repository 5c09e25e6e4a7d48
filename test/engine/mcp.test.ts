import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { type CallToolResult, ListRootsRequestSchema, type Progress } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { HitsOutput, OutlineOutput } from '../../src/agents/tools';
import { estimateTokens } from '../../src/agents/tokens';
import { eventually } from '../harness/eventually';
import { CLI, hunch } from '../support/commandLine';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

interface Start {
  /** What the client names as its roots; none: it does not know of roots. */
  readonly roots?: string[];
  readonly args?: readonly string[];
  readonly cwd?: string;
  readonly cache?: string;
}

/** An index of its own, whatever the platform calls the cache directory. */
const environmentWith = (cache: string): Record<string, string> => ({
  ...(process.env as Record<string, string>),
  XDG_CACHE_HOME: cache,
  LOCALAPPDATA: cache,
});

function sample(): string {
  const root = temporaryFolder();
  writeFiles(root, SAMPLE);
  return root;
}

/** The SDK's own client on the built command. */
async function connected({ roots, args = [], cwd, cache = temporaryFolder() }: Start) {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [CLI, 'mcp', ...args],
    env: environmentWith(cache),
    stderr: 'pipe',
    cwd: cwd ?? temporaryFolder(),
  });
  const client = new Client(
    { name: 'test', version: '1' },
    { capabilities: roots === undefined ? {} : { roots: { listChanged: true } } },
  );
  const named = [...(roots ?? [])];
  if (roots !== undefined)
    client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: named.map((uri) => ({ uri })) }));
  await client.connect(transport);
  onTestFinished(() => client.close());
  const call = async (name: string, input: Record<string, unknown>, onprogress?: (progress: Progress) => void) => {
    const options = onprogress === undefined ? {} : { onprogress };
    const result = (await client.callTool({ name, arguments: input }, undefined, options)) as CallToolResult;
    const [content] = result.content;
    return {
      isError: result.isError === true,
      text: content?.type === 'text' ? content.text : '',
      data: result.structuredContent as unknown as HitsOutput & OutlineOutput,
    };
  };
  const search = async (query: string) => (await call('search_code', { query })).data.results.map(({ name }) => name);
  return { client, transport, named, call, search };
}

const uri = (folder: string) => String(pathToFileURL(folder));

describe('hunch mcp', () => {
  it('describes its tools for a model, with schemas of what goes in and comes out', async () => {
    const { client } = await connected({ args: ['--root', sample()] });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(['search_code', 'find_similar_code', 'outline_code']);
    for (const { description, inputSchema, outputSchema, annotations } of tools) {
      expect(description!.length).toBeGreaterThan(200);
      expect(inputSchema.properties).toHaveProperty('maxTokens');
      expect(outputSchema!.properties).toHaveProperty('note');
      expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false });
    }
    expect(client.getInstructions()).toContain('search_code');
    expect(client.getServerVersion()).toMatchObject({ name: 'hunch' });
  });

  it('builds the index with progress, and answers as text and as data within the budget', async () => {
    const root = sample();
    for (let n = 0; n < 150; n++)
      writeFiles(root, { [`many/f${n}.ts`]: `export function job${n}(): string {\n  return 'job ${n}';\n}\n` });
    const { call } = await connected({ roots: [uri(root)] });
    const reports: Progress[] = [];
    const input = { query: 'wait longer after each failure', maxTokens: 700 };
    const { text, data } = await call('search_code', input, (progress) => reports.push(progress));
    expect(reports.length).toBeGreaterThan(0);
    const steps = reports.map(({ progress }) => progress);
    expect(steps).toEqual([...new Set(steps)].sort((a, b) => a - b));
    expect(data.results[0]!.path).toMatch(/^src\/net\/(?:retry|poll)\.ts$/);
    expect(data.results[0]!.code).toMatch(/^export async function/);
    expect(text).toContain(data.results[0]!.code);
    for (const form of [text, JSON.stringify(data)]) expect(estimateTokens(form)).toBeLessThanOrEqual(700);
  });

  it('has the same for similar code and outlines', async () => {
    const { call } = await connected({ roots: [uri(sample())] });
    const similar = await call('find_similar_code', { path: 'src/net/retry.ts', line: 5 });
    expect(similar.data.comparedTo).toBe('withBackoff');
    expect(similar.data.results[0]).toMatchObject({ name: 'tryRepeatedly', path: 'src/net/poll.ts' });
    const outline = await call('outline_code', { path: 'src/cache.ts' });
    expect(outline.data.files![0]!.symbols!.map(({ name }) => name)).toEqual([
      'Cache',
      'Cache.constructor',
      'Cache.get',
      'Cache.put',
    ]);
    expect(outline.data.files![0]!.symbols![0]!.summary).toBe('Keeps the entries used last, drops the others.');
  });

  it('follows changes on disk by itself', async () => {
    const root = sample();
    const { search } = await connected({ roots: [uri(root)] });
    await search('anything');
    writeFiles(root, { 'src/fence.ts': '/** Paints it. */\nexport function paintFence(): void {\n  brush();\n}\n' });
    await eventually('what is new is found', async () => (await search('paint the fence')).includes('paintFence'));
    rmSync(path.join(root, 'src', 'fence.ts'));
    await eventually('what is gone is not', async () => !(await search('paint the fence')).includes('paintFence'));
  });

  it('follows changes in dependencies that .hunchignore brings back', async () => {
    const root = sample();
    writeFiles(root, { '.hunchignore': '!node_modules/\n', 'node_modules/dep/index.js': 'export const one = 1;\n' });
    const { search } = await connected({ roots: [uri(root)] });
    await search('anything');
    // More than one: all is looked through once more when such a folder is entered.
    for (const thing of ['Fence', 'Gate', 'Roof']) {
      const code = `/** Paints it. */\nexport function paint${thing}() {\n  brush();\n}\n`;
      writeFiles(root, { [`node_modules/dep/${thing}.js`]: code });
      await eventually('what is new is found', async () =>
        (await search(`paint the ${thing}`)).includes(`paint${thing}`),
      );
    }
  });

  it('reads the index that a window keeps current, and keeps it current itself when the window is gone', async () => {
    const root = sample();
    const cache = temporaryFolder();
    const window = await EngineUnderTest.start({
      folders: [folder(root)],
      // As the platform's cache directory, which the server takes.
      cacheDirectory: path.join(cache, process.platform === 'win32' ? 'hunch/Cache' : 'hunch'),
    });
    const { search } = await connected({ roots: [uri(root)], cache });
    const file = path.join(root, 'src', 'fence.ts');
    writeFileSync(file, '/** Paints it. */\nexport function paintFence(): void {\n  brush();\n}\n');
    await window.changed('created', file);
    await eventually('what the window wrote is found', async () =>
      (await search('paint the fence')).includes('paintFence'),
    );
    const status = await hunch(['status', '--root', root, '--json'], { environment: environmentWith(cache) });
    expect(status.json).toMatchObject({ files: 6 });
    await window.kill();
    writeFileSync(file, '/** Paints it. */\nexport function colourFence(): void {\n  brush();\n}\n');
    await eventually('what changed after the window is found', async () =>
      (await search('paint the fence')).includes('colourFence'),
    );
  });

  it('keeps to the settings of the window, while it is open and after, and to what they become', async () => {
    const root = sample();
    writeFiles(root, { 'old/fence.ts': 'export function paintFence(): void {\n  brush();\n}\n' });
    const cache = temporaryFolder();
    const cacheDirectory = path.join(cache, process.platform === 'win32' ? 'hunch/Cache' : 'hunch');
    const without = folder(root, { exclude: [{ glob: '**/old/**' }] });
    const first = await EngineUnderTest.start({ folders: [without], cacheDirectory });
    const { search, call } = await connected({ roots: [uri(root)], cache });
    expect(await search('paint the fence')).not.toContain('paintFence');
    expect((await call('outline_code', { path: 'old/fence.ts' })).text).toMatch(/is not in the index: excluded/);
    await first.shutdown();
    expect(await search('paint the fence')).not.toContain('paintFence');
    const second = await EngineUnderTest.start({ folders: [folder(root)], cacheDirectory });
    await eventually('it is not excluded any more', async () =>
      (await search('paint the fence')).includes('paintFence'),
    );
    await second.shutdown();
  });

  it('serves the roots of the client, also when they change', async () => {
    const first = sample();
    const second = temporaryFolder();
    writeFiles(second, { 'lend.py': 'def lend_book(book):\n    """Lends a book."""\n    book.lent = True\n' });
    const { client, named, search, call } = await connected({ roots: [uri(first)], args: ['--root', second] });
    expect(await search('lend a book')).not.toContain('lend_book');
    named.push(uri(second));
    await client.sendRootsListChanged();
    await eventually('the new root is served', async () => (await search('lend a book')).includes('lend_book'));
    expect((await call('search_code', { query: 'lend a book' })).data.results[0]).toMatchObject({ root: second });
    expect((await call('outline_code', {})).text).toMatch(/There are several workspace folders: name one/);
    named.shift();
    await client.sendRootsListChanged();
    await eventually('the old root is not', async () => !(await search('wait')).includes('withBackoff'));
  });

  it('serves --root, or else where it was started, to a client without roots', async () => {
    expect(await (await connected({ args: ['--root', sample()] })).search('wait')).toContain('withBackoff');
    expect(await (await connected({ cwd: sample() })).search('wait')).toContain('withBackoff');
    const { call } = await connected({ cwd: path.parse(process.cwd()).root });
    expect(await call('search_code', { query: 'x' })).toMatchObject({
      isError: true,
      text: expect.stringMatching(/is not indexed unasked: name the folder of your project with --root/) as string,
    });
  });

  it('says which roots do not exist, and serves the others', async () => {
    const gone = path.join(temporaryFolder(), 'gone');
    const { named, client, call, search } = await connected({ roots: [uri(gone), 'https://example.com/x'] });
    const { isError, text } = await call('search_code', { query: 'x' });
    expect(isError).toBe(true);
    expect(text).toMatch(
      /There is no folder to search in\..*https:.* is no folder on this machine\..*no folder .*gone\./,
    );
    named.push(uri(sample()));
    await client.sendRootsListChanged();
    await eventually('the root that exists is served', async () => (await search('wait')).includes('withBackoff'));
  });

  it('reads nothing outside of the roots, nor what is excluded', async () => {
    const parent = temporaryFolder();
    const root = path.join(parent, 'shop');
    writeFiles(root, { ...SAMPLE, '.gitignore': 'hidden\n', 'hidden/a.ts': 'export const hiddenKey = 1;\n' });
    writeFiles(parent, { 'outside.ts': 'export const outsideKey = 1;\n' });
    symlinkSync(parent, path.join(root, 'up'), 'junction');
    const { call } = await connected({ roots: [uri(root)] });
    for (const [file, why] of [
      ['../outside.ts', /outside of/],
      [path.join(parent, 'outside.ts'), /outside of/],
      ['up/outside.ts', /link that leads out of/],
      ['hidden/a.ts', /is not in the index: ignored by \.gitignore/],
    ] as const)
      for (const tool of ['outline_code', 'find_similar_code']) {
        const { isError, text } = await call(tool, { path: file, ...(tool === 'outline_code' ? {} : { line: 1 }) });
        expect(isError).toBe(true);
        expect(text).toMatch(why);
      }
    const { text } = await call('search_code', { query: 'hiddenKey outsideKey', limit: 50 });
    expect(text).not.toMatch(/hiddenKey|outsideKey/);
  });

  it('answers ten questions at once, each with its own answer', async () => {
    const { call } = await connected({ roots: [uri(sample())] });
    const files = Object.keys(SAMPLE);
    const outlines = files.map(async (file) => [file, (await call('outline_code', { path: file })).data.path]);
    const searches = files.map(async () => (await call('search_code', { query: 'keep what was used last' })).data);
    for (const [asked, answered] of await Promise.all(outlines)) expect(answered).toBe(asked);
    const answers = await Promise.all(searches);
    expect(answers).toHaveLength(5);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  });

  it('drops a question that is cancelled, and goes on', async () => {
    const { client, search } = await connected({ roots: [uri(sample())] });
    const cancel = new AbortController();
    const params = { name: 'search_code', arguments: { query: 'wait' } };
    const cancelled = client.callTool(params, undefined, { signal: cancel.signal });
    cancel.abort('no longer wanted');
    await expect(cancelled).rejects.toThrow(/no longer wanted/);
    expect(await search('wait')).toContain('withBackoff');
  });

  it('says what is wrong with input, and that a tool does not exist', async () => {
    const { call } = await connected({ roots: [uri(sample())] });
    for (const [tool, input, why] of [
      ['search_code', {}, /query/],
      ['search_code', { query: 7 }, /query/],
      ['search_code', { query: 'x', limit: 0 }, /limit/],
      ['find_similar_code', { path: 'src/cache.ts' }, /needs either path and line, or code/],
      ['delete_everything', {}, /delete_everything not found/],
    ] as const)
      expect(await call(tool, input)).toMatchObject({
        isError: true,
        text: expect.stringMatching(why) as string,
      });
  });
});

/** The command as a pipe, for what the SDK's client would never send. */
function raw(args: readonly string[]) {
  const child = spawn(process.execPath, [CLI, 'mcp', ...args], {
    env: environmentWith(temporaryFolder()),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse(((await lines.next()) as { value: string }).value) as Record<string, unknown>;
  const send = (line: string) => child.stdin.write(`${line}\n`);
  return { child, next, send };
}

const INITIALIZE = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'raw', version: '1' } },
});

const ended = async (child: ChildProcess): Promise<number | null> => {
  if (child.exitCode === null) await once(child, 'exit');
  return child.exitCode;
};

describe('hunch mcp, to a client that is broken', () => {
  it.each([
    ['{ this is no JSON', null, -32700],
    ['{"jsonrpc":"2.0","id":7}', 7, -32600],
    ['{"id":8,"method":"tools/list"}', 8, -32600],
    ['[1,2,3]', null, -32600],
    ['null', null, -32600],
    ['{"jsonrpc":"2.0","id":9,"method":"no/such/method"}', 9, -32601],
    ['{"jsonrpc":"2.0","id":10,"method":"tools/call","params":{"name":42}}', 10, undefined],
    [`{"jsonrpc":"2.0","id":11,"method":"${'x'.repeat(5_000_000)}"}`, null, -32600],
  ])('answers %.60s with an error, and then what is right', async (line, id, code) => {
    const { next, send } = raw(['--root', sample()]);
    send(INITIALIZE);
    expect(await next()).toMatchObject({ id: 1, result: { serverInfo: { name: 'hunch' } } });
    send('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    send(line);
    const error = code === undefined ? {} : { code };
    expect(await next()).toMatchObject({ jsonrpc: '2.0', id, error });
    send('{"jsonrpc":"2.0","id":99,"method":"tools/list"}');
    expect(await next()).toMatchObject({ id: 99, result: { tools: [{}, {}, {}] } });
  });

  it('ends when the client ends, in the middle of building an index too', async () => {
    const root = sample();
    for (let n = 0; n < 200; n++)
      writeFiles(root, { [`many/f${n}.ts`]: `export function job${n}(): string {\n  return 'job ${n}';\n}\n` });
    const { child, next, send } = raw(['--root', root]);
    send(INITIALIZE);
    await next();
    send('{"jsonrpc":"2.0","method":"notifications/initialized"}');
    send('{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search_code","arguments":{"query":"x"}}}');
    child.stdin.destroy();
    child.stdout.destroy();
    expect(await ended(child)).toBe(0);
  });

  it('ends when the client was killed', async () => {
    const client = spawn(
      process.execPath,
      [
        '-e',
        `const { spawn } = require('node:child_process');
         const child = spawn(process.execPath, ${JSON.stringify([CLI, 'mcp', '--root', sample()])}, { stdio: ['pipe', 'pipe', 'ignore'] });
         child.stdout.once('data', () => console.log(child.pid));
         child.stdin.write(${JSON.stringify(`${INITIALIZE}\n`)});`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env: environmentWith(temporaryFolder()) },
    );
    const [data] = (await once(client.stdout, 'data')) as [Buffer];
    const server = Number(String(data));
    client.kill('SIGKILL');
    await eventually('the server ends', () => !isAlive(server));
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
