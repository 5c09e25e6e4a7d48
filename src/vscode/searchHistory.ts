import * as vscode from 'vscode';
import { LAYOUTS, type Layout, type PanelHistory } from '../protocol/webview';
import { withoutQuery, withQuery } from './queryList';

const RECENT = 'hunch.recentSearches';
const SAVED = 'hunch.savedSearches';
const LAYOUT = 'hunch.layout';
const MOST_RECENT = 50;
const MOST_SAVED = 100;

/** What the panel remembers of a workspace: searches that were used, those that were saved, how results stand. Kept by VS Code, on this machine only. */
export class SearchHistory implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  /** Newest first. */
  get queries(): PanelHistory {
    return { recent: this.read(RECENT), saved: this.read(SAVED) };
  }

  remember(query: string): Promise<void> {
    return this.write(RECENT, withQuery(this.read(RECENT), query, MOST_RECENT));
  }

  forget(query: string): Promise<void> {
    return this.write(RECENT, withoutQuery(this.read(RECENT), query));
  }

  /** Forgets all recent searches; those that are saved stay. */
  clear(): Promise<void> {
    return this.write(RECENT, []);
  }

  save(query: string): Promise<void> {
    return this.write(SAVED, withQuery(this.read(SAVED), query, MOST_SAVED));
  }

  unsave(query: string): Promise<void> {
    return this.write(SAVED, withoutQuery(this.read(SAVED), query));
  }

  /** How results were arranged last. */
  get layout(): Layout | undefined {
    const stored = this.memory.get<unknown>(LAYOUT);
    return LAYOUTS.find((layout) => layout === stored);
  }

  async arrange(layout: Layout): Promise<void> {
    await this.memory.update(LAYOUT, layout);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private read(key: string): readonly string[] {
    const stored = this.memory.get<unknown>(key);
    return Array.isArray(stored) ? stored.filter((each): each is string => typeof each === 'string') : [];
  }

  private async write(key: string, queries: readonly string[]): Promise<void> {
    await this.memory.update(key, queries.length === 0 ? undefined : queries);
    this.changed.fire();
  }
}
