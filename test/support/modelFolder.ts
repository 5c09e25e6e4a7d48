import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './temporaryFolder';

/** The bundled model. */
export const MODEL = path.join(import.meta.dirname, '..', '..', 'models', 'hunch-minilm-code');

/** A copy of the bundled model that a test may damage. */
export function modelCopy(): string {
  const folder = temporaryFolder();
  cpSync(MODEL, folder, { recursive: true });
  return folder;
}

/** Replaces a file of a model folder and makes its manifest agree, as someone would who builds a wrong model. */
export function replaceModelFile(folder: string, file: string, content: string): void {
  writeFileSync(path.join(folder, file), content);
  editManifest(folder, (manifest) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    (manifest.files as Record<string, unknown>)[file] = { sha256, bytes: Math.max(1, content.length) };
  });
}

/** Changes fields of a model folder's manifest. */
export function editManifest(folder: string, edit: (manifest: Record<string, unknown>) => void): void {
  const file = path.join(folder, 'model.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  edit(manifest);
  writeFileSync(file, JSON.stringify(manifest));
}

/** The bundled model as Hugging Face lays a model out, for a test to change. */
export function huggingFaceCopy(): string {
  const folder = temporaryFolder();
  cpSync(path.join(MODEL, 'model.onnx'), path.join(folder, 'onnx', 'model.onnx'));
  cpSync(path.join(MODEL, 'tokenizer.json'), path.join(folder, 'tokenizer.json'));
  writeFileSync(path.join(folder, 'sentence_bert_config.json'), '{"max_seq_length": 256}');
  return folder;
}
