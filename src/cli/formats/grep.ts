import { visible } from '../visible';
import type { Answered, Look } from './answered';
import { pathFromHere } from './hitPath';

/** `path:line:text`, one line a hit, as `grep -n` writes it, so that editors can jump: the line where the hit begins. */
export function toGrep({ hits }: Answered, { root }: Look): string {
  return hits
    .map((hit) => {
      const first = hit.preview?.split('\n', 1)[0] ?? hit.signature;
      return `${pathFromHere(root, hit)}:${hit.startLine}:${visible(first)}`;
    })
    .join('\n');
}
