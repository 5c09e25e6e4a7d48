import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import path from 'node:path';

/** `models/<name>/model.json`: everything needed to run the model beside it, so that another model is another folder. */
export interface ModelManifest {
  readonly name: string;
  readonly version: string;
  readonly dimensions: number;
  readonly pooling: 'mean' | 'cls';
  /** The graph itself pools and normalizes: its output is [batch, dimensions]. */
  readonly inGraphPooling: boolean;
  /** Tokens a window holds, special tokens included. */
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  /** `words`: texts are split into words as the full-text index has them, and each is tokenized by itself. */
  readonly split?: 'words';
  /** Tokens of the header have the type 1 in `token_type_ids`, for a model that was trained to weigh them otherwise. */
  readonly marksHeader?: boolean;
  /** The most windows of one text; `MAX_WINDOWS` when absent. */
  readonly maxWindows?: number;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly licence: string;
  readonly source: string;
  readonly files: Readonly<Record<string, { readonly sha256: string; readonly bytes: number }>>;
}

/** The model cannot be used; the message is one sentence for a person, the original error is the `cause`. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** The parts of a model as they lie in its folder, checked against the manifest. */
export interface ModelFiles {
  readonly manifest: ModelManifest;
  /** Identity of the vectors: models of the same hash give vectors that can be compared. */
  readonly modelHash: string;
  readonly graph: Uint8Array;
  /** The parsed `tokenizer.json`. */
  readonly tokenizer: object;
}

/** Whether a folder is laid out as those of Hunch itself. */
export async function hasManifest(modelDirectory: string): Promise<boolean> {
  return access(path.join(modelDirectory, 'model.json')).then(
    () => true,
    () => false,
  );
}

/**
 * Reads and checks `model.json`.
 * @throws {ModelError} when it is missing, not JSON or lacks a field
 */
export async function loadManifest(modelDirectory: string): Promise<ModelManifest> {
  const value = parseObject(modelDirectory, 'model.json', await readPart(modelDirectory, 'model.json'));
  const wrong = firstWrongField(value);
  if (wrong !== undefined)
    throw damaged(modelDirectory, l10n.t('the field "{0}" of model.json is missing or wrong', wrong));
  return value as unknown as ModelManifest;
}

/**
 * Reads the whole model and compares the files with the hashes in the manifest, so that a damaged or exchanged file is
 * found before it gives wrong vectors. The bytes that were hashed are the bytes that will run.
 * @throws {ModelError} when a file is missing, damaged or not the one that the manifest describes
 */
export async function readModel(modelDirectory: string): Promise<ModelFiles> {
  const manifest = await loadManifest(modelDirectory);
  const graph = await readPart(modelDirectory, 'model.onnx');
  const tokenizer = await readPart(modelDirectory, 'tokenizer.json');
  const hashes = [
    checkedHash(modelDirectory, manifest, 'model.onnx', graph),
    checkedHash(modelDirectory, manifest, 'tokenizer.json', tokenizer),
  ];
  return {
    manifest,
    modelHash: identityOf(manifest, hashes),
    graph,
    tokenizer: parseObject(modelDirectory, 'tokenizer.json', tokenizer),
  };
}

/** Everything outside the text template that decides what vector a text gets. */
export function identityOf(manifest: ModelManifest, fileHashes: readonly string[]): string {
  const { pooling, inGraphPooling, maxTokens, queryPrefix, documentPrefix, split, marksHeader, maxWindows } = manifest;
  const reading = [maxTokens, queryPrefix, documentPrefix, split, marksHeader, maxWindows];
  const identity = [fileHashes, pooling, inGraphPooling, ...reading, manifest.dimensions];
  return sha256(JSON.stringify(identity));
}

function checkedHash(directory: string, manifest: ModelManifest, file: string, bytes: Uint8Array): string {
  const hash = sha256(bytes);
  if (hash !== manifest.files[file]?.sha256)
    throw damaged(directory, l10n.t('{0} is not the file that model.json describes', file));
  return hash;
}

function sha256(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

async function readPart(directory: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(path.join(directory, file));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw damaged(directory, missing ? l10n.t('{0} is missing', file) : l10n.t('{0} cannot be read', file), error);
  }
}

function parseObject(directory: string, file: string, bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw damaged(directory, l10n.t('{0} is not valid JSON', file), error);
  }
  if (!isObject(value)) throw damaged(directory, l10n.t('{0} is not a JSON object', file));
  return value;
}

/** Name of the first field that a manifest must have and `value` has not, or has with a wrong type. */
function firstWrongField(value: Record<string, unknown>): string | undefined {
  const isText = (field: unknown): boolean => typeof field === 'string';
  const isCount = (field: unknown): boolean => Number.isInteger(field) && (field as number) > 0;
  const isFile = (file: unknown): boolean => isObject(file) && isText(file.sha256) && isCount(file.bytes);
  const checks: Readonly<Record<keyof ModelManifest, (field: unknown) => boolean>> = {
    name: isText,
    version: isText,
    dimensions: isCount,
    pooling: (field) => field === 'mean' || field === 'cls',
    inGraphPooling: (field) => typeof field === 'boolean',
    // A window has to hold the two special tokens, a header and some body.
    maxTokens: (field) => isCount(field) && (field as number) >= 16,
    queryPrefix: isText,
    documentPrefix: isText,
    split: (field) => field === undefined || field === 'words',
    marksHeader: (field) => field === undefined || typeof field === 'boolean',
    maxWindows: (field) => field === undefined || isCount(field),
    inputs: (field) => Array.isArray(field) && field.length > 0 && field.every(isText),
    output: isText,
    licence: isText,
    source: isText,
    files: (field) => isObject(field) && isFile(field['model.onnx']) && isFile(field['tokenizer.json']),
  };
  return Object.entries(checks).find(([name, check]) => !check(value[name]))?.[0];
}

/** Whether a parsed JSON value is an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A `ModelError` for a folder whose content cannot be used. */
export function damaged(directory: string, what: string, cause?: unknown): ModelError {
  return new ModelError(l10n.t('The model folder {0} is damaged: {1}. Reinstall Hunch.', directory, what), { cause });
}
