import { describe, expect, it } from 'vitest';
import { engineEnvironment } from '../../../src/vscode/engineProcess';

describe('The environment of the engine', () => {
  it('makes Electron a plain Node.js and takes over the rest', () => {
    expect(engineEnvironment({ PATH: '/bin' })).toMatchObject({
      PATH: '/bin',
      ELECTRON_RUN_AS_NODE: '1',
      ELECTRON_NO_ASAR: '1',
      LANCEDB_LOG: 'error',
    });
  });

  it('gives LanceDB two threads at least: it hangs on one', () => {
    expect(engineEnvironment({ LANCE_CPU_THREADS: '1' }).LANCE_CPU_THREADS).toBe('2');
    expect(engineEnvironment({ LANCE_CPU_THREADS: '6' }).LANCE_CPU_THREADS).toBe('6');
    expect(Number(engineEnvironment({}).LANCE_CPU_THREADS)).toBeGreaterThanOrEqual(2);
    expect(Number(engineEnvironment({ LANCE_CPU_THREADS: 'many' }).LANCE_CPU_THREADS)).toBeGreaterThanOrEqual(2);
  });

  it('keeps the C library from holding what threads once needed, unless somebody said how it shall', () => {
    expect(engineEnvironment({})).toMatchObject({ MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '262144' });
    expect(engineEnvironment({ MALLOC_ARENA_MAX: '7' }).MALLOC_ARENA_MAX).toBe('7');
  });

  it('does not hand down what a debugger preloads into every Node.js', () => {
    expect(engineEnvironment({ NODE_OPTIONS: '--require bootloader.js' })).not.toHaveProperty('NODE_OPTIONS');
  });

  it('says what language the engine speaks, and where its strings are if there are any', () => {
    expect(engineEnvironment({}, { name: 'de', bundle: '/ext/de.json' })).toMatchObject({
      HUNCH_LANGUAGE: 'de',
      HUNCH_L10N_BUNDLE: '/ext/de.json',
    });
    expect(engineEnvironment({}, { name: 'fr' })).not.toHaveProperty('HUNCH_L10N_BUNDLE');
  });
});
