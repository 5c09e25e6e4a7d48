import { describe, expect, it } from 'vitest';
import { readDuplicatesTabMessage } from '../../../src/protocol/duplicatesTab';
import { readMapTabMessage } from '../../../src/protocol/mapTab';

const GROUPING = {
  similarity: { 'near-identical': 0.8, 'same-meaning': 0.9 },
  tests: false,
  shown: { 'near-identical': true, 'same-meaning': true },
};

describe('a message of the tab with duplicates', () => {
  it.each([
    { type: 'ready' },
    { type: 'open', place: 3, toSide: false, preserveFocus: true },
    { type: 'compare', left: 0, right: 7 },
    { type: 'export', format: 'json', grouping: GROUPING },
  ])('is taken: %j', (message) => {
    expect(readDuplicatesTabMessage(message)).toEqual({ message });
  });

  it.each([
    { type: 'open', place: '/etc/passwd', toSide: false, preserveFocus: true },
    { type: 'open', place: -1, toSide: false, preserveFocus: true },
    { type: 'compare', left: 0.5, right: 7 },
    { type: 'export', format: 'html', grouping: GROUPING },
    { type: 'export', format: 'json', grouping: { ...GROUPING, path: '/tmp/a' } },
    { type: 'command', command: 'workbench.action.quit' },
    null,
  ])('is none: %j', (message) => {
    expect(readDuplicatesTabMessage(message)).toHaveProperty('malformed');
  });
});

describe('a message of the tab with the map', () => {
  it.each([
    { type: 'search', query: 'retry' },
    { type: 'open', dot: 3, toSide: true, preserveFocus: false },
  ])('is taken: %j', (message) => {
    expect(readMapTabMessage(message)).toEqual({ message });
  });

  it.each([
    { type: 'search', query: 'x'.repeat(10_001) },
    { type: 'open', dot: NaN, toSide: true, preserveFocus: false },
    { type: 'open', dot: 3, toSide: true, preserveFocus: false, path: 'src/a.ts' },
    'ready',
  ])('is none: %j', (message) => {
    expect(readMapTabMessage(message)).toHaveProperty('malformed');
  });
});
