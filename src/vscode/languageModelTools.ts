import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type AgentEngine, runTool, type ToolAnswer } from '../agents/agentTools';
import { OUTLINE, SEARCH, SIMILAR, type ToolDescription, TOOLS, vscodeNameOf } from '../agents/tools';
import type { EngineClient } from './engineClient';
import { isCancelled } from './engineErrors';
import { localFolders } from './folders';
import { harmless } from './hitLabel';
import { messageOf, taggedLog, type Log } from './log';

/** Tries to meet a budget that the model's own tokenizer counts: two are enough where it agrees with our estimate. */
const TRIES = 8;
/** Left free at each further try. */
const MARGIN = 0.95;

/** The tools of `src/agents` in VS Code's chat and agent mode. */
export class LanguageModelTools implements vscode.Disposable {
  private readonly registrations: readonly vscode.Disposable[];
  private readonly log: Log;

  constructor(
    private readonly engine: EngineClient,
    log: Log,
  ) {
    this.log = taggedLog(log, 'chat tools');
    // Editors made from VS Code may be without it.
    const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
    const { registerTool } = lm ?? {};
    if (registerTool === undefined) {
      this.log.info('This editor takes no tools for language models from extensions.');
      this.registrations = [];
      return;
    }
    this.registrations = (TOOLS as readonly ToolDescription[]).map((tool) =>
      registerTool<unknown>(vscodeNameOf(tool), {
        prepareInvocation: ({ input }) => ({ invocationMessage: invocationMessage(tool, input) }),
        invoke: (options, token) => this.invoke(tool, options, token),
      }),
    );
  }

  dispose(): void {
    for (const registration of this.registrations) registration.dispose();
  }

  private async invoke(
    tool: ToolDescription,
    { input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<unknown>,
    token: vscode.CancellationToken,
  ): Promise<vscode.LanguageModelToolResult> {
    const roots = localFolders().map(({ uri }) => uri.fsPath);
    if (roots.length === 0) throw new Error(l10n.t('Hunch has no code to search in: no folder on disk is open.'));
    const abort = new AbortController();
    const listening = token.onCancellationRequested(() => {
      abort.abort();
    });
    try {
      const context = { engine: this.cancelledBy(token), roots, forms: 'text', signal: abort.signal } as const;
      const answer = await runTool(tool, input, context);
      const text = await this.fitted(answer, tokenizationOptions, token);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
    } catch (error) {
      if (token.isCancellationRequested || isCancelled(error)) throw new vscode.CancellationError();
      this.log.info(`${tool.name}: ${messageOf(error)}`);
      throw error;
    } finally {
      listening.dispose();
    }
  }

  private cancelledBy(token: vscode.CancellationToken): AgentEngine {
    const { engine } = this;
    return {
      search: (params) => engine.search(params, token),
      similar: (params) => engine.similar(params, token),
      locate: (params) => engine.locate(params, token),
      outline: (params) => engine.outline(params, token),
    };
  }

  /** The answer in the budget of the tool's input and of the chat, which counts by the model's own tokenizer. */
  private async fitted(
    answer: ToolAnswer,
    options: vscode.LanguageModelToolTokenizationOptions | undefined,
    token: vscode.CancellationToken,
  ): Promise<string> {
    if (options === undefined) return answer.within(answer.maxTokens).text;
    const most = Math.min(answer.maxTokens, options.tokenBudget);
    let budget = most;
    let text = '';
    for (let tries = 0; tries < TRIES; tries++) {
      ({ text } = answer.within(budget));
      const count = await options.countTokens(text, token);
      if (count <= most) break;
      budget = Math.floor(((budget * most) / count) * MARGIN);
    }
    return text;
  }
}

/** What the chat shows while a tool runs. */
function invocationMessage(tool: ToolDescription, input: unknown): string {
  // Not checked yet: whatever a model wrote.
  const { query, path, line } = (input ?? {}) as Readonly<Record<string, unknown>>;
  const shown = (value: unknown) =>
    harmless(typeof value === 'string' || typeof value === 'number' ? String(value) : '');
  switch (tool.name) {
    case SEARCH.name:
      return l10n.t('Searching the code for "{0}"', shown(query));
    case SIMILAR.name:
      return path === undefined
        ? l10n.t('Looking for similar code')
        : l10n.t('Looking for code similar to {0}', `${shown(path)}:${shown(line)}`);
    case OUTLINE.name:
      return shown(path) === ''
        ? l10n.t('Reading the outline of the workspace')
        : l10n.t('Reading the outline of {0}', shown(path));
    default:
      return tool.title;
  }
}
