import type { Format } from './answered';
import { toGrep } from './grep';
import { toJson } from './json';
import { toMarkdown } from './markdown';
import { toText } from './text';

/** By the names that `--format` takes. */
export const FORMATS = { text: toText, json: toJson, markdown: toMarkdown, grep: toGrep } satisfies Record<
  string,
  Format
>;

export type FormatName = keyof typeof FORMATS;
