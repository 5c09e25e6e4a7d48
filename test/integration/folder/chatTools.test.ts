import assert from 'node:assert/strict';
import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import * as vscode from 'vscode';
import type { HunchApi } from '../../../src/vscode/api';
import { extension, readyHunch, workspaceRoot } from '../hunch';

interface Manifest {
  readonly contributes: { readonly languageModelTools: readonly { readonly name: string; modelDescription: string }[] };
}

describe('Tools in chat', () => {
  let hunch: HunchApi;
  before(async function () {
    this.timeout(180_000);
    hunch = await readyHunch();
  });

  const invoke = async (
    name: string,
    input: object,
    tokenizationOptions?: vscode.LanguageModelToolTokenizationOptions,
    token?: vscode.CancellationToken,
  ): Promise<string> => {
    const options = { toolInvocationToken: undefined, input };
    const result = await vscode.lm.invokeTool(
      name,
      tokenizationOptions === undefined ? options : { ...options, tokenizationOptions },
      token,
    );
    return result.content.map((part) => (part as vscode.LanguageModelTextPart).value).join('');
  };

  it('are there for models with the descriptions of package.json', () => {
    for (const { name, modelDescription } of (extension().packageJSON as Manifest).contributes.languageModelTools) {
      const tool = vscode.lm.tools.find((each) => each.name === name);
      assert.equal(tool?.description, modelDescription);
    }
  });

  it('search by meaning, with path, lines and code', async () => {
    const text = await invoke('hunch_search_code', { query: 'try again after a failure, waiting longer each time' });
    assert.match(text, /^src\/http\/retry\.ts:\d+-\d+ retryWithBackoff \(function, [\d.]+\)\nexport async function/m);
  });

  it('find similar code', async () => {
    const text = await invoke('hunch_find_similar_code', { path: 'src/http/retry.ts', line: 12 });
    assert.match(text, /^Similar to retryWithBackoff:/);
    assert.match(text, /loadWithRetries|upload_with_retry/);
  });

  it('outline a file with what its comments say', async () => {
    const file = path.join(workspaceRoot(), 'src/text/editDistance.ts');
    const text = await invoke('hunch_outline_code', { path: file });
    assert.match(text, /^src\/text\/editDistance\.ts\b.*\n {2}\d+-13 export function editDistance\(.*\): number — \w+/);
  });

  it('keep to the budget of the chat, counted by its tokenizer, and say what they leave out', async () => {
    // A tokenizer that makes many more tokens than most.
    const countTokens = (text: string) => Promise.resolve(text.length);
    const text = await invoke('hunch_search_code', { query: 'parse text' }, { tokenBudget: 900, countTokens });
    assert.ok(text.length <= 900 && text.length > 200, `${text.length} characters`);
    assert.match(text, /left out/i);
  });

  it('refuse what is outside of the folder, and what is no input, with the reason', async () => {
    await assert.rejects(invoke('hunch_outline_code', { path: '../../etc/passwd' }), /is outside of/);
    await assert.rejects(invoke('hunch_outline_code', { path: '/etc/passwd' }), /is outside of/);
    await assert.rejects(
      invoke('hunch_find_similar_code', { path: 'src/http/retry.ts' }),
      /needs either path and line/,
    );
    await assert.rejects(invoke('hunch_search_code', {}), /query/);
  });

  it('end when they are cancelled', async () => {
    const source = new vscode.CancellationTokenSource();
    const answer = invoke('hunch_search_code', { query: 'anything' }, undefined, source.token);
    source.cancel();
    await assert.rejects(answer, /cancel/i);
    assert.ok((await invoke('hunch_search_code', { query: 'parse text' })).length > 0);
  });

  it('are served by the MCP server that VS Code is told of', async function () {
    this.timeout(120_000);
    const [server] = hunch.mcpServers();
    assert.ok(server);
    const environment = { ...process.env, ...server.env } as Record<string, string>;
    const transport = new StdioClientTransport({ command: server.command, args: server.args, env: environment });
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport);
    const query = 'how far apart two places on earth are';
    const result = await client.callTool({ name: 'search_code', arguments: { query } });
    await client.close();
    assert.match(JSON.stringify(result.structuredContent), /"name":"distanceBetween"/);
  });
});
