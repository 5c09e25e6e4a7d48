'use strict';
// A FAKE engine, for the tests of how the extension starts, restarts and gives up the real one (test/unit/vscode). It
// speaks just enough JSON-RPC over Node's IPC channel and does as its orders say: HUNCH_FAKE_ENGINE, a JSON object
//   { "crashAtStart": true }        ends at once, as a library that aborts would
//   { "initializeError": "…" }      refuses to initialize, as an engine without a model would
//   { "initializeMs": n }           answers `initialize` late
//   { "ignoreShutdown": true }      does not end when it is told to
// A search for "crash" kills it in the middle; one for "hang" gets no answer until cancelled; one for "throw" fails as a
// handler that threw; every other is answered with what it knows of itself, as the path of one hit.
const orders = JSON.parse(process.env.HUNCH_FAKE_ENGINE || '{}');
const REQUEST_CANCELLED = -32800;
const changes = [];
const state = { model: 'fake', folders: [] };

if (orders.crashAtStart) {
  console.error('fake engine: about to abort');
  process.abort();
}

process.on('disconnect', () => process.exit(0));
if (orders.ignoreShutdown) process.on('SIGTERM', () => undefined);

const reply = (id, result) => process.send({ jsonrpc: '2.0', id, result });
const refuse = (id, code, message) => process.send({ jsonrpc: '2.0', id, error: { code, message } });
const notify = (method, params) => process.send({ jsonrpc: '2.0', method, params });

const methods = {
  'hunch/initialize': (id, params) => {
    if (orders.initializeError) return refuse(id, -32603, orders.initializeError);
    state.folders = params.folders.map(({ root }) => ({
      root,
      phase: 'ready',
      done: 0,
      total: 0,
      files: 1,
      chunks: 1,
    }));
    notify('hunch/log', { level: 'info', component: 'fake', text: `paused ${params.paused}` });
    notify('hunch/notice', { severity: 'info', text: 'The fake engine is up.' });
    setTimeout(() => reply(id, state), orders.initializeMs || 0);
  },
  'hunch/setFolders': (id, { folders }) => {
    state.folders = folders.map(({ root }) => ({ root, phase: 'ready', done: 0, total: 0, files: 1, chunks: 1 }));
    reply(id, state);
  },
  'hunch/search': (id, { query }) => {
    if (query === 'crash') process.kill(process.pid, 'SIGKILL');
    else if (query === 'throw') refuse(id, -32603, 'Request hunch/search failed with message: It broke; try later.');
    else if (query !== 'hang')
      reply(id, { elapsedMs: 1, hits: [{ path: JSON.stringify({ pid: process.pid, changes }) }] });
  },
  'hunch/filesChanged': (_id, params) => changes.push(params.changes),
  '$/cancelRequest': (_id, params) => refuse(params.id, REQUEST_CANCELLED, 'Cancelled.'),
  'hunch/shutdown': (id) => {
    console.error('fake engine: told to end');
    if (orders.ignoreShutdown) return;
    reply(id, null);
    setImmediate(() => process.exit(0));
  },
};

process.on('message', ({ id, method, params }) => methods[method]?.(id, params));
