// `npm run bench:trust`: bundles `main.ts` and runs it. As CommonJS, so that it gets the Arrow that LanceDB requires itself.
import { spawnSync } from 'node:child_process';
import { buildSync } from 'esbuild';
import { inRepository } from '../../test/harness/repository';

const outfile = inRepository('out', 'bench', 'trust.cjs');
buildSync({
  entryPoints: [inRepository('bench', 'trust', 'main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  define: { 'import.meta.dirname': JSON.stringify(inRepository('bench', 'trust')) },
});
const { status } = spawnSync(process.execPath, [outfile, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exitCode = status ?? 1;
