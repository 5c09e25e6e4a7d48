import * as l10n from '@vscode/l10n';
import { ConnectionError, ErrorCodes, ResponseError } from 'vscode-jsonrpc/node';
import { REQUEST_CANCELLED } from '../protocol/engine';

/** Whether a request was cancelled, by the engine or while it waited for the engine to start. */
export function isCancelled(error: unknown): boolean {
  return error instanceof ResponseError && error.code === REQUEST_CANCELLED;
}

/** Whether there is no answer because the process at the other end is gone. */
export function isLostConnection(error: unknown): boolean {
  return (
    error instanceof ConnectionError ||
    (error instanceof ResponseError &&
      (error.code === ErrorCodes.PendingResponseRejected || error.code === ErrorCodes.MessageWriteError))
  );
}

/** What vscode-jsonrpc puts before the message of an error that the other side threw. */
const LIBRARY_PREFIX = /^Request \S+ failed with message: /;

/** The error of a request as a person should read it; a cancelled request's as it is. */
export function readableError(error: unknown): Error {
  if (isLostConnection(error)) {
    return new Error(
      l10n.t('The search engine stopped before it answered and is being started again; try once more.'),
      {
        cause: error,
      },
    );
  }
  if (!(error instanceof Error)) return new Error(String(error));
  const message = error.message.replace(LIBRARY_PREFIX, '');
  return message === error.message ? error : new Error(message, { cause: error });
}
