// Measures how good the answers are: `npm run bench:quality -- --corpora DIR`, or only some parts: `… -- functions similar`.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ablationQuality } from './ablation';
import { QUALITY_OPTIONS, qualityOptions } from './commandLine';
import { corporaQuality } from './corpora';
import { docstringsQuality } from './docstrings';
import { functionsQuality } from './functions';
import type { QualityOptions, Report } from './report';
import { similarQuality } from './similar';

/** In the order in which they are run; `ablation` only when it is asked for, since it runs others many times. */
const PARTS: Readonly<Record<string, (options: QualityOptions) => Promise<Report>>> = {
  corpora: corporaQuality,
  functions: functionsQuality,
  docstrings: docstringsQuality,
  similar: similarQuality,
  ablation: ablationQuality,
};

async function main(): Promise<void> {
  const { names, json, options } = commandLine();
  const data: Record<string, unknown> = {};
  for (const name of names) {
    console.error(`Measuring: ${name} …`);
    try {
      const report = await PARTS[name]!(options);
      console.log(`\n${report.text}`);
      data[name] = report.data;
    } catch (error) {
      // The other parts took minutes; this one must not cost them.
      console.error(error);
      data[name] = { failed: error instanceof Error ? error.message : String(error) };
      process.exitCode = 1;
    }
    if (json !== undefined) writeFileSync(json, `${JSON.stringify({ ...configuration(options), ...data }, null, 2)}\n`);
  }
}

/** What the figures belong to: the engine takes other models and weights from its environment. */
function configuration({ now, only, tag }: QualityOptions) {
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('HUNCH_')));
  return { date: new Date().toISOString(), now, only, tag, environment };
}

function commandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...QUALITY_OPTIONS, verbose: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !(name in PARTS));
  if (unknown.length > 0)
    throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
  const names = Object.keys(PARTS).filter((name) =>
    positionals.length === 0 ? name !== 'ablation' : positionals.includes(name),
  );
  return { names, json: values.json, options: qualityOptions(values) };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
