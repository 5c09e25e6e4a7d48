import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { Activation } from './hostReport';

const LIMIT_MS = 10_000;

/** What VS Code's "Startup Performance" page says of the extension: a Markdown table with columns named in its first row. */
export async function readActivation(): Promise<Activation | undefined> {
  await vscode.commands.executeCommand('perfview.show');
  for (let waited = 0; waited < LIMIT_MS; waited += 200) {
    const page = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'perf');
    const rows = page?.getText().split('\n') ?? [];
    const row = rows.find((line) => line.includes('hunch-dev.hunch'));
    if (row !== undefined) return activationIn(rows, row);
    await sleep(200);
  }
  return undefined;
}

function activationIn(rows: readonly string[], row: string): Activation | undefined {
  const cells = (line: string): string[] => line.split('|').map((cell) => cell.trim());
  const header = rows.slice(0, rows.indexOf(row)).findLast((line) => line.includes('Load Code'));
  if (header === undefined) return undefined;
  const value = (column: string): number => Number(cells(row)[cells(header).indexOf(column)]);
  return { load: value('Load Code'), call: value('Call Activate') };
}
