/** Options that every command has. */
export interface CommonOptions {
  readonly root: string;
  readonly indexDir?: string;
  readonly json?: boolean;
}
