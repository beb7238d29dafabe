import assert from 'node:assert/strict';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const QUESTIONS = 20;
const COMPLETION_ATTEMPTS = 10;

/**
 * Opens the landing page of the hub at `baseUrl` in a real browser and asks the first example,
 * at a desk and on a phone. Rejects with the first thing that is not as promised.
 */
export async function checkPage(baseUrl: string, executablePath: string = CHROMIUM): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    await checkAtDesk(browser, baseUrl);
    await checkOnPhone(browser, baseUrl);
    await checkLanguages(browser, baseUrl);
  } finally {
    await browser.close();
  }
}

async function checkAtDesk(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, DESK);
  const questions = page.locator('.questions > li');
  assert.equal(await questions.count(), QUESTIONS + 1, 'the catalogue lists the first example and twenty questions');
  await runFirstExample(page);
  await checkCompletion(page);
  await finish();
}

async function checkOnPhone(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, PHONE);
  await runFirstExample(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px wider than the phone`);
  await page.locator('.catalogue-button > button').click();
  await page.locator('dialog[open] .questions button', { hasText: '“四全”进展' }).click();
  await page.locator('#operation-title', { hasText: '“四全”进展' }).waitFor();
  await finish();
}

async function checkLanguages(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, DESK);
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await page.locator('.languages button', { hasText: 'English' }).click();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await page.reload();
  await page.locator('h2', { hasText: 'Twenty questions' }).waitFor();
  await page.goto(new URL('?lang=zh', baseUrl).href);
  await page.locator('h2', { hasText: '二十个问题' }).waitFor();
  await page.locator('.run:enabled').waitFor();
  await finish();
}

/** The answer must reach both readers: the cards and the editor. */
async function runFirstExample(page: Page): Promise<void> {
  await page.locator('.run:enabled').click();
  await page.locator('.answer-of', { hasText: '大连市' }).waitFor();
  await page.locator('.graphiql-response .view-lines', { hasText: '大连市' }).waitFor();
}

/** A field of Area is offered, so introspection came through and the worker runs. */
async function checkCompletion(page: Page): Promise<void> {
  await page.locator('.graphiql-sidebar .graphiql-spin').waitFor({ state: 'detached' });
  const editor = page.locator('.graphiql-query-editor .monaco-editor').first();
  await editor.locator('.view-line', { hasText: 'centerSummary' }).first().click({ position: { x: 4, y: 8 } });
  await page.keyboard.press('Home');
  await page.keyboard.type(' ');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.type('commitm', { delay: 80 });
  // The worker learns the schema a moment after the page does: ask until it knows.
  const offer = page.locator('.suggest-widget .monaco-list-row', { hasText: 'commitments' });
  for (let attempt = 0; attempt < COMPLETION_ATTEMPTS && !(await isShown(offer)); attempt += 1) {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+Space');
  }
  assert.ok(await offer.isVisible(), 'the editor completes a field of Area');
}

const isShown = (locator: Locator): Promise<boolean> =>
  locator.waitFor({ timeout: 2_000 }).then(() => true, () => false);

/** A page in a fresh profile, with everything watched that it asks for and complains about. */
async function openPage(browser: Browser, baseUrl: string, viewport: typeof DESK) {
  const context = await browser.newContext({ viewport });
  const page = await context.newPage();
  const origin = new URL(baseUrl).origin;
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.message}`));
  context.on('request', (request) => {
    const url = new URL(request.url());
    if (/^(https?|wss?):$/.test(url.protocol) && url.origin !== origin) complaints.push(`left the origin: ${url.origin}`);
  });
  await page.goto(baseUrl);
  await page.locator('.run:enabled').waitFor();
  const finish = async () => {
    await context.close();
    assert.deepEqual(complaints, []);
  };
  return { page, finish };
}
