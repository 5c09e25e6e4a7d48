import path from 'node:path';
import { packageExtension } from '../scripts/packaging/packageExtension';
import { currentTarget } from '../scripts/packaging/targets';
import type { Figure } from './figure';
import { megabytes } from './quantiles';

/** Size of what a user downloads, for this platform. */
export async function packageSize(): Promise<Figure[]> {
  const { file, bytes } = await packageExtension(currentTarget());
  return [
    { name: '.vsix', value: megabytes(bytes), meaning: `${path.basename(file)}, model and native libraries included` },
  ];
}
