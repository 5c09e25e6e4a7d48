// Tokens a second of bare InferenceSession.run with Hunch's session options, on batches of 8 x 128 tokens.
//
//     node throughput.mjs /tmp/float32.onnx ../../models/all-MiniLM-L6-v2/model.onnx
//
// The models take turns, so that other work on the machine slows all of them; read the ratios to the first.
import ort from 'onnxruntime-node';

const [BATCH, LENGTH, ROUNDS] = [8, 128, 15];
const VOCABULARY = 30522;
const files = process.argv.slice(2);

const ids = BigInt64Array.from({ length: BATCH * LENGTH }, (_, at) =>
  BigInt(1000 + ((at * 7919) % (VOCABULARY - 1000))),
);
const feeds = {
  input_ids: new ort.Tensor('int64', ids, [BATCH, LENGTH]),
  attention_mask: new ort.Tensor('int64', new BigInt64Array(ids.length).fill(1n), [BATCH, LENGTH]),
};
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

for (const threads of [1, 2]) {
  const runs = [];
  for (const file of files) {
    const session = await ort.InferenceSession.create(file, {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
    await session.run(feeds);
    runs.push({ file, session, wall: [], processor: [] });
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const { session, wall, processor } of runs) {
      const used = process.cpuUsage();
      const started = performance.now();
      await session.run(feeds);
      wall.push(performance.now() - started);
      const { user, system } = process.cpuUsage(used);
      processor.push((user + system) / 1000);
    }
  }
  const first = { wall: median(runs[0].wall), processor: median(runs[0].processor) };
  for (const { file, session, wall, processor } of runs) {
    const rate = (milliseconds) => Math.round((ids.length / milliseconds) * 1000);
    const [byClock, byProcessor] = [median(wall), median(processor)];
    console.log(
      `${threads} threads  ${rate(byClock)} tokens/s (${(first.wall / byClock).toFixed(2)}x)`,
      ` ${rate(byProcessor)} tokens/s of processor time (${(first.processor / byProcessor).toFixed(2)}x)  ${file}`,
    );
    await session.release();
  }
}
