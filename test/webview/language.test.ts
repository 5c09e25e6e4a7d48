import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { PanelStatus } from '../../src/protocol/webview';
import { duplicatesAnswer } from './support/duplicateFunctions';
import { FakeHost, READY } from './support/fakeHost';
import { HITS } from './support/hits';
import { mapOfBlobs } from './support/mapOfBlobs';
import { postTo, TabHost, useWebviewPage, violations } from './support/webviewPage';
import { readDuplicatesTabMessage } from '../../src/protocol/duplicatesTab';
import { readMapTabMessage } from '../../src/protocol/mapTab';

/** The pages in other languages, in a real browser: nothing is left in English, and everything still has its place. */

const results = path.join(import.meta.dirname, '..', '..', 'test-results', 'language');
const LANGUAGES = ['de', 'zh-cn'] as const;
type Language = (typeof LANGUAGES)[number];

let page: Page;
const web = useWebviewPage(results, () => undefined);
beforeEach(() => {
  ({ page } = web);
});

/** Whatever of the bundle's English is on the page: texts and what is read aloud or in tooltips, also of components. */
async function englishOn(language: Language): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`(() => {
    const texts = [];
    const visit = (node) => {
      if (node.nodeType === Node.TEXT_NODE) texts.push(node.data);
      if (!(node instanceof Element || node instanceof ShadowRoot)) return;
      // Code and names of a workspace are in any language; so are examples of queries.
      if (node instanceof Element && node.matches('script, style, pre, bdi, .chip, .example, .query-marks')) return;
      for (const name of ['aria-label', 'aria-roledescription', 'aria-valuetext', 'title', 'label', 'placeholder'])
        if (node instanceof Element && node.hasAttribute(name)) texts.push(node.getAttribute(name));
      if (node.shadowRoot) visit(node.shadowRoot);
      node.childNodes.forEach(visit);
    };
    visit(document.body);
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  })()`);
  const english = englishPatterns(language);
  return [...new Set(texts)].filter((text) => english.some((pattern) => pattern.test(text)));
}

/** Each English string of a bundle that is another in the language, with anything in place of what is put in. */
function englishPatterns(language: Language): RegExp[] {
  const file = path.join(import.meta.dirname, '..', '..', 'l10n', `bundle.l10n.${language}.json`);
  const bundle = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return Object.entries(bundle)
    .filter(([english, text]) => english !== text)
    .map(([english]) => english.split('/')[0]!.split(/\{\d\}/))
    .filter((parts) => parts.some((part) => /\p{L}{2}/u.test(part)))
    .map(
      (parts) => new RegExp(`^${parts.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`, 'u'),
    );
}

