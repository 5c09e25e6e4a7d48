import { isOwnJudgement } from '../engine/workspace/leftOut';
import { leftOutLines } from './leftOutLines';
import type { CommonOptions } from './options';
import { withEngine } from './session';

/** `hunch index`: brings the index up to date and says what that took. */
export async function runIndex(options: CommonOptions): Promise<void> {
  const started = performance.now();
  await withEngine(options, async (engine) => {
    await engine.idle();
    const [folder] = await engine.status();
    const { embedded, removed } = engine.counts;
    const { files, chunks, skipped, leftOut } = folder!;
    const elapsedMs = Math.round(performance.now() - started);
    if (options.json) {
      // Every chunk that did not have to be embedded was reused.
      const own = skipped.filter(isOwnJudgement);
      const reused = Math.max(0, chunks - embedded);
      console.log(JSON.stringify({ files, chunks, embedded, reused, removed, skipped: own, leftOut, elapsedMs }));
      return;
    }
    console.log(
      `${files} files, ${chunks} chunks: ${embedded} embedded, ${removed} removed, in ${(elapsedMs / 1000).toFixed(1)} s.`,
    );
    for (const line of leftOutLines(leftOut)) console.log(`  ${line}`);
  });
}
