import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOnBattery } from '../../src/engine/powerSource';
import { temporaryFolder, writeFiles } from '../support/temporaryFolder';

/** As Linux tells of power supplies: a folder each, a file for each fact. */
function supplies(all: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const root = temporaryFolder();
  for (const [name, facts] of Object.entries(all))
    for (const [fact, value] of Object.entries(facts)) writeFiles(root, { [`${name}/${fact}`]: `${value}\n` });
  return root;
}

const draining = { type: 'Battery', status: 'Discharging' };

describe('The power source of a Linux machine', () => {
  it.each([
    ['its battery', { BAT0: draining, ACAD: { type: 'Mains', online: '0' } }, true],
    ['its battery, where nothing tells of a plug', { BAT1: draining }, true],
    [
      'mains, the battery full',
      { BAT0: { type: 'Battery', status: 'Full' }, ADP1: { type: 'Mains', online: '1' } },
      false,
    ],
    ['a USB plug that is weaker than the load', { BAT0: draining, ucsi: { type: 'USB', online: '1' } }, false],
    ['mains, with a mouse on its battery', { hid: { ...draining, scope: 'Device' } }, false],
    ['mains, without any battery', {}, false],
  ])('is %s', async (_name, all, onBattery) => {
    expect(await isOnBattery('linux', supplies(all))).toBe(onBattery);
  });

  it('is mains where nothing is told', async () => {
    expect(await isOnBattery('linux', path.join(temporaryFolder(), 'none'))).toBe(false);
    expect(await isOnBattery('aix', '')).toBe(false);
  });
});
