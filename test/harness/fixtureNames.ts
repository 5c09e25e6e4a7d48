/** A file name that would run script in a page that does not escape it. */
export const HOSTILE_NAME = '<img src=x onerror=alert(1)>.ts';

/** Words that stand only in files that must not be indexed, with the reason. */
export const UNWANTED_WORDS = {
  inNodeModules: 'zebrafishDependency',
  ignoredAtTop: 'zebrafishBuildOutput',
  ignoredNested: 'zebrafishScratch',
  minified: 'zebrafishMinified',
} as const;
