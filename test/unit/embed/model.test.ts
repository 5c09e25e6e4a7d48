import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadManifest, ModelError, readModel } from '../../../src/engine/embed/model';
import { editManifest, MODEL, modelCopy, replaceModelFile } from '../../support/modelFolder';

/** Why a folder is refused; nothing when it is not (not the model: a failing test would print 23 MB). */
const refusalOf = (folder: string): Promise<unknown> =>
  readModel(folder).then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the bundled model', () => {
  it('has a manifest whose hashes fit its files', async () => {
    const { manifest, modelHash } = await readModel(MODEL);
    expect(manifest).toMatchObject({ name: path.basename(MODEL), licence: 'Apache-2.0' });
    expect(modelHash).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('a model folder', () => {
  const lose = (file: string) => (folder: string) => {
    rmSync(path.join(folder, file));
  };
  const write = (file: string, content: string) => (folder: string) => {
    writeFileSync(path.join(folder, file), content);
  };
  const set = (field: string, value: unknown) => (folder: string) => {
    editManifest(folder, (manifest) => (manifest[field] = value));
  };
  const truncate = (file: string) => (folder: string) => {
    truncateSync(path.join(folder, file), 1e5);
  };

  it.each([
    ['model.onnx is missing', lose('model.onnx')],
    ['tokenizer.json is missing', lose('tokenizer.json')],
    ['model.json is missing', lose('model.json')],
    ['model.json is not valid JSON', write('model.json', '{"name":')],
    ['model.json is not a JSON object', write('model.json', '[]')],
    ['the field "dimensions" of model.json is missing or wrong', set('dimensions', '384')],
    ['the field "maxTokens" of model.json is missing or wrong', set('maxTokens', 2)],
    ['the field "files" of model.json is missing or wrong', set('files', {})],
    ['model.onnx is not the file that model.json describes', truncate('model.onnx')],
    ['tokenizer.json is not the file that model.json describes', truncate('tokenizer.json')],
    [
      'tokenizer.json is not a JSON object',
      (folder: string) => {
        replaceModelFile(folder, 'tokenizer.json', '3');
      },
    ],
  ])('that is damaged is refused in one sentence: %s', async (what, damage) => {
    const folder = modelCopy();
    damage(folder);
    const failure = await refusalOf(folder);
    expect(failure).toBeInstanceOf(ModelError);
    expect((failure as ModelError).message).toBe(`The model folder ${folder} is damaged: ${what}. Reinstall Hunch.`);
  });

  it('with one flipped bit in the model is refused', async () => {
    const folder = modelCopy();
    const bytes = readFileSync(path.join(folder, 'model.onnx'));
    bytes[bytes.length >> 1]! ^= 1;
    writeFileSync(path.join(folder, 'model.onnx'), bytes);
    expect(await refusalOf(folder)).toMatchObject({ message: /model.onnx is not the file that model.json describes/ });
  });

  it('keeps the original error as the cause', async () => {
    const folder = modelCopy();
    rmSync(path.join(folder, 'model.json'));
    await expect(loadManifest(folder)).rejects.toMatchObject({ cause: { code: 'ENOENT' } });
  });

  it('has another identity when what decides its vectors changes, and the same when only its text does', async () => {
    const original = (await readModel(MODEL)).modelHash;
    const folder = modelCopy();
    editManifest(folder, (manifest) => (manifest.source = 'elsewhere'));
    expect((await readModel(folder)).modelHash).toBe(original);
    editManifest(folder, (manifest) => (manifest.queryPrefix = 'query: '));
    const prefixed = (await readModel(folder)).modelHash;
    editManifest(folder, (manifest) => (manifest.maxTokens = 128));
    const shorter = (await readModel(folder)).modelHash;
    expect(new Set([original, prefixed, shorter]).size).toBe(3);
  });
});
