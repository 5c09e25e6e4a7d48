import { realpath, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import * as z from 'zod/mini';
import { EngineError } from '../../engine/errors';

/** So long a client has to name its roots. */
const ANSWER_MS = 10_000;

/** The SDK's own schema refuses the whole list for one root that is no file. */
const Roots = z.object({ roots: z.array(z.object({ uri: z.string() })) });

/** The folders to serve, and why others are not. */
export interface ServedRoots {
  /** Absolute paths of folders that exist, each once. */
  readonly roots: readonly string[];
  /** A sentence each. */
  readonly refused: readonly string[];
}

/** The client's roots, or what stands on the command line when the client has none. */
export async function rootsOf(
  server: McpServer['server'],
  fallback: readonly string[] | undefined,
): Promise<ServedRoots> {
  const uris = await clientRoots(server);
  if (uris === undefined) return fallback === undefined ? workingDirectory() : usable(fallback);
  const refused: string[] = [];
  const folders = uris.flatMap((uri) => {
    try {
      return [fileURLToPath(uri)];
    } catch {
      refused.push(`The root ${uri} is no folder on this machine.`);
      return [];
    }
  });
  const served = await usable(folders);
  return { roots: served.roots, refused: [...refused, ...served.refused] };
}

/** Undefined when the client names none. */
async function clientRoots(server: McpServer['server']): Promise<string[] | undefined> {
  if (server.getClientCapabilities()?.roots === undefined) return undefined;
  try {
    const { roots } = await server.request({ method: 'roots/list' }, Roots, { timeout: ANSWER_MS });
    return roots.length === 0 ? undefined : roots.map(({ uri }) => uri);
  } catch (error) {
    throw new EngineError('The client did not say which folders are open, though it said that it can: try again.', {
      cause: error,
    });
  }
}

async function usable(folders: readonly string[]): Promise<ServedRoots> {
  const roots = new Map<string, string>();
  const refused: string[] = [];
  for (const each of folders) {
    const folder = path.resolve(each);
    const stats = await stat(folder).catch(() => undefined);
    if (stats?.isDirectory() !== true) refused.push(`There is no folder ${folder}.`);
    else {
      const real = await realpath(folder);
      if (!roots.has(real)) roots.set(real, folder);
    }
  }
  return { roots: [...roots.values()], refused };
}

/** Where the client was started, if that can be a project: nobody means to index all of a home folder, or the disk. */
function workingDirectory(): Promise<ServedRoots> {
  const folder = process.cwd();
  if (folder === os.homedir() || folder === path.parse(folder).root) {
    const why = `${folder} is not indexed unasked: name the folder of your project with --root, or as a root of the client.`;
    return Promise.resolve({ roots: [], refused: [why] });
  }
  return usable([folder]);
}

/** @throws EngineError when there is no folder to work on */
export function requireRoots({ roots, refused }: ServedRoots): readonly string[] {
  if (roots.length === 0) throw new EngineError(['There is no folder to search in.', ...refused].join(' '));
  return roots;
}
