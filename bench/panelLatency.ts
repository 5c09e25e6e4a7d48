import type { Page } from 'playwright-core';
import { launchBrowser, openWatchedPage } from '../test/harness/browser';
import { FakeHost, READY } from '../test/webview/support/fakeHost';
import { HITS } from '../test/webview/support/hits';
import { servePanel } from '../test/webview/support/panelServer';
import { BenchEngine } from './benchEngine';
import type { Bundles } from './bundles';
import type { Corpus } from './corpus';
import type { Figure } from './figure';
import { type BuiltIndex, indexedWorkspace } from './indexedWorkspace';
import { describeSpread, spreadOf } from './quantiles';
import { queries } from './queries';

const TARGET_MS = 150;
const WARM_UP = 10;
const LONG_LIST = 10_000;
/** Below this one sees no stutter: half of the frames of a screen. */
const FRAME_TARGET_MS = 33;

/** What a person waits for in the panel, in a browser: from a keystroke to hits on the screen, and between frames of a scroll. */
export async function panelLatency(bundles: Bundles, corpus: Corpus, index: BuiltIndex): Promise<Figure[]> {
  const { root, cacheDirectory } = indexedWorkspace(corpus, index);
  const { engine } = await BenchEngine.start(bundles.engine, root, cacheDirectory);
  const browser = await launchBrowser();
  const { origin, server } = await servePanel();
  try {
    await engine.ready();
    const { page } = await openWatchedPage(browser, origin);
    const host = await FakeHost.attach(page, (query, limit) => engine.search(query, limit));
    host.status = READY;
    await page.setViewportSize({ width: 400, height: 760 });
    await page.goto(`${origin}/dark-modern`);
    const times: number[] = [];
    for (const [round, query] of queries().entries()) {
      const time = await timeToHits(page, query);
      if (round >= WARM_UP) times.push(time);
    }
    const many = Array.from({ length: LONG_LIST }, (_, line) => ({
      ...HITS[line % HITS.length]!,
      startLine: line + 1,
    }));
    host.engine = () => ({ elapsedMs: 1, hits: many });
    await timeToHits(page, 'ten thousand');
    const frames = spreadOf(await scrollFrames(page));
    const typing = spreadOf(times);
    return [
      {
        name: 'typing to hits shown',
        value: describeSpread(typing),
        target: `p95 < ${TARGET_MS} ms`,
        met: typing.p95 < TARGET_MS,
        meaning: 'in a browser, from the input event to the frame with the first hits; engine warm, index complete',
      },
      {
        name: 'scrolling 10,000 hits',
        value: describeSpread(frames),
        target: `p95 < ${FRAME_TARGET_MS} ms`,
        met: frames.p95 < FRAME_TARGET_MS,
        meaning: 'between two frames, 400 pixels further each',
      },
    ];
  } finally {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
    await engine.stop();
  }
}

/** Milliseconds from the input of a query into an empty box to the frame that shows its first hits. */
async function timeToHits(page: Page, query: string): Promise<number> {
  const box = page.getByRole('combobox', { name: 'Search code by meaning' });
  await box.fill('');
  await page.locator('.hit').first().waitFor({ state: 'detached' });
  // What it evaluates to is waited for: not this promise.
  await page.evaluate(`void (window.hitsShown = new Promise((resolve) => {
    let start;
    addEventListener('input', () => { start ??= performance.now(); }, { capture: true, once: true });
    new MutationObserver((_, observer) => {
      if (document.querySelector('.hit') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    }).observe(document.body, { childList: true, subtree: true });
  }))`);
  await box.fill(query);
  return page.evaluate<number>('window.hitsShown');
}

/** Milliseconds between frames while the list is scrolled, a good part of a screen at each. */
async function scrollFrames(page: Page): Promise<number[]> {
  return page.evaluate<number[]>(`(async () => {
    const list = document.querySelector('.results');
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times = [];
    let last = await frame();
    for (let round = 0; round < 300; round++) {
      list.scrollTop += 400;
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  })()`);
}
