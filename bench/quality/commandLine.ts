import type { QualityOptions } from './report';

/** The options of `parseArgs` that the benchmarks over corpora and packages share. */
export const QUALITY_OPTIONS = {
  corpora: { type: 'string' },
  only: { type: 'string', multiple: true, default: [] as string[] },
  'held-out': { type: 'boolean', default: false },
  now: { type: 'boolean', default: false },
  tag: { type: 'string', default: 'default' },
  json: { type: 'string' },
} as const;

interface Values {
  readonly corpora?: string;
  readonly only: readonly string[];
  readonly 'held-out': boolean;
  readonly now: boolean;
  readonly tag: string;
  readonly verbose?: boolean;
}

/** What they say. @throws when it cannot be done */
export function qualityOptions({ corpora, only, now, tag, verbose = false, ...rest }: Values): QualityOptions {
  if (!/^[\w.-]+$/.test(tag)) throw new Error('--tag wants letters, digits, dots, dashes and underscores.');
  return { corpora, verbose, heldOut: rest['held-out'], now, tag, only: only.flatMap((list) => list.split(',')) };
}
