import * as l10n from '@vscode/l10n';
import { listed } from '../../l10n/phrases';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { identityOf, isObject, ModelError, type ModelManifest } from './model';
import type { Tokenizer } from './tokenizer';

/** A person's own model, as Hugging Face and sentence-transformers lay it out; what its settings say, and its files. */
export interface HuggingFaceModel {
  readonly directory: string;
  /** By name, relative to the folder: all that is read of it. */
  readonly files: ModelManifest['files'];
  /** A path and not bytes: the runtime looks for external data (`model.onnx_data`) beside it. */
  readonly graph: string;
  /** The parsed `tokenizer.json`. */
  readonly tokenizer: object;
  readonly padToken: string | undefined;
  readonly settings: HuggingFaceSettings;
}

interface HuggingFaceSettings {
  /** As the model's own settings name it; only a graph that does not pool by itself needs one of ours. */
  readonly pooling: string;
  readonly maxTokens: number;
  readonly queryPrefix: string;
  readonly documentPrefix: string;
  /** A layer after the pooling. */
  readonly denseLayer: boolean;
  readonly prefixIsPooled: boolean;
}

const GRAPH = 'onnx/model.onnx';
const TOKENIZER = 'tokenizer.json';

/** What decides the vectors beside the graph and the tokenizer; each may be missing. */
const SETTINGS = {
  config: 'config.json',
  tokenizer: 'tokenizer_config.json',
  sentences: 'sentence_bert_config.json',
  prompts: 'config_sentence_transformers.json',
  pooling: '1_Pooling/config.json',
  modules: 'modules.json',
} as const;

/** Longer windows cost more than they bring: attention grows with the square, and code is found by its parts. */
const MOST_TOKENS = 512;

/** A window has to hold the two special tokens, a header and some body. */
const LEAST_TOKENS = 16;

/** Models whose positions start after the padding token's id, so that the table of them is longer than any text. */
const POSITIONS_AFTER_PAD = new Set([
  'roberta',
  'roberta-prelayernorm',
  'xlm-roberta',
  'xlm-roberta-xl',
  'camembert',
  'mpnet',
  'longformer',
  'ibert',
  'data2vec-text',
]);

/** Inputs that Hunch can fill. */
const INPUTS = ['input_ids', 'attention_mask', 'token_type_ids'];

/** Outputs that Hunch can use, the best first: a graph that pools by itself also has the layers that follow. */
const POOLED_OUTPUT = 'sentence_embedding';
const TOKEN_OUTPUTS = ['last_hidden_state', 'token_embeddings'];

/**
 * Reads the settings of a model and hashes its files.
 * @throws {ModelError} when a part is missing, or a setting is one that Hunch cannot follow
 */
export async function readHuggingFaceModel(directory: string): Promise<HuggingFaceModel> {
  if (!path.isAbsolute(directory))
    throw unfit(directory, l10n.t('this is no absolute path'), l10n.t('write the whole path of the folder'));
  const stats = await stat(directory).catch(() => undefined);
  if (!stats?.isDirectory())
    throw unfit(directory, l10n.t('there is no such folder'), l10n.t('give the path of an existing one'));
  const graphFiles = await graphFilesOf(directory);
  if (!graphFiles.includes(GRAPH))
    throw unfit(directory, l10n.t('{0} is missing', GRAPH), l10n.t('export the model to ONNX and put the file there'));
  const tokenizer = await readJson(directory, TOKENIZER);
  if (tokenizer === undefined)
    throw unfit(directory, l10n.t('{0} is missing', TOKENIZER), l10n.t('save the fast tokenizer of the model there'));
  if (!isObject(tokenizer)) throw unfit(directory, l10n.t('{0} is not a JSON object', TOKENIZER), fetchAgain());
  const tokenizerConfig = await readObject(directory, SETTINGS.tokenizer);
  return {
    directory,
    files: await hashesOf(directory, [...graphFiles, TOKENIZER]),
    graph: path.join(directory, GRAPH),
    tokenizer,
    padToken: contentOf(tokenizerConfig.pad_token),
    settings: await readSettings(directory, tokenizerConfig),
  };
}

/**
 * What a manifest would say of this model, told by its settings and by its graph, which is run once for that: on the
 * longest text there can be and on a short one.
 * @throws {ModelError} when Hunch cannot fill the inputs or use the outputs, or the graph fails
 */
