import { textTable } from './textTable';

/** One line of the benchmark's table. */
export interface Figure {
  readonly name: string;
  /** With its unit. */
  readonly value: string;
  /** What Hunch promises, where it promises something. */
  readonly target?: string;
  /** Whether the target was met here and now; only shown, nothing fails by it. */
  readonly met?: boolean;
  readonly meaning: string;
}

/** The figures as a plain table, in columns as wide as they need to be. */
export function tableOf(figures: readonly Figure[]): string {
  const header = ['figure', 'measured', 'target', '', 'what it means'];
  const rows = figures.map(({ name, value, target, met, meaning }) => [
    name,
    value,
    target ?? '',
    met === undefined ? '' : met ? 'met' : 'MISSED',
    meaning,
  ]);
  return textTable(header, rows);
}
