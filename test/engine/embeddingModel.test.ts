import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddingModel } from '../../src/engine/embed/embeddingModel';
import { MAX_WINDOWS } from '../../src/engine/embed/windows';
import { editManifest, MODEL, modelCopy, replaceModelFile } from '../support/modelFolder';

let model: EmbeddingModel;
beforeAll(async () => {
  model = await EmbeddingModel.load(MODEL, 1);
});
afterAll(() => model.release());

const goOn = (): void => undefined;
const embed = (...bodies: string[]): Promise<Float32Array[][]> =>
  model.embedDocuments(
    bodies.map((body) => ({ header: '', body })),
    goOn,
  );
/** The vector of a text of one window. */
const embedOne = async (body: string): Promise<Float32Array> => (await embed(body))[0]![0]!;
/** Cosine, of vectors of length 1. */
const similarity = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

const FUNCTIONS = [
  'function readConfig(file) { return JSON.parse(fs.readFileSync(file, "utf8")); }',
  'def send_mail(to, subject, body):\n    with smtplib.SMTP(HOST) as server:\n        server.sendmail(SENDER, to, body)',
  'const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);',
  'async function removeFile(path) { await fs.promises.unlink(path); }',
  'class LruCache { get(key) { const value = this.map.get(key); this.map.delete(key); this.map.set(key, value); } }',
];

const TOPICS = ['mail', 'cache', 'disk', 'colour', 'network', 'password', 'weather', 'invoice', 'audio', 'kitchen'];

describe('vectors', () => {
  it('have the dimensions of the manifest and length 1', async () => {
    const vectors = (await embed(...FUNCTIONS)).flat();
    expect(vectors).toHaveLength(FUNCTIONS.length);
    for (const vector of vectors) {
      expect(vector).toHaveLength(model.manifest.dimensions);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
    }
  });

  it.each([
    ['load settings from a file', 0],
    ['send an email', 1],
    ['add up a list of numbers', 2],
    ['delete a file from disk', 3],
    ['least recently used cache', 4],
  ])('bring %j near to the function that does it', async (query, wanted) => {
    const question = await model.embedQuery(query);
    const scores = (await embed(...FUNCTIONS)).map(([vector]) => similarity(question, vector!));
    expect(scores.indexOf(Math.max(...scores))).toBe(wanted);
  });

  it('come in the order of the inputs, whatever order the batches had', async () => {
    const mixed = await embed(...TOPICS.map((topic, i) => `about ${topic} `.repeat(1 + ((i * 7) % 31))));
    for (const [i, topic] of TOPICS.entries()) {
      const question = await model.embedQuery(topic);
      const scores = mixed.map(([vector]) => similarity(question, vector!));
      expect(scores.indexOf(Math.max(...scores))).toBe(i);
    }
  });

  it('of a text are the same alone and among others', async () => {
    const long = Array.from({ length: 20 }, (_, i) => FUNCTIONS[i % 5]!.repeat(1 + (i % 4)));
    const mixed = await embed(...FUNCTIONS, ...long);
    for (const [i, body] of FUNCTIONS.entries()) {
      expect(similarity(await embedOne(body), mixed[i]![0]!)).toBeGreaterThan(0.9999);
    }
  });
});

describe('a function longer than a window', () => {
  const filler = (lines: number): string => 'total = total + price[i] * quantity[i];\n'.repeat(lines);
  const needle = 'const socket = new WebSocket(url); socket.onclose = () => reconnectAfterDelay(socket);\n';

  it('is found by what stands at its end, by the window that holds it', async () => {
    const question = await model.embedQuery('reconnect a web socket when the connection is closed');
    const windows = (await embed(filler(60) + needle.repeat(4)))[0]!;
    expect(windows.length).toBeGreaterThan(2);
    const scores = windows.map((vector) => similarity(question, vector));
    expect(scores.indexOf(Math.max(...scores))).toBe(windows.length - 1);
    expect(scores.at(-1)).toBeGreaterThan(scores[0]! + 0.1);
    expect(scores.at(-1)).toBeGreaterThan(similarity(question, await embedOne(filler(5))) + 0.1);
  });

  it('has a bounded number of windows', async () => {
    const [windows] = await embed(filler(5000));
    expect(windows).toHaveLength(MAX_WINDOWS);
  });

  it('has its header in each window', async () => {
    const header = 'WebSocket reconnect with delay';
    const question = await model.embedQuery(header);
    const [windows] = await model.embedDocuments([{ header, body: filler(60) }], goOn);
    const without = await embedOne(filler(5));
    expect(windows!.length).toBeGreaterThan(2);
    for (const vector of windows!) {
      expect(similarity(question, vector)).toBeGreaterThan(similarity(question, without) + 0.1);
    }
  });
});

