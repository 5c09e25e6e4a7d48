/** `models/<name>/model.json`: everything needed to run the model beside it, so that another model is another folder. */
export interface ModelManifest {
  readonly name: string;
  readonly version: string;
  readonly dimensions: number;
  readonly pooling: 'mean' | 'cls';
  /** The graph itself pools and normalizes: its output is [batch, dimensions]. */
  readonly inGraphPooling: boolean;
  /** Tokens a window holds, special tokens included. */
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly licence: string;
  readonly source: string;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}
