import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { amount, count } from '../l10n/amounts';
import { estimateTokens } from '../agents/tokens';
import type { Hit } from '../protocol/hit';
import type { ExportTarget } from '../protocol/webviewMessages';
import type { Configuration } from './configuration';
import { folderName, localFolders } from './folders';
import { hitUri } from './hitEditor';
import { readHitLines } from './hitLines';
import { hitMarkdown } from './hitMarkdown';
import { resultsDocument } from './resultsDocument';

/** VS Code's command that opens the chat, which is there where a chat is. */
const CHAT = 'workbench.action.chat.open';
const SCHEME = 'hunch-results';
/** VS Code's own language of search editors; without its extension the document is plain text. */
const LANGUAGE = 'search-result';
/** Documents kept for when VS Code asks for their text again. */
const KEPT = 20;

/** Takes hits out of the panel: as Markdown to the clipboard, into a search editor, into the chat. */
export class HitExport implements vscode.Disposable {
  private readonly documents = new Map<string, string>();
  private readonly registration: vscode.Disposable;

  constructor(private readonly configuration: Pick<Configuration, 'copyTokens'>) {
    this.registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent: (uri) => this.documents.get(uri.toString()),
    });
  }

  dispose(): void {
    this.registration.dispose();
  }

  /**
   * @param query what the hits answer, for a title
   * @returns what was done, in one sentence
   */
  async send(hits: readonly Hit[], query: string, target: ExportTarget): Promise<string> {
    switch (target) {
      case 'clipboard':
        return this.copy(hits);
      case 'editor':
        return this.openEditor(hits, query);
      case 'chat':
        return this.addToChat(hits);
    }
  }

  private async copy(hits: readonly Hit[]): Promise<string> {
    const lines = await readHitLines(hits);
    const { copyTokens } = this.configuration;
    const copied = hitMarkdown(hits, (hit) => lines.get(hit)?.join('\n'), copyTokens);
    await vscode.env.clipboard.writeText(copied.text);
    return copied.hits < hits.length
      ? l10n.t(
          'Copied {0} of {1} results, about {2} tokens.',
          amount(copied.hits),
          amount(hits.length),
          amount(copied.tokens),
        )
      : l10n.t('Copied {0}, about {1} tokens.', count(copied.hits, 'result'), amount(copied.tokens));
  }

  private async openEditor(hits: readonly Hit[], query: string): Promise<string> {
    const lines = await readHitLines(hits);
    const several = localFolders().length > 1;
    const text = resultsDocument(
      query,
      hits.map((hit) => {
        const folder = several ? folderName(hit.root) : undefined;
        return { hit, lines: lines.get(hit) ?? [], ...(folder === undefined ? {} : { folder }) };
      }),
    );
    const name = query
      .replace(/[\s/\\?#]+/g, ' ')
      .trim()
      .slice(0, 40);
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/Hunch: ${name}`, query: String(this.documents.size) });
    this.documents.set(uri.toString(), text);
    for (const oldest of this.documents.keys()) {
      if (this.documents.size <= KEPT) break;
      this.documents.delete(oldest);
    }
    const document = await vscode.workspace.openTextDocument(uri);
    if ((await vscode.languages.getLanguages()).includes(LANGUAGE)) {
      await vscode.languages.setTextDocumentLanguage(document, LANGUAGE);
    }
    await vscode.window.showTextDocument(document, { preview: false });
    return l10n.t('Opened {0} in an editor.', count(hits.length, 'result'));
  }

  private async addToChat(hits: readonly Hit[]): Promise<string> {
    const attached = withinTokens(hits, await readHitLines(hits), this.configuration.copyTokens);
    await vscode.commands.executeCommand(CHAT, {
      query: '',
      isPartialQuery: true,
      attachFiles: attached.map((hit) => ({
        uri: hitUri(hit),
        range: new vscode.Range(hit.startLine - 1, 0, hit.endLine - 1, Number.MAX_SAFE_INTEGER),
      })),
    });
    return hits.length === 1
      ? l10n.t('Added the result to the chat.')
      : l10n.t('Added {0} of {1} results to the chat.', amount(attached.length), amount(hits.length));
  }
}

/** Whether this VS Code has a chat that hits can be added to. */
export async function hasChat(): Promise<boolean> {
  if (vscode.workspace.getConfiguration('chat').get<unknown>('disableAIFeatures') === true) return false;
  return (await vscode.commands.getCommands(true)).includes(CHAT);
}

/** The first hits whose code fits together; one in any case. */
function withinTokens(
  hits: readonly Hit[],
  lines: ReadonlyMap<Hit, readonly string[]>,
  maxTokens: number,
): readonly Hit[] {
  let left = maxTokens;
  const fitting = hits.findIndex((hit) => {
    left -= estimateTokens((lines.get(hit) ?? []).join('\n'));
    return left < 0;
  });
  return hits.slice(0, fitting === -1 ? hits.length : Math.max(fitting, 1));
}
