import type { FrameLocator, Page } from 'playwright-core';

/** Hunch's webview in an editor tab: a frame within a frame. Of several tabs the one that is shown; the panel must not be open beside it. */
export function editorTab(page: Page): FrameLocator {
  return page
    .frameLocator('iframe.webview.ready[src*="extensionId=hunch-dev.hunch"]:visible')
    .frameLocator('iframe#active-frame');
}
