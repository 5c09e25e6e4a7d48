/** Options that every command has. */
export interface CommonOptions {
  readonly root: string;
  readonly indexDir?: string;
  readonly json?: boolean;
  /** Folder of a person's own model; of the commands that load one. */
  readonly model?: string;
}
