import type { McpStdioServerDefinition } from 'vscode';
import type { EngineReport, EngineState, FolderStatus, SearchResponse, SimilarParams } from '../protocol/engine';
import type { CodePlace } from './compareCode';
import type { EnginePhase } from './engineSupervisor';

/**
 * What `activate` returns. Internal: made for Hunch's own tests inside VS Code, and no promise to other extensions.
 */
export interface HunchApi {
  readonly engine: {
    readonly phase: EnginePhase;
    readonly state: EngineState | undefined;
    readonly failure: string | undefined;
    /** The engine's process, so that a test can crash it. */
    readonly pid: number | undefined;
    readonly onDidChangeState: (listener: () => void) => { dispose(): void };
    search(params: { readonly query: string; readonly limit: number }): Promise<SearchResponse>;
    similar(params: SimilarParams): Promise<SearchResponse>;
    status(): Promise<readonly FolderStatus[]>;
    report(): Promise<EngineReport>;
    deleteIndex(roots: readonly string[]): Promise<void>;
  };
  /** What VS Code is told of agent servers. */
  mcpServers(): readonly McpStdioServerDefinition[];
  /** The page of "Hunch: Index Status": what it says, as HTML. */
  readonly indexStatus: { readonly shown: string | undefined };
  /** Shows two functions side by side. */
  compare(left: CodePlace, right: CodePlace): Promise<void>;
}
