import path from 'node:path';
import type { Hit } from '../../protocol/hit';
import { visible } from '../visible';

/** A hit's file as an editor or a shell opens it from here, like `rg` writes it: `--root ..` gives `../src/a.ts`. */
export function pathFromHere(root: string, hit: Hit): string {
  return visible(path.join(root, hit.path));
}

/** `Store.open`; empty for what is left of a module. */
export function nameOf({ container, symbol }: Hit): string {
  return visible([container, symbol].filter(Boolean).join('.'));
}
