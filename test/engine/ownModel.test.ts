import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EmbeddingModel } from '../../src/engine/embed/embeddingModel';
import { ModelError } from '../../src/engine/embed/model';
import { huggingFaceCopy, MODEL } from '../support/modelFolder';
import { writeFiles } from '../support/temporaryFolder';

const vectorsOf = async (model: EmbeddingModel) => {
  const vectors = [
    await model.embedQuery('send an email'),
    ...(await model.embedDocuments([{ header: 'mail', body: 'send(); '.repeat(200) }], () => undefined)).flat(),
  ];
  await model.release();
  return vectors;
};

describe('a model in Hugging Face layout', () => {
  it('gives the vectors that the same model gives in the layout of Hunch', async () => {
    const own = await EmbeddingModel.loadOwn(huggingFaceCopy(), 1);
    expect(own.manifest).toMatchObject({ dimensions: 384, maxTokens: 256, inGraphPooling: true });
    expect(await vectorsOf(own)).toEqual(await vectorsOf(await EmbeddingModel.load(MODEL, 1)));
  });

  it('takes its prompts and its length from its settings, and is another model with others', async () => {
    const folder = huggingFaceCopy();
    const plain = await EmbeddingModel.loadOwn(folder, 1);
    writeFiles(folder, {
      'config_sentence_transformers.json': '{"prompts": {"query": "query: ", "passage": "passage: "}}',
      'config.json': '{"model_type": "roberta", "max_position_embeddings": 130}',
    });
    const prompted = await EmbeddingModel.loadOwn(folder, 1);
    expect(prompted.manifest).toMatchObject({ queryPrefix: 'query: ', documentPrefix: 'passage: ', maxTokens: 128 });
    expect(prompted.modelHash).not.toBe(plain.modelHash);
    await Promise.all([plain.release(), prompted.release()]);
  });

  const lose = (file: string) => (folder: string) => {
    rmSync(path.join(folder, file), { recursive: true });
  };
  const write = (file: string, content: string) => (folder: string) => {
    writeFileSync(path.join(folder, file), content);
  };
  it.each([
    ['there is no such folder; give the path of an existing one.', lose('.')],
    ['onnx/model.onnx is missing; export the model', lose('onnx')],
    ['tokenizer.json is missing; save the fast tokenizer', lose('tokenizer.json')],
    ['tokenizer.json is of a kind that Hunch does not know', write('tokenizer.json', '{"model": {"type": "Odd"}}')],
    ['tokenizer.json is not valid JSON; fetch', write('tokenizer.json', '{')],
    ['onnx/model.onnx does not load', write('onnx/model.onnx', 'no graph')],
    ['it reads 8 tokens at once; choose', write('sentence_bert_config.json', '{"max_seq_length": 8}')],
  ])('is refused in one sentence: %s', async (what, damage) => {
    const folder = huggingFaceCopy();
    damage(folder);
    const failure = await EmbeddingModel.loadOwn(folder, 1).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ModelError);
    expect((failure as ModelError).message).toContain(`The model in ${folder} cannot be used: ${what}`);
    expect((failure as ModelError).message).toMatch(/^[^\n]*\.$/);
  });
});
