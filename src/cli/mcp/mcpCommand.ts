import { setTimeout as pause } from 'node:timers/promises';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js';
import {
  type CallToolResult,
  RootsListChangedNotificationSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js';
import { version } from '../../../package.json';
import { runTool } from '../../agents/agentTools';
import { type ToolDescription, ToolError, TOOLS } from '../../agents/tools';
import { sentenceFor } from '../../engine/errors';
import { errorText, type Log } from '../../engine/log';
import { beforeEnding, remark } from '../ending';
import { buildProgress } from './buildProgress';
import { requireRoots, rootsOf, type ServedRoots } from './clientRoots';
import { refuseMalformed } from './refuseMalformed';
import { ServedFolders } from './servedFolders';

export interface McpOptions {
  /** Folders to serve when the client names none. */
  readonly root?: readonly string[];
  readonly model?: string;
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** So long the writes in hand may take when the client is gone; what is cut off then is done again at the next start. */
const ENDING_MS = 3000;

const INSTRUCTIONS =
  'Semantic search over the code of the workspace, local and always current. To find code by what it does, call search_code ' +
  'before grep or reading files; to get to know a folder or a long file, call outline_code; to find duplicates of a function or ' +
  'code that needs the same change, call find_similar_code. All answers keep to maxTokens.';

/** `hunch mcp`: an agent server over stdio. Ends when the client does. stdout has nothing but the protocol. */
export async function runMcp(options: McpOptions): Promise<void> {
  const log: Log = (level, component, text) => {
    if (process.env.HUNCH_LOG !== undefined) process.stderr.write(`[${level}] ${component}: ${text}\n`);
  };
  const folders = new ServedFolders({ ...(options.model === undefined ? {} : { modelDirectory: options.model }), log });
  const mcp = new McpServer({ name: 'hunch', title: 'Hunch', version }, { instructions: INSTRUCTIONS });
  let served: Promise<ServedRoots> | undefined;
  const findRoots = (): Promise<ServedRoots> => {
    served = rootsOf(mcp.server, options.root).then(async (found) => {
      for (const sentence of found.refused) log('warn', 'mcp', sentence);
      await folders.setRoots(found.roots);
      return found;
    });
    served.catch((error: unknown) => {
      log('error', 'mcp', errorText(error));
      // The next question tries anew.
      served = undefined;
    });
    return served;
  };
  mcp.server.oninitialized = () => void findRoots();
  mcp.server.setNotificationHandler(RootsListChangedNotificationSchema, () => void findRoots());
  mcp.server.onerror = (error) => {
    log('warn', 'mcp', errorText(error));
  };

  const call = async (tool: ToolDescription, input: unknown, extra: Extra): Promise<CallToolResult> => {
    const ended = folders.onState(buildProgress(reporterFor(extra)));
    try {
      const roots = requireRoots(await (served ?? findRoots()));
      const engine = await folders.current();
      const answer = await runTool(tool, input, { engine, roots, forms: 'both', signal: extra.signal });
      const { text, data } = answer.within(answer.maxTokens);
      return { content: [{ type: 'text', text }], structuredContent: data };
    } catch (error) {
      // Nobody waits for the answer to a call that was cancelled.
      if (!extra.signal.aborted && !(error instanceof ToolError)) log('error', tool.name, errorText(error));
      throw new Error(error instanceof ToolError ? error.message : sentenceFor(error), { cause: error });
    } finally {
      ended();
    }
  };
  for (const tool of TOOLS as readonly ToolDescription[])
    mcp.registerTool(
      tool.name,
      {
        title: tool.title,
        description: tool.description,
        inputSchema: tool.input,
        outputSchema: tool.output,
        annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
      },
      (input: unknown, extra: Extra) => call(tool, input, extra),
    );

  const end = async () => {
    await mcp.close();
    await Promise.race([folders.dispose(), pause(ENDING_MS)]).catch((error: unknown) => {
      log('error', 'mcp', errorText(error));
    });
  };
  beforeEnding(end);
  if (process.stdin.isTTY)
    remark('It waits for an agent to speak to it; Ctrl+C ends it. See "For agents" in the README.');
  const messages = process.stdin.pipe(
    refuseMalformed((message) => process.stdout.write(`${JSON.stringify(message)}\n`)),
  );
  const gone = clientGone();
  await mcp.connect(new StdioServerTransport(messages, process.stdout));
  await gone;
  await end();
  process.exit(0);
}

/** Sends progress where the client asked for it. */
function reporterFor({ _meta, sendNotification }: Extra): Parameters<typeof buildProgress>[0] {
  const progressToken = _meta?.progressToken;
  if (progressToken === undefined) return () => undefined;
  return (progress) => {
    const params = { progressToken, ...progress };
    // A client that is gone needs no progress.
    sendNotification({ method: 'notifications/progress', params }).catch(() => undefined);
  };
}

/** Resolves when nobody is left to answer: stdin ends with the client, also with one that was killed. */
function clientGone(): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      resolve();
    };
    for (const event of ['end', 'close', 'error'] as const) process.stdin.once(event, end);
  });
}
