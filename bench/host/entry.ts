import { readFileSync, writeFileSync } from 'node:fs';
import type { DelayReport, HostReport, SaveReport } from './hostReport';
import { measureDelay } from './measureDelay';
import { measureSaves } from './measureSaves';

/** What is to be measured; the file that `HUNCH_TEST_RESULT` names holds it, and takes the report. */
export type HostTask =
  | { readonly measure: 'delay'; readonly rounds: number; readonly roundMs: number }
  | { readonly measure: 'saves'; readonly files: readonly string[] };

/** What VS Code loads by `extensionTestsPath`, inside the extension host. */
export async function run(): Promise<void> {
  const file = process.env.HUNCH_TEST_RESULT!;
  const task = JSON.parse(readFileSync(file, 'utf8')) as HostTask;
  let report: HostReport<DelayReport | SaveReport>;
  try {
    report = {
      result: task.measure === 'delay' ? await measureDelay(task.rounds, task.roundMs) : await measureSaves(task.files),
    };
  } catch (error) {
    report = { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
  writeFileSync(file, JSON.stringify(report));
}
