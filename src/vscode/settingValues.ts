import type { ExcludePattern } from '../protocol/engine';

/**
 * One list of what to leave out, from settings shaped like `files.exclude` (glob → `true`, `false` or `{ when }`). A later
 * setting wins over an earlier one for the same glob, as VS Code's own search does it; so `false` takes a glob back. Values of
 * another type, which `settings.json` can hold, are passed over.
 */
export function mergeExcludes(
  settings: readonly { readonly setting: NonNullable<ExcludePattern['setting']>; readonly value: unknown }[],
): readonly ExcludePattern[] {
  const merged = new Map<string, { readonly pattern: ExcludePattern; readonly on: boolean }>();
  for (const { setting, value: globs } of settings) {
    if (!isRecord(globs)) continue;
    for (const [glob, value] of Object.entries(globs)) {
      const when = whenOf(value);
      if (glob === '' || (typeof value !== 'boolean' && when === undefined)) continue;
      merged.set(glob, { pattern: { glob, setting, ...(when === undefined ? {} : { when }) }, on: value !== false });
    }
  }
  return [...merged.values()].flatMap(({ pattern, on }) => (on ? [pattern] : []));
}

/** The globs of a setting shaped as glob → boolean that are `true`; of a plain list of globs, which is easily written, all. */
export function switchedOn(value: unknown): readonly string[] {
  const globs: unknown[] = Array.isArray(value)
    ? value
    : Object.entries(isRecord(value) ? value : {}).flatMap(([glob, on]) => (on === true ? [glob] : []));
  return globs.filter((glob): glob is string => typeof glob === 'string' && glob !== '');
}

/** A whole number within bounds from a setting that may hold anything. */
export function wholeNumber(
  value: unknown,
  bounds: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return bounds.otherwise;
  return Math.min(bounds.most, Math.max(bounds.least, Math.round(value)));
}

/** The lowest limit, in percent of all cores, at which indexing still comes to an end. */
export const LEAST_CPU_LIMIT = 5;

/** What share of all cores some threads keep busy, in percent. */
export function percentOfCores(threads: number, cores: number): number {
  return Math.max(LEAST_CPU_LIMIT, Math.min(100, Math.round((100 * threads) / cores)));
}

/** The path in a setting, with a leading `~` as the home folder; `undefined` when the setting is empty. */
export function folderPath(value: unknown, home: string): string | undefined {
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  return value.trim().replace(/^~(?=$|[\\/])/, () => home);
}

function whenOf(value: unknown): string | undefined {
  return isRecord(value) && typeof value.when === 'string' ? value.when : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
