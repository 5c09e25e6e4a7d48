import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Embedder, type EmbeddingInput } from '../../src/engine/embed/embedder';
import { ModelError } from '../../src/engine/embed/model';
import { editManifest, MODEL, modelCopy } from '../support/modelFolder';
import { temporaryFolder } from '../support/temporaryFolder';

const THREAD = path.join(import.meta.dirname, '..', '..', 'dist', 'embedThread.js');

async function start(modelDirectory = MODEL, threadFile = THREAD): Promise<Embedder> {
  const embedder = await Embedder.start({ modelDirectory, threadFile, threads: 1 });
  onTestFinished(() => embedder.dispose());
  return embedder;
}

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

const inputs = (count: number, lines = 5): EmbeddingInput[] =>
  Array.from({ length: count }, (_, i) => ({ header: `input ${i}`, body: `call(${i});\n`.repeat(lines) }));

/** A thread like the real one that dies when it is given a document with the header `die`. */
function mortalThread(): string {
  const file = path.join(temporaryFolder(), 'mortalThread.js');
  writeFileSync(
    file,
    `require('node:worker_threads').parentPort.on('message', (message) => {
       if (message.method === 'embed/documents' && message.params.inputs[0].header === 'die') throw new Error('deadly input');
     });
     require(${JSON.stringify(THREAD)});`,
  );
  return file;
}

describe('Embedder', () => {
  it('embeds queries and documents with the same model', async () => {
    const embedder = await start();
    expect(embedder.manifest.dimensions).toBe(384);
    const body = 'remove a file from the disk';
    const query = await embedder.embedQuery(body);
    const [[document]] = (await embedder.embedDocuments([{ header: '', body }])) as [[Float32Array]];
    expect(document).toBeInstanceOf(Float32Array);
    expect(query.reduce((sum, value, i) => sum + value * document[i]!, 0)).toBeCloseTo(1, 4);
  });

  it('answers nothing with nothing', async () => {
    expect(await (await start()).embedDocuments([])).toEqual([]);
  });

  it('answers a query while documents are embedded, and a small call before a big one that came first', async () => {
    const embedder = await start();
    const order: string[] = [];
    const note = (name: string) => (): void => void order.push(name);
    await embedder.embedDocuments(inputs(1));
    await Promise.all([
      embedder.embedDocuments(inputs(300, 20)).then(note('big')),
      embedder.embedDocuments(inputs(1)).then(note('small')),
      embedder.embedQuery('anything').then(note('query')),
    ]);
    expect(order.at(-1)).toBe('big');
  });

  it('gives up a call whose signal is aborted, with its reason, and goes on with others', async () => {
    const embedder = await start();
    const abort = new AbortController();
    const call = failureOf(embedder.embedDocuments(inputs(500, 20), abort.signal));
    await embedder.embedDocuments(inputs(1));
    abort.abort(new Error('no longer wanted'));
    expect(await call).toMatchObject({ message: 'no longer wanted' });
    expect(await embedder.embedDocuments(inputs(2))).toHaveLength(2);
  });

  it('gives up a call that is aborted while its thread is still loading the model', async () => {
    const embedder = await start();
    const abort = new AbortController();
    const call = failureOf(embedder.embedDocuments(inputs(300, 20), abort.signal));
    abort.abort(new Error('no longer wanted'));
    expect(await call).toMatchObject({ message: 'no longer wanted' });
  });

  it('does not begin a call whose signal is aborted already', async () => {
    const embedder = await start();
    await expect(embedder.embedDocuments(inputs(1), AbortSignal.abort(new Error('too late')))).rejects.toThrow(
      'too late',
    );
  });

  it('can be disposed in the middle of its work: the rest is rejected, and later calls too', async () => {
    const embedder = await start();
    const call = failureOf(embedder.embedDocuments(inputs(500, 20)));
    // Answered between two batches of the call before.
    await embedder.embedDocuments(inputs(1));
    await embedder.dispose();
    expect(await call).toMatchObject({ message: 'The embedder was stopped.' });
    await expect(embedder.embedQuery('x')).rejects.toThrow('The embedder was stopped.');
    await expect(embedder.embedDocuments(inputs(1))).rejects.toThrow('The embedder was stopped.');
  });

  it('can be disposed while the thread for documents is still loading its model', async () => {
    const embedder = await start();
    const call = failureOf(embedder.embedDocuments(inputs(500, 20)));
    await embedder.dispose();
    expect(await call).toMatchObject({ message: 'The embedder was stopped.' });
  });
});

describe('a thread that dies', () => {
  const deadly = [{ header: 'die', body: '' }];

  it('rejects what it was working on in one sentence, and is started again at the next call', async () => {
    const embedder = await start(MODEL, mortalThread());
    const failure = await failureOf(embedder.embedDocuments(deadly));
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({
      message: 'The embedding thread stopped unexpectedly (deadly input); the next search or save starts it again.',
    });
    expect(await embedder.embedDocuments(inputs(1))).toHaveLength(1);
  });

  it('is started a few times only; queries go on', async () => {
    const embedder = await start(MODEL, mortalThread());
    for (let i = 0; i < 4; i++) {
      expect(await failureOf(embedder.embedDocuments(deadly))).toMatchObject({ message: /deadly input/ });
    }
    await expect(embedder.embedDocuments(inputs(1))).rejects.toThrow('The embedding thread stopped 4 times');
    expect(await embedder.embedQuery('still there')).toHaveLength(384);
  });
});

describe('a start that cannot succeed is told in one sentence', () => {
  it('when the model folder is missing', async () => {
    const folder = path.join(temporaryFolder(), 'gone');
    const failure = await failureOf(start(folder));
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({
      message: `The model folder ${folder} is damaged: model.json is missing. Reinstall Hunch.`,
      cause: /ENOENT/,
    });
  });

  it('when the native library is missing', async () => {
    const thread = path.join(temporaryFolder(), 'embedThread.js');
    copyFileSync(THREAD, thread);
    const failure = await failureOf(start(MODEL, thread));
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({
      message: /^The native library onnxruntime does not load on .*Cannot find package/,
    });
  });

  it('when the native library is there and does not load', async () => {
    const folder = temporaryFolder();
    const runtime = path.join(folder, 'node_modules', 'onnxruntime-node');
    mkdirSync(runtime, { recursive: true });
    writeFileSync(path.join(runtime, 'binding.node'), 'no library');
    writeFileSync(path.join(runtime, 'index.js'), `require('./binding.node');`);
    copyFileSync(THREAD, path.join(folder, 'embedThread.js'));
    const failure = await failureOf(start(MODEL, path.join(folder, 'embedThread.js')));
    expect(failure).toBeInstanceOf(ModelError);
    expect(failure).toMatchObject({
      message: /^The native library onnxruntime does not load on \S+ \(.+\): install the Hunch package made for/,
    });
  });

  it('when the model is replaced before the second thread loads it', async () => {
    const folder = modelCopy();
    const embedder = await start(folder);
    editManifest(folder, (manifest) => (manifest.maxTokens = 128));
    await expect(embedder.embedDocuments(inputs(1))).rejects.toThrow('The model was replaced while Hunch was running.');
  });

  it('when the model is lost before the second thread loads it; queries go on', async () => {
    const folder = modelCopy();
    const embedder = await start(folder);
    rmSync(path.join(folder, 'model.onnx'));
    await expect(embedder.embedDocuments(inputs(1))).rejects.toThrow('model.onnx is missing');
    expect(await embedder.embedQuery('still there')).toHaveLength(384);
  });
});
