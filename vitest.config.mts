import { createRequire } from 'node:module';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // As in esbuild.mjs: LanceDB takes only tables made by the build of Arrow that it requires itself.
  resolve: { alias: { 'apache-arrow': createRequire(import.meta.url).resolve('apache-arrow') } },
  test: {
    globalSetup: ['test/support/freshBuild.ts'],
    include: ['test/unit/**/*.test.ts', 'test/engine/**/*.test.ts', 'test/webview/**/*.test.ts'],
    // The engine tests load the real model: two files at a time are all that two cores carry.
    maxWorkers: 2,
    // They only bound a hang: a busy machine takes several times as long as a quiet one.
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