export async function describeHuggingFaceModel(
  model: HuggingFaceModel,
  session: InferenceSession,
  tokenizer: Tokenizer,
  run: (inputs: readonly string[], output: string, sequences: readonly number[][]) => Promise<Tensor>,
): Promise<{ readonly manifest: ModelManifest; readonly modelHash: string }> {
  const { directory, settings, files } = model;
  checkInputs(directory, session);
  const output = outputOf(directory, session);
  const inGraphPooling = output === POOLED_OUTPUT;
  const pooling = inGraphPooling ? 'mean' : poolingOf(model);
  checkPrefixes(model);
  const { open, close } = tokenizer.special;
  const ids = tokenizer.encode('the quick brown fox jumps over the lazy dog');
  const longest = Array.from({ length: settings.maxTokens }, (_, i) => ids[i % ids.length] ?? tokenizer.special.pad);
  const inputs = session.inputNames;
  const tensor = await run(inputs, output, [longest, [...open, ...ids.slice(0, 8), ...close]]).catch(
    (error: unknown) => {
      const next = l10n.t('export it with inputs of any number and up to {0} tokens of texts', settings.maxTokens);
      throw unfit(directory, l10n.t('{0} does not run ({1})', GRAPH, reasonOf(error)), next, error);
    },
  );
  const dimensions = dimensionsOf(directory, tensor, inGraphPooling, settings.maxTokens);
  const manifest: ModelManifest = {
    name: path.basename(directory),
    version: '',
    dimensions,
    pooling,
    inGraphPooling,
    maxTokens: settings.maxTokens,
    queryPrefix: settings.queryPrefix,
    documentPrefix: settings.documentPrefix,
    inputs,
    output,
    licence: '',
    source: directory,
    files,
  };
  const hashes = Object.entries(files).map(([file, { sha256 }]) => `${file} ${sha256}`);
  return { manifest, modelHash: identityOf(manifest, [...hashes, output, ...inputs, `${tokenizer.special.pad}`]) };
}

/** A `ModelError` for a person's own folder: what does not fit, and what to do. */
export function unfit(directory: string, what: string, next: string, cause?: unknown): ModelError {
  return new ModelError(l10n.t('The model in {0} cannot be used: {1}; {2}.', directory, what, next), { cause });
}

/** The reason of an error of a library, short enough for a sentence. */
export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 160);
}

export function fetchAgain(): string {
  return l10n.t('fetch the model again');
}

function checkInputs(directory: string, { inputNames, inputMetadata }: InferenceSession): void {
  const unknown = inputNames.find((name) => !INPUTS.includes(name));
  if (unknown !== undefined)
    throw unfit(
      directory,
      l10n.t('{0} wants an input "{1}"', GRAPH, unknown),
      l10n.t('export it with {0} only', listed(INPUTS)),
    );
  if (!inputNames.includes('input_ids'))
    throw unfit(
      directory,
      l10n.t('{0} has no input "{1}"', GRAPH, 'input_ids'),
      l10n.t('choose a model that reads text'),
    );
  const wrong = inputMetadata.find((input) => !input.isTensor || input.type !== 'int64');
  if (wrong !== undefined)
    throw unfit(
      directory,
      l10n.t('the input "{0}" of {1} is not of int64', wrong.name, GRAPH),
      l10n.t('export it with such inputs'),
    );
}

function outputOf(directory: string, { outputNames }: InferenceSession): string {
  const output = [POOLED_OUTPUT, ...TOKEN_OUTPUTS].find((name) => outputNames.includes(name));
  if (output !== undefined) return output;
  const wanted = [POOLED_OUTPUT, ...TOKEN_OUTPUTS];
  throw unfit(
    directory,
    l10n.t('{0} gives {1}', GRAPH, listed(outputNames)),
    l10n.t('export it with one of the outputs {0}', listed(wanted)),
  );
}

function poolingOf({ directory, settings: { pooling, denseLayer } }: HuggingFaceModel): 'mean' | 'cls' {
  if (denseLayer) {
    const next = l10n.t('export it with the output {0}, which includes that', POOLED_OUTPUT);
    throw unfit(directory, l10n.t('its modules.json has a dense layer after the pooling'), next);
  }
  if (pooling === 'mean' || pooling === 'cls') return pooling;
  const next = l10n.t('choose a model with mean or cls, or export it with the output {0}', POOLED_OUTPUT);
  throw unfit(directory, l10n.t('its pooling is "{0}"', pooling), next);
}

function checkPrefixes({ directory, settings }: HuggingFaceModel): void {
  if (settings.prefixIsPooled || (settings.queryPrefix === '' && settings.documentPrefix === '')) return;
  throw unfit(
    directory,
    l10n.t('its pooling leaves out the prompt (include_prompt is false)'),
    l10n.t('choose another model'),
  );
}

function dimensionsOf(directory: string, tensor: Tensor, inGraphPooling: boolean, length: number): number {
  const { type, dims } = tensor;
  if (type !== 'float32')
    throw unfit(directory, l10n.t('{0} gives {1}', GRAPH, type), l10n.t('export it with outputs of float32'));
  const dimensions = dims.at(-1) ?? 0;
  const wanted = inGraphPooling ? [2, dimensions] : [2, length, dimensions];
  if (dimensions > 0 && dims.join() === wanted.join()) return dimensions;
  throw unfit(
    directory,
    l10n.t('{0} gives an output of the shape [{1}]', GRAPH, dims.join(', ')),
    inGraphPooling ? l10n.t('export it with one vector a text') : l10n.t('export it with one vector a token'),
  );
}

