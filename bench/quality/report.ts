import { textTable } from '../textTable';

/** What one part of the benchmark found. */
export interface Report {
  /** Tables and remarks, to be printed. */
  readonly text: string;
  /** All figures, for `--json`. */
  readonly data: unknown;
}

/** How a part is to be run. */
export interface QualityOptions {
  /** Folder with clones of the corpora. */
  readonly corpora: string | undefined;
  /** Shows what was wanted and what came. */
  readonly verbose: boolean;
  /** Prints the part of the function-level queries that is kept apart. */
  readonly heldOut: boolean;
  /** Answers come as soon as everything can be found, before any code was read closely. */
  readonly now: boolean;
  /** Keeps indexes apart from those of other tags, so that two configurations can be compared in turns. */
  readonly tag: string;
  /** Only haystacks with one of these names; all when empty. */
  readonly only: readonly string[];
}

/** Whether a corpus or package is among those that were asked for. */
export function isSelected({ only }: QualityOptions, name: string): boolean {
  return only.length === 0 || only.includes(name);
}

/** Groups in the order in which their keys first come. */
export function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** `0.874`; `–` for what there is not. */
export function decimal(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}

/** With its sign: `+0.021`. */
export function difference(value: number | undefined): string {
  return value === undefined ? '–' : `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

/** A table under a title, with a blank line between. */
export function titled(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${title}\n\n${textTable(header, rows)}`;
}
