// Makes the package that VS Code installs: `npm run package`, or for another platform `npm run package -- --target
// darwin-arm64`, or `--all-targets`. Prints each file and its size.
import path from 'node:path';
import { parseArgs } from 'node:util';
import { packageExtension } from './packaging/packageExtension';
import { currentTarget, targetNamed, TARGETS } from './packaging/targets';

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { target: { type: 'string' }, 'all-targets': { type: 'boolean' } } });
  const one = values.target === undefined ? currentTarget() : targetNamed(values.target);
  for (const target of values['all-targets'] === true ? TARGETS : [one]) {
    const { file, bytes } = await packageExtension(target);
    console.log(`${path.basename(file)}  ${(bytes / 1e6).toFixed(1)} MB`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
