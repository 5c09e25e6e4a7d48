import '../language';
import { parentPort } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { EmbeddingModel } from './embeddingModel';
import {
  cancelled,
  EmbedDocumentsRequest,
  EmbedQueryRequest,
  LoadRequest,
  StopRequest,
  toResponseError,
} from './embedProtocol';

/** Entry of the worker thread that owns one model. `run` blocks this thread, never the engine's. */

if (parentPort === null) throw new Error('embedThread.js runs as a worker thread only.');
const port = parentPort;
const connection = createMessageConnection(new PortMessageReader(port), new PortMessageWriter(port));

let loading: Promise<EmbeddingModel> | undefined;
let stopping = false;
/** Requests being answered: the thread must not end before them, an interrupted `run` aborts the process. */
const active = new Set<Promise<unknown>>();

connection.onRequest(LoadRequest, ({ modelDirectory, own, threads }) => {
  loading =
    own === true ? EmbeddingModel.loadOwn(modelDirectory, threads) : EmbeddingModel.load(modelDirectory, threads);
  return answer(async () => {
    const { manifest, modelHash } = await loaded();
    return { manifest, modelHash };
  });
});

connection.onRequest(EmbedDocumentsRequest, ({ inputs }, token) =>
  answer(async () =>
    (await loaded()).embedDocuments(inputs, () => {
      if (stopping || token.isCancellationRequested) throw cancelled();
    }),
  ),
);

connection.onRequest(EmbedQueryRequest, ({ text }) =>
  answer(async () => {
    const model = await loaded();
    if (stopping) throw cancelled();
    return model.embedQuery(text);
  }),
);

connection.onRequest(StopRequest, async () => {
  stopping = true;
  await Promise.allSettled(active);
  const [model] = await Promise.allSettled([loading]);
  if (model.status === 'fulfilled') await model.value?.release();
  // After the answer is posted: with the port closed nothing keeps the thread alive.
  setImmediate(() => {
    connection.dispose();
    port.close();
  });
});

connection.listen();

function loaded(): Promise<EmbeddingModel> {
  if (loading === undefined) throw new Error('The thread has not been told which model to load.');
  return loading;
}

/** Runs a request's work, remembers it while it lasts and makes its failure one that can cross the port. */
async function answer<T>(work: () => Promise<T>): Promise<T> {
  const result = work().catch((error: unknown) => {
    throw toResponseError(error);
  });
  active.add(result);
  try {
    return await result;
  } finally {
    active.delete(result);
  }
}
