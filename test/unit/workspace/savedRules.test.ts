import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { savedRules, saveRules } from '../../../src/engine/workspace/savedRules';
import { temporaryFolder } from '../../support/temporaryFolder';

describe('rules left beside an index', () => {
  it('are those of the last editor, without the folder that they were for', async () => {
    const directory = path.join(temporaryFolder(), 'index');
    expect(await savedRules(directory)).toBeUndefined();
    for (const glob of ['**/old', '**/older']) {
      const rules = { exclude: [{ glob }], include: ['x'], maxFileBytes: 7 };
      await saveRules(directory, { root: '/anywhere', ...rules });
      expect(await savedRules(directory)).toEqual(rules);
    }
    expect(readdirSync(directory)).toEqual(['rules.json']);
  });

  it.each(['', '{', 'null', '[]', '{"exclude":"x","maxFileBytes":1}'])('are none when damaged: %j', async (text) => {
    const directory = temporaryFolder();
    writeFileSync(path.join(directory, 'rules.json'), text);
    expect(await savedRules(directory)).toBeUndefined();
  });

  it('are none when a bit of them is another one: a pattern would leave out other files', async () => {
    const directory = temporaryFolder();
    await saveRules(directory, { root: '/anywhere', exclude: [{ glob: '**/secret' }], maxFileBytes: 7 });
    const file = path.join(directory, 'rules.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('secret', 'secrdt'));
    expect(await savedRules(directory)).toBeUndefined();
  });
});