describe('odd input', () => {
  it.each([
    ['empty', { header: '', body: '' }],
    ['white space', { header: ' ', body: '\n\t\r\n' }],
    ['emoji', { header: '🚀', body: '👩‍👩‍👧 '.repeat(500) }],
    ['right-to-left', { header: 'שלום', body: 'مرحبا بالعالم' }],
    ['a header longer than a window', { header: 'word '.repeat(5000), body: 'return 1;' }],
    ['one word of 2 MB', { header: 'x', body: 'a'.repeat(2e6) }],
    ['one line of 2 MB', { header: 'x', body: 'var a=[1,2];'.repeat(170_000) }],
    ['special tokens', { header: '[CLS] [SEP]', body: '[PAD][MASK][UNK]' }],
  ])('%s gets vectors', async (_, input) => {
    const [vectors] = await model.embedDocuments([input], goOn);
    expect(vectors!.length).toBeGreaterThan(0);
    for (const vector of vectors!) expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it.each([
    ['empty', ''],
    ['10,000 characters long', 'how do I "quote" this? '.repeat(435)],
    ['2 MB long', 'x'.repeat(2e6)],
  ])('a query that is %s gets a vector', async (_, query) => {
    expect(Math.hypot(...(await model.embedQuery(query)))).toBeCloseTo(1, 5);
  });

  it('a long query counts as far as the window reaches', async () => {
    const beginning = 'close the database connection when the process ends '.repeat(40);
    const [short, long] = [await model.embedQuery(beginning), await model.embedQuery(beginning.repeat(5))];
    expect(similarity(short, long)).toBeCloseTo(1, 5);
  });
});

describe('a long call', () => {
  /** Words of 99 characters that match no longer entry of the vocabulary: the slowest there is to tokenize. */
  const slow = Array.from({ length: 150 }, (_, i) => `${i}a5b7q`.repeat(30).slice(0, 99)).join(' ');

  it('lets other work of the thread have its turn between texts that are slow to tokenize, and can be given up', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    let calls = 0;
    const checkpoint = (): void => {
      if (++calls > 3) throw new Error('given up');
    };
    const inputs = Array.from({ length: 20 }, () => ({ header: '', body: slow }));
    await expect(model.embedDocuments(inputs, checkpoint)).rejects.toThrow('given up');
    clearInterval(timer);
    expect(turns).toBeGreaterThan(0);
  });
});

describe('a model folder that agrees with its manifest and is wrong all the same', () => {
  it('is refused when the graph does not load', async () => {
    const folder = modelCopy();
    replaceModelFile(folder, 'model.onnx', 'no graph');
    await expect(EmbeddingModel.load(folder, 1)).rejects.toThrow(
      `The model folder ${folder} is damaged: model.onnx does not load. Reinstall Hunch.`,
    );
  });

  it('is refused when the tokenizer does not load', async () => {
    const folder = modelCopy();
    replaceModelFile(folder, 'tokenizer.json', '{}');
    await expect(EmbeddingModel.load(folder, 1)).rejects.toThrow('tokenizer.json does not load');
  });

  it('is refused when the graph lacks the output', async () => {
    const folder = modelCopy();
    editManifest(folder, (manifest) => (manifest.output = 'nothing'));
    await expect(EmbeddingModel.load(folder, 1)).rejects.toThrow('model.onnx has no input or output "nothing"');
  });

  it('gives no vectors of another size than promised', async () => {
    const folder = modelCopy();
    editManifest(folder, (manifest) => (manifest.dimensions = 100));
    const wrong = await EmbeddingModel.load(folder, 1);
    await expect(wrong.embedQuery('hello')).rejects.toThrow('not [1,100]');
    await wrong.release();
  });
});
