import path from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FilesChangedParams, InitializeParams } from '../../../src/protocol/engine';
import { EngineClient } from '../../../src/vscode/engineClient';
import { isCancelled } from '../../../src/vscode/engineErrors';
import { RestartPolicy } from '../../../src/vscode/restartPolicy';

/** Only that the extension deals well with an engine's end is tested here, so a fake one that ends on demand serves. */
const FAKE_ENGINE = path.join(import.meta.dirname, '..', '..', 'support', 'fakeEngine.cjs');

interface Orders {
  readonly crashAtStart?: boolean;
  readonly initializeError?: string;
  readonly initializeMs?: number;
  readonly ignoreShutdown?: boolean;
}

const clients: EngineClient[] = [];

function newClient(
  orders: Orders = {},
  params: Partial<InitializeParams> = {},
  { modulePath = FAKE_ENGINE, delaysMs = [1, 1, 1] } = {},
) {
  process.env.HUNCH_FAKE_ENGINE = JSON.stringify(orders);
  const lines: string[] = [];
  const write = (text: string | Error): void => {
    lines.push(String(text));
  };
  const client = new EngineClient({
    modulePath,
    initializeParams: () => ({ folders: [], paused: false, ...params }),
    log: { trace: write, debug: write, info: write, warn: write, error: write },
    restartPolicy: new RestartPolicy(delaysMs, 60_000),
  });
  clients.push(client);
  return { client, lines };
}

