import * as l10n from '@vscode/l10n';

/** The index cannot be used or written; the message is one sentence for people. */
export class StoreError extends Error {
  override readonly name = 'StoreError';

  constructor(
    message: string,
    options?: ErrorOptions & {
      /** Nothing is wrong with the place and there is room: what is in the index may be damaged. */
      readonly mayBeDamage?: boolean;
    },
  ) {
    super(message, options);
    this.mayBeDamage = options?.mayBeDamage ?? false;
  }

  readonly mayBeDamage: boolean;
}

/** One sentence for people; the original error stays in `cause` for the log. */
export function storeError(error: unknown, directory: string): StoreError {
  if (error instanceof StoreError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || /no space left|os error 28\b|storage ?full/i.test(text))
    return new StoreError(
      l10n.t('The disk is full: free some space for the index in {0}, then index again.', directory),
      {
        cause: error,
      },
    );
  if (
    ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code ?? '') ||
    /permission denied|read-only file system/i.test(text)
  )
    return new StoreError(
      l10n.t(
        'The index folder {0} is not writable: change its permissions or choose another place for the index.',
        directory,
      ),
      { cause: error },
    );
  return new StoreError(
    l10n.t(
      'The index in {0} could not be used ({1}): rebuild it, or delete that folder.',
      directory,
      firstLineOf(error),
    ),
    { cause: error, mayBeDamage: true },
  );
}

/** What fits into a sentence of an error that LanceDB made, without the place in its own source that it ends with. */
export function firstLineOf(error: unknown): string {
  const [line] = (error instanceof Error ? error.message : String(error)).split('\n');
  return line!.replace(/,? *\/(?:[^\s,]*\/)?(?:cargo\/registry|rustc)\/.*$/, '').slice(0, 200);
}
