import * as l10n from '@vscode/l10n';
import { ModelError } from './embed/model';
import { ParserError } from './indexer/sourceReader';
import { StoreError } from './store/storeError';
import { WorkspaceError } from './workspace/workspaceFiles';

/** An expected failure whose message is one sentence for people: what happened and what to do. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
}

/** Whether an error's message is meant for people as it stands. */
function isExpected(error: unknown): error is Error {
  return (
    error instanceof EngineError ||
    error instanceof StoreError ||
    error instanceof ModelError ||
    error instanceof ParserError ||
    error instanceof WorkspaceError
  );
}

/** What a person is told of any error; the whole of it belongs into the log. */
export function sentenceFor(error: unknown): string {
  if (isExpected(error)) return error.message;
  const text = error instanceof Error ? error.message : String(error);
  return l10n.t('Hunch failed unexpectedly ({0}); its log has the details.', text.split('\n')[0]!.slice(0, 200));
}