/** What the fake engine knows of itself. */
async function ask(client: EngineClient): Promise<{ pid: number; changes: FilesChangedParams['changes'][] }> {
  const { hits } = await client.search({ query: 'yourself', limit: 1 });
  return JSON.parse(hits[0]!.path) as { pid: number; changes: FilesChangedParams['changes'][] };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function failureOf(client: EngineClient): Promise<string> {
  return new Promise((resolve) => client.onDidFail(resolve));
}

describe('The engine client', () => {
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.dispose()));
    delete process.env.HUNCH_FAKE_ENGINE;
  });

  it('starts the engine with the first request and keeps it', async () => {
    const { client } = newClient();
    expect(client.phase).toBe('stopped');
    const [first, second] = [await ask(client), await ask(client)];
    expect(client.phase).toBe('running');
    expect(first.pid).toBe(second.pid);
    expect(first.pid).toBe(client.pid);
  });

  it('passes on notices, states and log lines', async () => {
    const { client, lines } = newClient({}, { paused: true });
    const notices: string[] = [];
    client.onNotice(({ text }) => notices.push(text));
    await ask(client);
    expect(notices).toEqual(['The fake engine is up.']);
    expect(lines).toContain('[fake] paused true');
    expect(client.state?.model).toBe('fake');
  });

  it('takes over the state that comes with new folders', async () => {
    const { client } = newClient();
    await client.setFolders([{ root: '/code', exclude: [], maxFileBytes: 1 }]);
    expect(client.state?.folders.map(({ root }) => root)).toEqual(['/code']);
  });

  it('starts the engine again after a crash, and rejects what was under way in one sentence', async () => {
    const { client } = newClient();
    const { pid } = await ask(client);
    await expect(client.search({ query: 'crash', limit: 1 })).rejects.toThrow(
      'The search engine stopped before it answered and is being started again; try once more.',
    );
    const after = await ask(client);
    expect(after.pid).not.toBe(pid);
  });

  it('does not promise a restart with the crash that is one too many', async () => {
    const { client } = newClient({}, {}, { delaysMs: [] });
    await expect(client.search({ query: 'crash', limit: 1 })).rejects.toThrow(/several times.*signal SIGKILL/);
  });

  it('gives up after too many crashes, says so once, and starts again when asked to', async () => {
    const { client, lines } = newClient({ crashAtStart: true });
    const failures: string[] = [];
    client.onDidFail((sentence) => failures.push(sentence));
    await expect(client.search({ query: 'x', limit: 1 })).rejects.toThrow(/stopped several times/);
    expect(client.phase).toBe('failed');
    expect(failures).toEqual([client.failure]);
    expect(lines.filter((line) => line.includes('Started fakeEngine.cjs'))).toHaveLength(4);
    await vi.waitFor(() => {
      expect(lines).toContain('[engine process] fake engine: about to abort');
    });
    await expect(client.search({ query: 'x', limit: 1 })).rejects.toThrow(client.failure);

    process.env.HUNCH_FAKE_ENGINE = '{}';
    await client.restart();
    await ask(client);
    expect(client.phase).toBe('running');
    expect(client.failure).toBeUndefined();
    // The crashes before are forgotten: another one is not one too many.
    await expect(client.search({ query: 'crash', limit: 1 })).rejects.toThrow(/try once more/);
    await ask(client);
  });

  it('does not try again when the engine says itself why it cannot work', async () => {
    const { client, lines } = newClient({ initializeError: 'The model is damaged; install Hunch again.' });
    const failed = failureOf(client);
    client.start();
    expect(await failed).toBe('The model is damaged; install Hunch again.');
    expect(lines.filter((line) => line.includes('Started fakeEngine.cjs'))).toHaveLength(1);
    expect(client.pid).toBeUndefined();
  });

  it('fails in one sentence when the engine cannot even be found', async () => {
    const { client } = newClient({}, {}, { modulePath: path.join(import.meta.dirname, 'no-such-engine.js') });
    await expect(client.search({ query: 'x', limit: 1 })).rejects.toThrow(/stopped several times.*exit code 1/);
  });

  it('keeps file changes that come while the engine starts, and drops none while it runs', async () => {
    const { client } = newClient({ initializeMs: 50 });
    client.start();
    client.filesChanged([{ path: '/a', kind: 'changed' }]);
    client.filesChanged([{ path: '/b', kind: 'created' }]);
    expect((await ask(client)).changes).toEqual([
      [
        { path: '/b', kind: 'created' },
        { path: '/a', kind: 'changed' },
      ],
    ]);
    client.filesChanged([{ path: '/c', kind: 'deleted' }]);
    expect((await ask(client)).changes[1]).toEqual([{ path: '/c', kind: 'deleted' }]);
  });

  it('passes cancellation on', async () => {
    const { client } = newClient();
    await ask(client);
    const source = new CancellationTokenSource();
    const answer = client.search({ query: 'hang', limit: 1 }, source.token);
    source.cancel();
    await expect(answer).rejects.toSatisfy(isCancelled);
  });

  it('lets a request be cancelled that waits for the engine to start', async () => {
    const { client } = newClient({ initializeMs: 600_000, ignoreShutdown: false });
    const source = new CancellationTokenSource();
    const answer = client.search({ query: 'x', limit: 1 }, source.token);
    source.cancel();
    await expect(answer).rejects.toSatisfy(isCancelled);
  });

  it("shows an unexpected error of the engine without the library's words", async () => {
    const { client } = newClient();
    await expect(client.search({ query: 'throw', limit: 1 })).rejects.toThrow(/^It broke; try later\.$/);
  });

  it('ends the engine for good, by force if it does not listen', async () => {
    const { client } = newClient({ ignoreShutdown: true });
    const { pid } = await ask(client);
    const waiting = client.search({ query: 'hang', limit: 1 });
    const rejected = expect(waiting).rejects.toThrow();
    await client.dispose();
    await rejected;
    expect(isAlive(pid)).toBe(false);
    client.start();
    expect(client.phase).toBe('stopped');
  });

  it('ends politely: the engine is asked first', async () => {
    const { client, lines } = newClient();
    const { pid } = await ask(client);
    await client.dispose();
    expect(isAlive(pid)).toBe(false);
    await vi.waitFor(() => {
      expect(lines).toContain('[engine process] fake engine: told to end');
    });
    expect(lines.join('\n')).not.toContain('unexpectedly');
  });
});
