import { appendFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { HunchApi } from '../../src/vscode/api';
import { functionNamed, uniqueWord } from '../edits';
import type { SaveReport } from './hostReport';
import { folderBecomes, hunch } from './hunchInHost';

const PAUSE_MS = 300;
const POLL_MS = 15;
const LIMIT_MS = 60_000;
/** The first of each kind starts what is started only once: watchers, the thread that embeds. */
const WARM_UP = 1;

/** Saves every file once, in turn by another program's write and in an editor, and waits until each is found. */
export async function measureSaves(files: readonly string[]): Promise<SaveReport> {
  const api = await hunch();
  await folderBecomes(api, 'ready');
  const byOthers: number[] = [];
  const inEditor: number[] = [];
  for (const [index, file] of files.entries()) {
    const uri = vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, file);
    const word = uniqueWord(index);
    await sleep(PAUSE_MS);
    if (index % 2 === 0)
      byOthers.push(
        await findable(api, word, () => {
          appendFileSync(uri.fsPath, functionNamed(word));
        }),
      );
    else inEditor.push(await savedInEditor(api, word, uri));
  }
  return { byOthers: byOthers.slice(WARM_UP), inEditor: inEditor.slice(WARM_UP) };
}

async function savedInEditor(api: HunchApi, word: string, uri: vscode.Uri): Promise<number> {
  const editor = await vscode.window.showTextDocument(uri);
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  await editor.edit((edit) => {
    edit.insert(end, functionNamed(word));
  });
  const elapsed = await findable(api, word, async () => {
    await editor.document.save();
  });
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  return elapsed;
}

/** Milliseconds from before the write until the answer that has the new function first. */
async function findable(api: HunchApi, word: string, write: () => void | Promise<void>): Promise<number> {
  const start = performance.now();
  const written = write();
  for (;;) {
    const { hits } = await api.engine.search({ query: word, limit: 1 });
    const elapsed = performance.now() - start;
    if (hits[0]?.symbol === word) {
      await written;
      return elapsed;
    }
    if (elapsed > LIMIT_MS) throw new Error(`${word} was not found within ${LIMIT_MS / 1000} s.`);
    await sleep(POLL_MS);
  }
}
