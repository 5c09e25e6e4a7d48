import { Transform } from 'node:stream';
import { ErrorCode, JSONRPCMessageSchema } from '@modelcontextprotocol/sdk/types.js';

/** A longer line is no request of ours. */
const MOST_BYTES = 4 * 1024 * 1024;
const NEWLINE = 0x0a;

/**
 * Passes on the lines that are JSON-RPC messages, and answers the others as JSON-RPC wants it: the SDK drops them without a
 * word, so that whoever sent them would wait for ever.
 *
 * @param answer sends one message to the client
 */
export function refuseMalformed(answer: (message: object) => void): Transform {
  let parts: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer): void => {
    bytes += part.length;
    // What is too long is read to its end, and not kept.
    if (bytes <= MOST_BYTES) parts.push(part);
    else parts = [];
  };
  const endLine = (): string | undefined => {
    const line = bytes <= MOST_BYTES ? Buffer.concat(parts).toString('utf8').trim() : undefined;
    parts = [];
    bytes = 0;
    if (line === undefined) answer(refusal(ErrorCode.InvalidRequest, `A message has at most ${MOST_BYTES} bytes.`));
    return line;
  };
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        take(chunk.subarray(start, end));
        start = end + 1;
        const line = endLine();
        if (line === undefined || line === '') continue;
        const wrong = whatIsWrong(line);
        if (wrong === undefined) this.push(`${line}\n`);
        else answer(wrong);
      }
      take(chunk.subarray(start));
      done();
    },
  });
}

function whatIsWrong(line: string): object | undefined {
  let message: unknown;
  try {
    message = JSON.parse(line);
  } catch {
    return refusal(ErrorCode.ParseError, 'A message is one line of JSON, and this is none.');
  }
  if (JSONRPCMessageSchema.safeParse(message).success) return undefined;
  const id = (message as { readonly id?: unknown } | null)?.id;
  return refusal(
    ErrorCode.InvalidRequest,
    'This is no JSON-RPC 2.0 message: it needs "jsonrpc": "2.0" and a method with an object of params, or a result.',
    typeof id === 'string' || typeof id === 'number' ? id : null,
  );
}

function refusal(code: ErrorCode, message: string, id: string | number | null = null): object {
  return { jsonrpc: '2.0', id, error: { code, message } };
}
