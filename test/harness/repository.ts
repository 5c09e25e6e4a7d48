import path from 'node:path';

/** Absolute path of the repository, wherever a script or a suite is started from. */
export const repositoryRoot = path.resolve(import.meta.dirname, '../..');

/** Absolute path of something in the repository. */
export function inRepository(...parts: string[]): string {
  return path.join(repositoryRoot, ...parts);
}

/** Where suites leave what a person looks at after a run: reports, logs, screenshots. Not committed. */
export const resultsFolder = inRepository('test-results');
