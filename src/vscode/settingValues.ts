import type { ExcludePattern } from '../protocol/engine';

/**
 * One list of what to leave out, from settings shaped like `files.exclude` (glob → `true`, `false` or `{ when }`). A later
 * setting wins over an earlier one for the same glob, as VS Code's own search does it; so `false` takes a glob back. Values of
 * another type, which `settings.json` can hold, are passed over.
 */
export function mergeExcludes(settings: readonly unknown[]): readonly ExcludePattern[] {
  const merged = new Map<string, unknown>();
  for (const setting of settings) {
    if (!isRecord(setting)) continue;
    for (const [glob, value] of Object.entries(setting)) {
      if (typeof value === 'boolean' || whenOf(value) !== undefined) merged.set(glob, value);
    }
  }
  return [...merged].flatMap(([glob, value]) => {
    if (value === false || glob === '') return [];
    const when = whenOf(value);
    return [when === undefined ? { glob } : { glob, when }];
  });
}

/** A whole number within bounds from a setting that may hold anything. */
export function wholeNumber(
  value: unknown,
  bounds: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return bounds.otherwise;
  return Math.min(bounds.most, Math.max(bounds.least, Math.round(value)));
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
