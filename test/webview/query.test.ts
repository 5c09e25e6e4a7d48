import path from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SearchResponse } from '../../src/protocol/engine';
import { mistakeAbout } from '../../src/query/mistakes';
import { parseQuery } from '../../src/query/parseQuery';
import { FakeHost } from './support/fakeHost';
import { HITS } from './support/hits';
import { THEMES, type Theme } from './support/panelServer';
import { useWebviewPage, violations } from './support/webviewPage';

/** The query language in the panel: what one sees of it, in a real browser. */

const pictures = path.join(import.meta.dirname, '..', '..', 'test-results', 'query');

const FACETS: SearchResponse['facets'] = {
  lang: [
    { value: 'typescript', count: 120 },
    { value: 'python', count: 7 },
  ],
  kind: [
    { value: 'method', count: 80 },
    { value: 'function', count: 47 },
  ],
  path: [
    { value: 'src/net/**', count: 90 },
    { value: 'src/a very long name of a folder/**', count: 37 },
  ],
};

let page: Page;
let host: FakeHost;

const web = useWebviewPage(pictures, () => {
  expect(host.malformed).toEqual([]);
  expect(host.said('trouble')).toEqual([]);
});

beforeEach(async () => {
  ({ page } = web);
  host = await FakeHost.attach(page, (query) => {
    const { mistakes } = parseQuery(query);
    return { elapsedMs: 9, hits: HITS, total: 127, facets: FACETS, ...(mistakes.length > 0 ? { mistakes } : {}) };
  });
  host.values = (filter, typed) =>
    filter === 'path'
      ? [
          { value: 'src/**', count: 90 },
          { value: 'src/net/**', count: 12 },
        ].filter(({ value }) => value.includes(typed))
      : filter === 'lang'
        ? [{ value: 'ts', count: 120 }]
        : [{ value: 'parseConfig', count: 1 }];
});

const box = (): Locator => page.getByRole('combobox', { name: 'Search code by meaning' });
const options = (): Locator => page.getByRole('option');
const mistakes = (): Locator => page.locator('.mistake-line');
const chip = (name: string): Locator => page.getByRole('button', { name });

async function open(theme: Theme = 'dark-modern', width = 400): Promise<void> {
  await page.setViewportSize({ width, height: 760 });
  await page.goto(`${web.origin}/${theme}`);
  await box().waitFor();
}

/** All that belongs to the query, for axe-core; the results have tests of their own. */
const QUERY_PARTS = "{ exclude: ['.results'] }";

const picture = (name: string): Promise<unknown> => page.screenshot({ path: path.join(pictures, `${name}.png`) });

describe('completion', () => {
  it('offers filters and then their values, and all by the keyboard', async () => {
    await open();
    await box().pressSequentially('retry la');
    await options().first().waitFor();
    expect(await options().allInnerTexts()).toEqual([expect.stringContaining('lang:')]);
    expect(await box().getAttribute('aria-expanded')).toBe('true');
    await box().press('Tab');
    await expect.poll(() => box().inputValue()).toBe('retry lang:');
    await expect.poll(() => options().allInnerTexts()).toEqual([expect.stringMatching(/ts\s*120/)]);
    await box().press('ArrowDown');
    const active = await box().getAttribute('aria-activedescendant');
    expect(await page.locator(`#${active!}`).getAttribute('aria-selected')).toBe('true');
    await box().press('Enter');
    await expect.poll(() => box().inputValue()).toBe('retry lang:ts ');
    expect(await options().count()).toBe(0);
    await expect.poll(() => host.said('search').at(-1)?.query).toBe('retry lang:ts');
  });

  it('asks for values as one types, and takes a click', async () => {
    await open();
    await box().pressSequentially('-path:net');
    await expect.poll(() => options().count()).toBe(1);
    expect(host.said('values').at(-1)).toMatchObject({ filter: 'path', typed: 'net' });
    await options().first().click();
    await expect.poll(() => box().inputValue()).toBe('-path:src/net/** ');
    await box().pressSequentially('x');
    expect(await box().inputValue()).toBe('-path:src/net/** x');
  });

  it('goes away on Escape, comes on Ctrl+Space, and is not in the way of words', async () => {
    await open();
    await box().pressSequentially('kind:me');
    await options().first().waitFor();
    await box().press('Escape');
    await expect.poll(() => options().count()).toBe(0);
    await box().press('Control+ ');
    await expect.poll(() => options().count()).toBe(1);
    await box().fill('find the path');
    await page.getByRole('treeitem').first().waitFor();
    expect(await options().count()).toBe(0);
    // Enter without a choice searches, and the arrow goes into the list as ever.
    await box().press('ArrowDown');
    await expect.poll(() => page.evaluate("document.activeElement?.getAttribute('role')")).toBe('treeitem');
    await box().focus();
    await box().press('Control+ ');
    await box().fill('x ');
    await box().press('Control+ ');
    await expect.poll(() => options().count()).toBe(6);
  });
});

