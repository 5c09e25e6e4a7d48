import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { locate, realFileIn, realOf } from '../../../src/engine/workspace/locate';
import { temporaryFolder, writeFiles } from '../../support/temporaryFolder';

let parent: string;
let shop: string;
let library: string;
beforeEach(() => {
  parent = temporaryFolder();
  shop = path.join(parent, 'shop');
  library = path.join(parent, 'library');
  writeFiles(parent, { 'shop/src/cart.ts': '', 'library/lend.py': '', 'library/src/shelf.py': '', 'secret.txt': '' });
});

describe('locate', () => {
  it.each([
    ['src/cart.ts', 'src/cart.ts', false],
    ['./src//cart.ts', 'src/cart.ts', false],
    ['src/../src/cart.ts', 'src/cart.ts', false],
    ['src/', 'src', true],
    ['.', '', true],
    ['', '', true],
    ['shop/src/cart.ts', 'src/cart.ts', false],
    ['shop', '', true],
  ])('knows %j from the folder', async (given, relative, isFolder) => {
    expect(await locate([shop], given)).toEqual({ root: shop, path: relative, isFolder });
  });

  it('knows absolute paths and URIs, also through a link to the folder', async () => {
    const file = path.join(shop, 'src', 'cart.ts');
    const place = { path: 'src/cart.ts', isFolder: false };
    expect(await locate([shop], file)).toEqual({ root: shop, ...place });
    expect(await locate([shop], String(pathToFileURL(file)))).toEqual({ root: shop, ...place });
    const link = path.join(parent, 'link');
    symlinkSync(shop, link, 'junction');
    expect(await locate([link], file)).toEqual({ root: link, ...place });
    expect(await locate([link], path.join(link, 'src', 'cart.ts'))).toEqual({ root: link, ...place });
  });

  it('finds the folder that has the file', async () => {
    expect(await locate([shop, library], 'lend.py')).toMatchObject({ root: library, path: 'lend.py' });
    expect(await locate([shop, library], 'library/src/shelf.py')).toMatchObject({ root: library });
    expect(await locate([shop, library], 'src/shelf.py')).toMatchObject({ root: library, path: 'src/shelf.py' });
  });

  it.each(['../secret.txt', 'src/../../secret.txt', '/etc/passwd', '/nowhere/at/all', 'shop/../../secret.txt'])(
    'refuses %j, whether it is there or not',
    async (given) => {
      await expect(locate([shop], given)).rejects.toThrow(/is outside of .*shop: only what lies in/);
    },
  );

  it('refuses a link that leads out, and follows one that stays', async () => {
    symlinkSync(parent, path.join(shop, 'out'), 'junction');
    symlinkSync(path.join(shop, 'src'), path.join(shop, 'in'), 'junction');
    await expect(locate([shop], 'out/secret.txt')).rejects.toThrow(/is a link that leads out of/);
    await expect(locate([shop], 'out/library/lend.py')).rejects.toThrow(/is a link that leads out of/);
    expect(await locate([shop], 'in/cart.ts')).toMatchObject({ path: 'src/cart.ts' });
  });

  it('says what is not there, and what is no path', async () => {
    await expect(locate([shop], 'src/gone.ts')).rejects.toThrow(/^There is no "src\/gone.ts" in .*shop\.$/);
    await expect(locate([shop], 'a\0b')).rejects.toThrow(/zero bytes/);
    await expect(locate([shop], 'file://host/%00')).rejects.toThrow(/names no file|outside/);
  });
});

describe('realFileIn', () => {
  it('refuses a file that became a link out of the folder after it was indexed', async () => {
    const real = await realOf(shop);
    expect(await realFileIn(shop, 'src/cart.ts', real)).toBe(path.join(shop, 'src', 'cart.ts'));
    symlinkSync(parent, path.join(shop, 'out'), 'junction');
    expect(await realFileIn(shop, 'out/secret.txt', real)).toBeUndefined();
    expect(await realFileIn(shop, 'gone.ts', real)).toBe(path.join(shop, 'gone.ts'));
  });
});
