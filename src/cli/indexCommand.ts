import type { CommonOptions } from './options';
import { withEngine } from './session';

/** `hunch index`: brings the index up to date and says what that took. */
export async function runIndex(options: CommonOptions): Promise<void> {
  const started = performance.now();
  await withEngine(options, async (engine) => {
    await engine.idle();
    const [folder] = await engine.status();
    const { embedded, removed } = engine.counts;
    const { files, chunks, skipped } = folder!;
    const elapsedMs = Math.round(performance.now() - started);
    if (options.json) {
      // Every chunk that did not have to be embedded was reused.
      const reused = Math.max(0, chunks - embedded);
      console.log(JSON.stringify({ files, chunks, embedded, reused, removed, skipped, elapsedMs }));
      return;
    }
    console.log(
      `${files} files, ${chunks} chunks: ${embedded} embedded, ${removed} removed, in ${(elapsedMs / 1000).toFixed(1)} s.`,
    );
    for (const { path, reason } of skipped) console.log(`  left out: ${path} (${reason})`);
  });
}
