// `npm run bench:trust`: bundles `main.ts` as the engine is bundled (LanceDB takes only the Arrow it requires itself) and runs it.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';
import { inRepository } from '../../test/harness/repository';

const require = createRequire(import.meta.url);
const outfile = inRepository('out', 'bench', 'trust.cjs');
buildSync({
  entryPoints: [inRepository('bench', 'trust', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  alias: { 'apache-arrow': require.resolve('apache-arrow') },
  define: { 'import.meta.dirname': JSON.stringify(inRepository('bench', 'trust')) },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
