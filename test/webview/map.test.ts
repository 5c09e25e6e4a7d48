import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { type MapTabState, type MapTabToHost, readMapTabMessage } from '../../src/protocol/mapTab';
import { mapOfBlobs } from './support/mapOfBlobs';
import { THEMES, type Theme } from './support/panelServer';
import { postTo, TabHost, useWebviewPage, violations } from './support/webviewPage';

/** The tab with the map in a real browser: the bundle that ships, its page with its policy. */

const pictures = path.join(import.meta.dirname, '..', '..', 'test-results', 'map');
const MAP = mapOfBlobs(3_000);

let page: Page;
let state: MapTabState;

const host = new TabHost(readMapTabMessage);
const web = useWebviewPage(pictures, () => {
  host.check();
});

beforeEach(async () => {
  ({ page } = web);
  state = { kind: 'map', map: MAP };
  await host.attach(page, () => postTo(page, { type: 'state', state }));
});

async function open(theme: Theme = 'dark-modern', width = 1100): Promise<void> {
  await page.setViewportSize({ width, height: 760 });
  await page.goto(`${web.origin}/${theme}?bundle=map`);
  await stage().waitFor();
  await drawn(1);
}

const stage = (): Locator => page.getByRole('application', { name: /^Map of/ });
const lists = (): Locator => page.locator('[role=treeitem][aria-level="1"]');
const lastSaid = (): MapTabToHost | undefined => host.said.at(-1);

/** Waits until the picture was drawn so often. */
async function drawn(times: number): Promise<void> {
  // Not by `waitForFunction`, which evaluates in the page, where the policy forbids it.
  const frames = () => page.evaluate<number>("performance.getEntriesByName('hunch-map-frame').length");
  await expect.poll(frames, { timeout: 30_000 }).toBeGreaterThanOrEqual(times);
}

/** Where a dot is on the page while the whole map is shown. */
async function placeOf(dot: number): Promise<{ x: number; y: number }> {
  const box = (await stage().boundingBox())!;
  const scale = (0.92 * Math.min(box.width, box.height)) / 2;
  return {
    x: box.x + box.width / 2 + MAP.x[dot]! * scale,
    y: box.y + box.height / 2 + MAP.y[dot]! * scale,
  };
}