describe('mistakes', () => {
  it('are underlined, told, and mended with a click', async () => {
    await open();
    await box().fill('  retry lang:typescirpt now');
    await mistakes().waitFor();
    expect(await mistakes().innerText()).toContain('Hunch knows no language "typescirpt"');
    expect(await page.locator('.query-marks .mistake').innerText()).toBe('typescirpt');
    expect(await box().getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => host.said('search').length).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Use typescript' }).click();
    expect(await box().inputValue()).toBe('  retry lang:typescript now');
    await expect.poll(() => mistakes().count()).toBe(0);
    expect(await page.locator('.query-marks .term').innerText()).toBe('lang:typescript');
  });

  it('of a word that is being typed are told after a pause', async () => {
    await open();
    await box().pressSequentially('retry kind:zz');
    expect(await mistakes().count()).toBe(0);
    await mistakes().waitFor();
    expect(await mistakes().innerText()).toContain('There is no kind "zz"');
  });

  it('that only the index knows come with the answer', async () => {
    host.engine = (query) => ({
      elapsedMs: 9,
      hits: HITS,
      mistakes: parseQuery(query).terms.map((term) =>
        mistakeAbout('noSuchSymbol', term, 'parseConfg', 'like:parseConfig'),
      ),
    });
    await open();
    await box().fill('like:parseConfg yaml');
    await page.getByRole('button', { name: 'Use like:parseConfig' }).click();
    expect(await box().inputValue()).toBe('like:parseConfig yaml');
  });
});

describe('chips', () => {
  it('put filters into the query and take them out again, and do not move the results', async () => {
    await open();
    await box().fill('retry');
    await chip('lang:py').waitFor();
    const before = await page.getByRole('treeitem').first().boundingBox();
    await chip('lang:py').click();
    expect(await box().inputValue()).toBe('retry lang:py');
    await expect.poll(() => chip('lang:py').getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => host.said('search').at(-1)?.query).toBe('retry lang:py');
    expect(await page.getByRole('treeitem').first().boundingBox()).toEqual(before);
    await chip('lang:py').click();
    expect(await box().inputValue()).toBe('retry');
  });

  it('are one stop of the keyboard', async () => {
    await open();
    await box().fill('retry');
    await chip('lang:ts').focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await page.evaluate('document.activeElement?.textContent')).toContain('method');
    await page.keyboard.press('Enter');
    expect(await box().inputValue()).toBe('retry kind:method');
  });
});

describe('help', () => {
  it('explains every filter, puts an example into the box, and gives the keyboard back', async () => {
    await open();
    await page.getByRole('button', { name: 'Search Syntax' }).click();
    const help = page.getByRole('dialog', { name: 'Search syntax' });
    await help.waitFor();
    for (const filter of [
      'lang:',
      'path:',
      'kind:',
      'symbol:',
      'in:open',
      'in:changed',
      'like:',
      '-word',
      '"exact phrase"',
    ])
      expect(await help.innerText()).toContain(filter);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Search Syntax' }).click();
    await page.getByRole('button', { name: 'Insert kind:method' }).click();
    await help.waitFor({ state: 'hidden' });
    await expect.poll(() => box().inputValue()).toBe('kind:method ');
    expect(await page.evaluate('document.activeElement?.tagName')).toBe('INPUT');
  });
});

describe.each(THEMES)('in %s', (theme) => {
  it.each([250, 900])('everything of it passes axe at %i px', async (width) => {
    await open(theme, width);
    await box().fill('retry lang:typescirpt kind:method "exact phrase" -mock');
    await mistakes().waitFor();
    await chip('kind:method').first().waitFor();
    expect(await violations(page, QUERY_PARTS)).toEqual([]);
    await picture(`${theme}-${width}-mistake`);
    await box().fill('retry lang:');
    await options().first().waitFor();
    expect(await violations(page, QUERY_PARTS)).toEqual([]);
    await picture(`${theme}-${width}-completion`);
    await page.getByRole('button', { name: 'Search Syntax' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await violations(page, QUERY_PARTS)).toEqual([]);
    await picture(`${theme}-${width}-help`);
    // Nothing sticks out to the side.
    expect(await page.evaluate('document.documentElement.scrollWidth <= window.innerWidth')).toBe(true);
  });
});
