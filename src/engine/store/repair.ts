import * as l10n from '@vscode/l10n';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Connection, Table } from '@lancedb/lancedb';
import { indexExists } from './inspectIndex';
import { CATALOG, type Damage, type Seal } from './seal';
import { type IndexIdentity, indexWords, openTables, readAll, type TableName, TABLES } from './tables';

/** How often files are compared again that another process changes meanwhile. */
const LOOKS = 5;

/** Why an index cannot be used as it is. */
export interface Problem {
  /** To be made anew. */
  readonly tables: readonly TableName[];
  /** To be told to people; undefined when there was no index. */
  readonly reason: string | undefined;
}

/** Whether the files of an index are those that were written. @param again see `Seal.damage` */
export async function isWhole(directory: string, seal: Seal, again: boolean): Promise<boolean> {
  for (let look = 0; look < LOOKS; look++) {
    if (!(await seal.load())) return false;
    const { written } = seal;
    const { altered, missing } = await damageWithoutCatalog(directory, seal, again && look === 0);
    if (altered.size + missing.size === 0) return true;
    // Somebody may have cleaned up, and sealed again, while we looked.
    if (!(await seal.load()) || seal.written === written) return false;
  }
  return false;
}

/** What is damaged of the tables. LanceDB's list of them is taken away where it is: nothing needs it. */
async function damageWithoutCatalog(directory: string, seal: Seal, again: boolean): Promise<Damage> {
  const damage = await seal.damage({ again });
  if (damage.catalog) await deleteCatalog(directory);
  return damage;
}

/**
 * What is wrong with the index in a directory, if anything is. What can be put right without losing rows is put right. Whoever
 * calls it holds the index's lock.
 * @param connect gives the connection to it, which must not be made while LanceDB's list of tables is damaged
 */
export async function problemOf(
  directory: string,
  connect: () => Promise<Connection>,
  identity: IndexIdentity,
  seal: Seal,
  again: boolean,
): Promise<Problem | undefined> {
  const exists = await indexExists(directory);
  const isSealed = exists && (await seal.load());
  // Nobody knows whether it is as it was.
  if (!isSealed) await deleteCatalog(directory);
  if (!exists) {
    const isPart = (await (await connect()).tableNames()).includes('chunks');
    return { tables: TABLES, reason: isPart ? l10n.t('it was not complete') : undefined };
  }
  if (!isSealed) return { tables: TABLES, reason: l10n.t('it is damaged ({0})', l10n.t('its checksums are')) };
  const { altered, missing } = await damageWithoutCatalog(directory, seal, again);
  const connection = await connect();
  const damaged = new Map(altered);
  for (const [table, files] of missing)
    if (!damaged.has(table) && !(await doesWithout(files, connection, table, seal))) damaged.set(table, files[0]!);
  if (damaged.size > 0) {
    const [file] = damaged.values();
    return { tables: toMakeAnew(damaged), reason: l10n.t('it is damaged ({0})', String(file)) };
  }
  const opened = await openTables(connection, identity);
  return 'reason' in opened ? { tables: TABLES, reason: opened.reason } : undefined;
}

function toMakeAnew(damaged: ReadonlyMap<string, string>): readonly TableName[] {
  if (damaged.has('meta')) return TABLES;
  // What chunks there are, and which files they are of, belongs together.
  const pair: readonly TableName[] = damaged.has('chunks') || damaged.has('files') ? ['chunks', 'files'] : [];
  return damaged.has('vectors') ? [...pair, 'vectors'] : pair;
}

/**
 * Whether a table is whole without the files that are missing of it: those of old versions, which a process removed that was
 * ended before it could seal again, are missed by nobody, and those of its indexes can be made again.
 */
async function doesWithout(
  files: readonly string[],
  connection: Connection,
  name: string,
  seal: Seal,
): Promise<boolean> {
  try {
    const table = await connection.openTable(name);
    const sealed = seal.versions[name];
    if (sealed !== undefined) {
      // Without its newest manifest a table opens as it was before.
      if ((await table.version()) < sealed) return false;
      await takeBackTo(sealed, table);
    }
    await readAll(table);
    if (files.some((file) => file.includes('/_indices/'))) {
      for (const { name: index, indexType } of await table.listIndices())
        if (indexType !== 'FTS') await table.dropIndex(index);
      if (name === 'chunks') await indexWords(table);
    }
    seal.accept(name, await table.version());
    return true;
  } catch {
    return false;
  }
}

/** Makes an older version of a table the newest, if it is not. */
export async function takeBackTo(version: number, table: Table): Promise<void> {
  if ((await table.version()) === version) return;
  await table.checkout(version);
  await table.restore();
}

/** Not by LanceDB, which may find no table in what is left of one. */
export async function deleteTable(directory: string, table: TableName): Promise<void> {
  await rm(path.join(directory, `${table}.lance`), { recursive: true, force: true });
}

/** Deletes LanceDB's own list of the tables, which it does without. */
export async function deleteCatalog(directory: string): Promise<void> {
  await rm(path.join(directory, CATALOG), { recursive: true, force: true });
}
