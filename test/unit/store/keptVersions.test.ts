import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { compact } from '../../../src/engine/store/keptVersions';
import { loadLanceDb } from '../../../src/engine/store/lancedb';
import { temporaryFolder } from '../../support/temporaryFolder';

const KEEP_MS = 2000;
const FRAGMENTS = 50;

describe('versions that are cleaned up', () => {
  it('are none that a reader may have begun with a moment ago, however old they are', async () => {
    const directory = temporaryFolder();
    const { connect } = await loadLanceDb();
    const writer = await (await connect(directory)).createTable('t', [{ word: 'first' }]);
    await pause(KEEP_MS);
    // Merging so many fragments takes longer than there is between two versions.
    for (let fragment = 0; fragment < FRAGMENTS; fragment++) await writer.add([{ word: 'second' }]);
    await pause(2 * KEEP_MS);
    // Old by now, and still the newest.
    const reader = await (await connect(directory)).openTable('t');
    const words = async () => ((await reader.query().toArray()) as { word: string }[]).map(({ word }) => word).sort();

    await writer.update({ where: "word = 'first'", values: { word: 'third' } });
    await compact(writer, KEEP_MS);
    expect(await words()).toEqual(['first', ...Array<string>(FRAGMENTS).fill('second')]);
    expect((await writer.listVersions()).map(({ version }) => version)).not.toContain(1);

    await pause(2 * KEEP_MS);
    await compact(writer, KEEP_MS);
    expect(await writer.listVersions()).toHaveLength(1);
  });
});