/** What is said of a state of the page: English on it, what axe-core says, and elements that stick out or are cut off. */
async function flaws(language: Language): Promise<string[]> {
  const wide = await page.evaluate<string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    const flaws = [];
    if (document.documentElement.scrollWidth > width)
      for (const element of document.querySelectorAll('body *'))
        if (element.getBoundingClientRect().right > width + 0.5) flaws.push('is too wide: ' + element.outerHTML.slice(0, 120));
    for (const element of document.querySelectorAll('button, h1, h2, p, li, label, select, .notice, .count, vscode-button')) {
      const { left, right, width: own } = element.getBoundingClientRect();
      const scrolls = element.closest('.chips, .code, pre, .unseen, .legend, [hidden]') !== null;
      if (own > 0 && !scrolls && (right > width + 0.5 || left < -0.5)) flaws.push('sticks out: ' + element.outerHTML.slice(0, 120));
    }
    return flaws;
  })()`);
  return [...(await englishOn(language)), ...wide, ...(await violations(page))];
}

async function goTo(address: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 760 });
  await page.goto(`${web.origin}/${address}`);
  await page.locator('h1').waitFor({ state: 'attached' });
}

async function check(language: Language, name: string): Promise<void> {
  expect(await flaws(language), name).toEqual([]);
  await page.screenshot({ path: path.join(results, `${name}-${page.viewportSize()!.width}-${language}.png`) });
}

const BOX = '[role=combobox]';

describe.each(LANGUAGES)('in %s', (language) => {
  it.each([250, 900])('the panel has no English left and fits at %i px', async (width) => {
    // The page itself says what is wrong with a query, until an answer does.
    const never = new Promise<never>(() => undefined);
    const found = {
      elapsedMs: 12,
      hits: HITS,
      facets: {
        lang: [
          { value: 'typescript', count: 1234 },
          { value: 'python', count: 2 },
        ],
        kind: [
          { value: 'method', count: 8 },
          { value: 'function', count: 3 },
        ],
        path: [],
      },
    };
    const host = await FakeHost.attach(page, (query) => (query.includes('lang:tz') ? never : found));
    host.history = { recent: ['parse a date'], saved: ['retry a failed request'] };
    host.status = { ...READY, chat: true };
    await goTo(`dark-modern?language=${language}`, width);
    await page.locator('.history').first().waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe(language);
    await check(language, 'start');

    await page.locator(BOX).fill('retry a request');
    await page.getByRole('treeitem').first().waitFor();
    await page.getByRole('treeitem').first().hover();
    await check(language, 'results');
    await page.locator('.bar vscode-toolbar-button').first().click();
    await page.locator('.file-row').first().waitFor();
    await check(language, 'by-file');
    await page.locator('.bar vscode-toolbar-button').first().click();

    await page.locator('.file-row').first().waitFor({ state: 'detached' });
    await page.keyboard.press('ArrowDown');
    await page.locator(BOX).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('?');
    await page.locator('.why .share').first().waitFor();
    await page.locator('.more-lines').first().click();
    await check(language, 'why');
    await page.locator('.hit vscode-toolbar-button .codicon-references').first().click({ force: true });
    await page.locator('.similar-header').waitFor();
    await check(language, 'similar');

    await page.locator(BOX).fill('lang:tz in:nowhere -');
    await page.locator('.mistake-line').first().waitFor();
    await check(language, 'mistakes');
    await page.locator(BOX).fill('');
    await page.keyboard.press('Control+Space');
    await page.getByRole('option').first().waitFor();
    await check(language, 'completions');
    await page.keyboard.press('Escape');
    await page.locator('.search-box .codicon-question').click();
    await page.getByRole('dialog').waitFor();
    await check(language, 'help');
  });

  it('the states of the panel have no English left', async () => {
    const host = await FakeHost.attach(page, () => ({ elapsedMs: 1, hits: [] }));
    const folder = (change: object): PanelStatus => ({
      folderOpen: true,
      folders: [{ ...READY.folders![0]!, ...change }],
    });
    await goTo(`light-modern?language=${language}`, 250);
    const states: Readonly<Record<string, PanelStatus>> = {
      'no-folder': { folderOpen: false },
      virtual: { folderOpen: false, virtual: true },
      starting: { folderOpen: true },
      scanning: folder({ phase: 'scanning', chunks: 0 }),
      indexing: folder({ phase: 'indexing', done: 1, total: 1045, chunks: 0 }),
      paused: folder({ phase: 'paused' }),
      'paused-empty': folder({ phase: 'paused', chunks: 0 }),
      'no-code': folder({ chunks: 0 }),
      failed: folder({ phase: 'failed' }),
      'failed-empty': folder({ phase: 'failed', chunks: 0 }),
      'no-engine': { folderOpen: true, failure: '…' },
    };
    for (const [name, status] of Object.entries(states)) {
      await host.setStatus(status);
      // A frame for preact, one for the browser.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      await check(language, name);
    }
    await host.setStatus(READY);
    await page.locator(BOX).fill('nothing like it');
    await page.locator('.advice').waitFor();
    await check(language, 'no-results');
    host.engine = () => new Error('…');
    await page.locator(BOX).fill('fails');
    await page.locator('[role=alert]').waitFor();
    await check(language, 'failure');
  });

  it.each([250, 900])('the tab with duplicates has no English left and fits at %i px', async (width) => {
    const host = new TabHost(readDuplicatesTabMessage);
    const tell = (state: object): Promise<void> => postTo(page, { type: 'state', scope: 'src', state });
    await host.attach(page, () => tell({ kind: 'found', found: { ...duplicatesAnswer(), unread: 12 } }));
    await goTo(`dark-modern?bundle=duplicates&language=${language}`, width);
    await page.getByRole('treeitem').first().waitFor();
    await check(language, 'duplicates');
    for (const state of [
      { kind: 'working', share: 0.42 },
      { kind: 'stopped' },
      { kind: 'found', found: { ...duplicatesAnswer(), functions: [], identical: [], meaning: [] } },
    ]) {
      await tell(state);
      await page.getByRole('treeitem').first().waitFor({ state: 'detached' });
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      await check(language, `duplicates-${state.kind}`);
    }
    host.check();
  });

  it.each([250, 900])('the tab with the map has no English left and fits at %i px', async (width) => {
    const host = new TabHost(readMapTabMessage);
    const map = { ...mapOfBlobs(1_500), unread: 3 };
    const tell = (state: object): Promise<void> => postTo(page, { type: 'state', state });
    await host.attach(page, () => tell({ kind: 'map', map }));
    await goTo(`dark-modern?bundle=map&language=${language}`, width);
    await page.getByRole('application').waitFor();
    await page.locator('select').selectOption('age');
    await postTo(page, { type: 'lit', query: 'retry', dots: [1, 2] });
    await page.getByRole('treeitem').nth(1).waitFor();
    await check(language, 'map');
    for (const state of [{ kind: 'working', share: 0.3 }, { kind: 'stopped' }]) {
      await tell(state);
      await page.locator('main.waiting').waitFor();
      await check(language, `map-${state.kind}`);
    }
    host.check();
  });
});
