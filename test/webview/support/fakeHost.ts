import type { Page } from 'playwright-core';
import type { SearchResponse, ValueCount } from '../../../src/protocol/engine';
import type { Why } from '../../../src/protocol/query';
import type { HostToPanel, PanelHistory, PanelStatus } from '../../../src/protocol/webview';
import { readPanelMessage, type PanelToHost } from '../../../src/protocol/webviewMessages';
import { toPanelAnswer } from '../../../src/vscode/panelHit';

export const READY: PanelStatus = {
  folderOpen: true,
  folders: [{ name: 'shop', phase: 'ready', done: 0, total: 0, files: 240, chunks: 1800 }],
};

/** As the engine explains a hit of "retry a request after it failed". */
const WHY: Why = {
  shares: { meaning: 0.52, words: 0.21, name: 0, path: 0.04, size: 0.06, file: 0.08 },
  factors: { sameFile: 0.8 },
  matched: [
    { word: 'retry', found: ['Retry', 'retry'], places: ['name', 'code'], lines: [45, 52] },
    { word: 'failed', found: ['failed'], places: ['code'], lines: [52] },
  ],
  missing: ['after'],
  similarity: 0.61,
  readClosely: true,
};

/** How the fake engine behind the panel answers a query, or `hit:N` for code like the Nth hit. */
export type Engine = (query: string, limit: number) => SearchResponse | Error | Promise<SearchResponse | Error>;

/** Stands in for `SearchView`: checks messages as it does, answers from a function, keeps what the panel said. */
export class FakeHost {
  readonly received: PanelToHost[] = [];
  readonly malformed: string[] = [];
  status: PanelStatus = READY;
  history: PanelHistory = { recent: [], saved: [] };
  /** Why any hit is there. */
  why: { readonly why: Why } | { readonly text: string } = { why: WHY };
  /** Values of filters, for completion. */
  values: (filter: string, typed: string) => readonly ValueCount[] = () => [];
  private readonly answers = new Map<string, SearchResponse>();

  private constructor(
    private readonly page: Page,
    public engine: Engine,
  ) {}

  static async attach(page: Page, engine: Engine): Promise<FakeHost> {
    const host = new FakeHost(page, engine);
    await page.exposeFunction('toFakeHost', (json: string) => host.receive(JSON.parse(json)));
    return host;
  }

  /** Messages of one type, oldest first. */
  said<Type extends PanelToHost['type']>(type: Type): readonly Extract<PanelToHost, { type: Type }>[] {
    return this.received.filter((message): message is Extract<PanelToHost, { type: Type }> => message.type === type);
  }

  async post(message: unknown): Promise<void> {
    await this.page.evaluate(`window.postMessage(${JSON.stringify(message)}, '*')`);
  }

  async setStatus(status: PanelStatus): Promise<void> {
    this.status = status;
    await this.post({ type: 'status', status });
  }

  private async setHistory(change: Partial<PanelHistory>): Promise<void> {
    this.history = { ...this.history, ...change };
    await this.post({ type: 'history', history: this.history });
  }

  /** As after a reload of the window: nothing is known of earlier answers. */
  forget(): void {
    this.answers.clear();
  }

  private async receive(raw: unknown): Promise<void> {
    const read = readPanelMessage(raw);
    if ('malformed' in read) {
      this.malformed.push(read.malformed);
      return;
    }
    const { message } = read;
    this.received.push(message);
    if (message.type === 'ready') {
      await this.post({ type: 'status', status: this.status });
      await this.post({ type: 'history', history: this.history });
      for (const id of message.wanted) await this.send(id);
    }
    if (message.type === 'why') await this.post({ type: 'why', of: message.of, index: message.index, ...this.why });
    if (message.type === 'export') await this.post({ type: 'done', text: `Sent to the ${message.target}.` });
    if (message.type === 'remember') await this.setHistory({ recent: [message.query, ...this.history.recent] });
    if (message.type === 'forget')
      await this.setHistory({ recent: this.history.recent.filter((query) => query !== message.query) });
    if (message.type === 'clearHistory') await this.setHistory({ recent: [] });
    if (message.type === 'saveSearch')
      await this.setHistory({
        saved: [
          ...(message.saved ? [message.query] : []),
          ...this.history.saved.filter((each) => each !== message.query),
        ],
      });
    if (message.type === 'search') await this.run(message.id, message.query, message.limit);
    if (message.type === 'values')
      await this.post({ type: 'values', id: message.id, values: this.values(message.filter, message.typed) });
    if (message.type === 'similar') await this.run(message.id, `hit:${message.index}`, 50);
  }

  private async run(id: string, query: string, limit: number): Promise<void> {
    const result = await this.engine(query, limit);
    if (result instanceof Error) {
      await this.post({ type: 'failed', id, text: result.message });
      return;
    }
    this.answers.set(id, result);
    await this.send(id);
  }

  private async send(id: string): Promise<void> {
    const response = this.answers.get(id);
    const message: HostToPanel =
      response === undefined
        ? { type: 'gone', id }
        : { type: 'answer', id, answer: toPanelAnswer(response, () => undefined) };
    await this.post(message);
  }
}
