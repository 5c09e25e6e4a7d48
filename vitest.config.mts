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
    testTimeout: 180_000,
    hookTimeout: 120_000,
  },
});
