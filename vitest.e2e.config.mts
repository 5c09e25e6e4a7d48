import { defineConfig } from 'vitest/config';

/** The end-to-end tests; `npm run test:e2e` packages the extension first and names the package in `HUNCH_VSIX`. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.e2e.ts'],
    // Each file drives a VS Code of its own, and a VS Code takes two cores.
    fileParallelism: false,
    sequence: { concurrent: false },
    pool: 'forks',
    testTimeout: 240_000,
    hookTimeout: 300_000,
  },
});
