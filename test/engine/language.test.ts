import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { SimilarRequest } from '../../src/protocol/engine';
import { engineEnvironment } from '../../src/vscode/engineProcess';
import { hunch } from '../support/commandLine';
import { EngineUnderTest, folder } from '../support/engineUnderTest';
import { SAMPLE } from '../support/sampleWorkspace';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

const BUNDLE = path.join(import.meta.dirname, '..', '..', 'l10n', 'bundle.l10n.de.json');

it('The engine speaks the language of VS Code, also in its threads, and the command line English', async () => {
  const strings = JSON.parse(readFileSync(BUNDLE, 'utf8')) as Record<string, string>;
  const root = temporaryFolder();
  writeFiles(root, { ...SAMPLE, 'README.md': '# Shop\n' });
  const { HUNCH_LANGUAGE, HUNCH_L10N_BUNDLE } = engineEnvironment({}, { name: 'de', bundle: BUNDLE });
  const engine = await EngineUnderTest.start({
    folders: [folder(root)],
    cacheDirectory: temporaryFolder(),
    // A model of one's own is looked at in a thread.
    modelDirectory: temporaryFolder(),
    environment: { HUNCH_LANGUAGE: HUNCH_LANGUAGE!, HUNCH_L10N_BUNDLE: HUNCH_L10N_BUNDLE! },
  });
  onTestFinished(() => engine.shutdown());

  const { mistakes } = await engine.search('lang:tz settings');
  expect(mistakes?.[0]?.text).toContain('Hunch kennt keine Sprache „tz“');
  await expect(engine.search('')).rejects.toThrow(
    strings['The query is empty: type a few words that say what the code does.'],
  );
  const nowhere = { root, path: 'README.md', startLine: 1, endLine: 1, limit: 5 };
  await expect(engine.connection.sendRequest(SimilarRequest, nowhere)).rejects.toThrow(
    'Nichts zu vergleichen bei README.md:1: README.md ist nicht im Index: kein Code, den Hunch liest.',
  );
  expect(engine.notices[0]?.text).toMatch(/^Das Modell in .* kann nicht verwendet werden: .*onnx.* fehlt; exportieren/);

  const { stderr } = await hunch(['search', '', '--root', root]);
  expect(stderr).toMatch(/^hunch: The query is empty/);
});
