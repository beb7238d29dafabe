import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';

/** What a browser says of a request that a page gave up itself, by being left. */
const LEFT = 'net::ERR_ABORTED';

interface WatchedPage {
  readonly page: Page;
  /** Closes the page, and throws if it complained, asked in vain or asked elsewhere. */
  finish(): Promise<void>;
}

/** The page, ready to run, in a fresh profile. Everything it asks for and complains about is watched. */
export async function openPage(browser: Browser, baseUrl: string, viewport: { width: number; height: number }): Promise<WatchedPage> {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const complaints = watch(page, new URL(baseUrl).origin);
  await page.goto(baseUrl);
  await page.locator('.run:enabled').waitFor();
  return {
    page,
    async finish() {
      await context.close();
      assert.deepEqual(complaints, []);
    },
  };
}

function watch(page: Page, origin: string): readonly string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? 'no reason given';
    if (reason !== LEFT) complaints.push(`failed: ${request.url()} (${reason})`);
  });
  // The context hears of what the page's workers ask for too.
  page.context().on('response', (response) => {
    if (response.status() >= 400) complaints.push(`status ${response.status()}: ${response.url()}`);
  });
  page.context().on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) complaints.push(`left the origin: ${url.origin}`);
  });
  return complaints;
}
