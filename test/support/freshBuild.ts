import { execFileSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');

/** Global set-up of vitest: suites that run the bundles must not run yesterday's. */
export default function setup(): void {
  const built = newest(path.join(root, 'dist'), /\.js$/, Math.min);
  const source = Math.max(
    newest(path.join(root, 'src'), /./, Math.max),
    ...['esbuild.mjs', 'scripts/grammars.mjs'].map((file) => statSync(path.join(root, file)).mtimeMs),
  );
  if (built > source) return;
  execFileSync(process.execPath, ['esbuild.mjs'], { cwd: root, stdio: 'inherit' });
}

/** The newest (or with `Math.min` the oldest) modification time below a folder; 0 without files. */
function newest(folder: string, name: RegExp, pick: (...times: number[]) => number): number {
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return 0;
  }
  const files = names.filter((each) => name.test(each) && !each.includes('node_modules'));
  return files.length === 0 ? 0 : pick(...files.map((each) => statSync(path.join(folder, each)).mtimeMs));
}