/** How many pixels of the picture have other colours than its ground. */
async function inked(): Promise<number> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('canvas');
    const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
    return pixels.reduce((count, pixel) => count + (pixel === pixels[0] ? 0 : 1), 0);
  })()`);
}

describe('the picture', () => {
  it('has a dot for every function, says which one is under the pointer, and opens it', async () => {
    await open();
    expect(await inked()).toBeGreaterThan(10_000);
    const { x, y } = await placeOf(0);
    await page.mouse.move(x, y);
    await page.locator('.tip').waitFor();
    await page.mouse.click(x, y);
    await expect.poll(lastSaid).toMatchObject({ type: 'open', toSide: false, preserveFocus: true });
    const { dot } = lastSaid() as { dot: number };
    expect(await page.locator('.tip').innerText()).toContain(MAP.symbol[dot]);
  });

  it('is moved and zoomed with the mouse and the keyboard', async () => {
    await open();
    const box = (await stage().boundingBox())!;
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const before = await inked();
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, -900);
    await expect.poll(inked).not.toBe(before);
    await page.getByRole('button', { name: 'Show Whole Map' }).click();
    await expect.poll(inked).toBe(before);
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    await page.mouse.move(middle.x + box.width, middle.y, { steps: 4 });
    await page.mouse.up();
    await expect.poll(inked).toBeLessThan(before / 3);
    expect(host.said.map(({ type }) => type)).toEqual(['ready']);
    await stage().focus();
    await page.keyboard.press('0');
    await expect.poll(inked).toBe(before);
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(inked).not.toBe(before);
  });

  it('lists what somebody circled', async () => {
    await open();
    const { x, y } = await placeOf(0);
    await page.keyboard.down('Shift');
    await page.mouse.move(x - 60, y - 60);
    await page.mouse.down();
    for (const [dx, dy] of [
      [60, -60],
      [60, 60],
      [-60, 60],
    ] as const)
      await page.mouse.move(x + dx, y + dy, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const circled = lists().first();
    await expect.poll(() => circled.innerText()).toMatch(/^Circled\s+[\d,]+ functions/);
    await page.locator('[role=treeitem][aria-level="2"]').first().click();
    await expect.poll(lastSaid).toMatchObject({ type: 'open' });
    await circled.hover();
    await circled.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => circled.innerText()).not.toMatch(/^Circled/);
  });

  it('lights up what a query found', async () => {
    await open();
    const box = page.getByRole('textbox', { name: 'Light up what a query finds' });
    await box.fill('retry after a failure');
    await box.press('Enter');
    await expect.poll(lastSaid).toEqual({ type: 'search', query: 'retry after a failure' });
    await postTo(page, { type: 'lit', query: 'retry after a failure', dots: [5, 6, 7] });
    await page.getByText('3 functions lit up').waitFor();
    await page.getByRole('treeitem', { name: MAP.symbol[5]! }).first().waitFor();
    await page.screenshot({ path: path.join(pictures, 'lit.png') });
    await box.press('Escape');
    await expect.poll(lastSaid).toEqual({ type: 'search', query: '' });
  });

  it('is coloured by folder, language or age, with a legend that picks one', async () => {
    await open();
    const legend = page.locator('.legend');
    await legend.getByText('src/net').waitFor();
    await page.getByRole('combobox').selectOption('language');
    await legend.getByText('python').click();
    await expect.poll(() => legend.getByRole('button', { pressed: true }).innerText()).toMatch(/^python/);
    await page.getByRole('combobox').selectOption('age');
    await legend.getByText('Past week').waitFor();
    await page.reload();
    await page.locator('.legend').getByText('Past week').waitFor();
  });

  it('draws 50,000 dots fast enough to be moved smoothly', async () => {
    state = { kind: 'map', map: mapOfBlobs(50_000) };
    await open();
    const box = (await stage().boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 200);
    await page.mouse.down();
    for (let step = 0; step < 60; step++) await page.mouse.move(box.x + 200 + step * 2, box.y + 200 + step);
    await page.mouse.up();
    await drawn(2);
    const times = await page.evaluate<number[]>(
      "performance.getEntriesByName('hunch-map-frame').map(({ duration }) => duration)",
    );
    const median = times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
    // No bar here: the figure is for whoever reads the log, a loaded machine may take longer.
    console.log(`map of 50,000 dots: a frame is drawn in ${median.toFixed(1)} ms (median of ${times.length})`);
    await page.screenshot({ path: path.join(pictures, 'many.png') });
  });
});

describe('the lists', () => {
  it('say the same without the picture: regions by name, their functions, with the keyboard', async () => {
    await open();
    expect(await lists().count()).toBe(MAP.clusters.length);
    await page.getByRole('treeitem', { name: 'network, retry 500 functions' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(lastSaid).toMatchObject({ type: 'open', preserveFocus: false });
    await page.keyboard.press('ArrowLeft');
    const before = await inked();
    await page.keyboard.press('Enter');
    await expect.poll(inked).not.toBe(before);
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => page.locator('[role=treeitem][aria-level="2"]').count()).toBe(0);
  });
});

describe('while there is none', () => {
  it('says how far the work is, and what went wrong', async () => {
    state = { kind: 'working', share: 0.3 };
    await page.goto(`${web.origin}/dark-modern?bundle=map`);
    await page.getByText('Drawing the map: 30 %').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await expect.poll(lastSaid).toEqual({ type: 'stop' });
    await postTo(page, { type: 'state', state: { kind: 'failed', text: 'The index is gone: rebuild it.' } });
    await page.getByRole('alert').filter({ hasText: 'The index is gone' }).waitFor();
    await page.getByRole('button', { name: 'Draw Again' }).click();
    await expect.poll(lastSaid).toEqual({ type: 'again' });
    await postTo(page, { type: 'state', state: { kind: 'map', map: mapOfBlobs(0) } });
    await page.getByText('There are no functions on the map yet').waitFor();
  });
});

describe('looks right and is accessible', () => {
  for (const theme of THEMES)
    it(theme, async () => {
      await open(theme);
      const { x, y } = await placeOf(3);
      await page.mouse.move(x, y);
      await page.screenshot({ path: path.join(pictures, `${theme}.png`) });
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 480, height: 760 });
      await page.screenshot({ path: path.join(pictures, `${theme}-narrow.png`) });
      expect(await violations(page)).toEqual([]);
    });
});