async function readSettings(directory: string, tokenizerConfig: Record<string, unknown>): Promise<HuggingFaceSettings> {
  const config = await readObject(directory, SETTINGS.config);
  const sentences = await readObject(directory, SETTINGS.sentences);
  const pooling = await readObject(directory, SETTINGS.pooling);
  const modules = await readJson(directory, SETTINGS.modules);
  const { prompts, default_prompt_name: usual } = await readObject(directory, SETTINGS.prompts);
  const prompt = (...names: unknown[]): string =>
    names.map((name) => isObject(prompts) && prompts[String(name)]).find((each) => typeof each === 'string') ?? '';
  return {
    pooling: poolingName(pooling),
    maxTokens: maxTokensOf(directory, config, sentences, tokenizerConfig),
    queryPrefix: prompt('query', usual),
    documentPrefix: prompt('document', 'passage', usual),
    denseLayer: JSON.stringify(modules ?? []).includes('.Dense"'),
    prefixIsPooled: pooling.include_prompt !== false,
  };
}

/** `{"pooling_mode_cls_token": true, …}`, or `{"pooling_mode": "cls"}` since sentence-transformers 5; mean if unsaid. */
function poolingName(settings: Record<string, unknown>): string {
  if (typeof settings.pooling_mode === 'string') return settings.pooling_mode;
  const prefix = 'pooling_mode_';
  const modes = Object.keys(settings).filter((name) => name.startsWith(prefix) && settings[name] === true);
  const names = modes.map((mode) => mode.slice(prefix.length).replace(/^(mean|cls)_tokens?$/, '$1'));
  return names.length === 0 ? 'mean' : names.join(' and ');
}

function maxTokensOf(
  directory: string,
  config: Record<string, unknown>,
  sentences: Record<string, unknown>,
  tokenizerConfig: Record<string, unknown>,
): number {
  const reserved = POSITIONS_AFTER_PAD.has(String(config.model_type)) ? 2 : 0;
  const positions = config.max_position_embeddings;
  const limits: unknown[] = [
    MOST_TOKENS,
    sentences.max_seq_length,
    tokenizerConfig.model_max_length,
    typeof positions === 'number' ? positions - reserved : undefined,
  ];
  const maxTokens = Math.min(
    ...limits.filter((limit): limit is number => typeof limit === 'number' && Number.isFinite(limit)),
  );
  if (Number.isInteger(maxTokens) && maxTokens >= LEAST_TOKENS) return maxTokens;
  throw unfit(
    directory,
    l10n.t('it reads {0} tokens at once', maxTokens),
    l10n.t('choose a model that reads {0} or more', LEAST_TOKENS),
  );
}

/** The graph and the files of its external data: `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`. */
async function graphFilesOf(directory: string): Promise<string[]> {
  const names = await readdir(path.join(directory, 'onnx')).catch(() => []);
  return names
    .filter((name) => /^model\.onnx([._]data.*)?$/.test(name))
    .sort()
    .map((name) => `onnx/${name}`);
}

/** Read in pieces: external data can be larger than a buffer. 100 MB take 0.1 s. */
async function hashesOf(directory: string, files: readonly string[]): Promise<ModelManifest['files']> {
  const entries = files.map(async (file) => {
    const hash = createHash('sha256');
    let bytes = 0;
    try {
      for await (const part of createReadStream(path.join(directory, file), { highWaterMark: 1 << 20 })) {
        hash.update(part as Buffer);
        bytes += (part as Buffer).length;
      }
    } catch (error) {
      throw unreadable(directory, file, error);
    }
    return [file, { sha256: hash.digest('hex'), bytes }] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** A settings file that may be missing: then nothing is set. */
async function readObject(directory: string, file: string): Promise<Record<string, unknown>> {
  const value = (await readJson(directory, file)) ?? {};
  if (!isObject(value)) throw unfit(directory, l10n.t('{0} is not a JSON object', file), fetchAgain());
  return value;
}

/** `undefined` when there is no such file. */
async function readJson(directory: string, file: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path.join(directory, file), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable(directory, file, error);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw unfit(directory, l10n.t('{0} is not valid JSON', file), fetchAgain(), error);
  }
}

function unreadable(directory: string, file: string, error: unknown): ModelError {
  return unfit(directory, l10n.t('{0} cannot be read', file), l10n.t('look at its permissions'), error);
}

/** A token is written as text, or as an object with its `content`. */
function contentOf(token: unknown): string | undefined {
  const content = isObject(token) ? token.content : token;
  return typeof content === 'string' ? content : undefined;
}
