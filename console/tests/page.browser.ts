import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import catalog from '../../clients/operations/catalog.json';
import { openPage } from './watched-page.js';

const CHROMIUM = '/usr/bin/chromium';
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
const DESK = { width: 1440, height: 900 };
const LAPTOP = { width: 1366, height: 768 };
const PHONE = { width: 390, height: 844 };
const COMPLETION_ATTEMPTS = 10;
const LIVE_ATTEMPTS = 10;

const [first, ...questions] = catalog;
const readyCount = questions.filter(({ operation }) => operation !== null).length;

type Check = (browser: Browser, baseUrl: string) => Promise<void>;

const CHECKS: Readonly<Record<string, Check>> = {
  'at a desk': checkAtDesk,
  'every ready question': checkQuestions,
  'a subscription': checkLive,
  'on a phone': checkOnPhone,
  'in both languages': checkLanguages,
};

/**
 * Uses the landing page of the hub at `baseUrl` in a real browser as a person would.
 * Rejects with the first thing that is not as promised.
 */
export async function checkPage(baseUrl: string, executablePath: string = CHROMIUM): Promise<void> {
  const browser = await chromium.launch({ executablePath, args: FLAGS });
  try {
    for (const [name, check] of Object.entries(CHECKS)) {
      await check(browser, baseUrl).catch((cause: unknown) => {
        throw new Error(`The page fails ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      });
    }
  } finally {
    await browser.close();
  }
}

async function checkAtDesk(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, DESK);
  await page.locator('.city mark', { hasText: '示例数据' }).waitFor();
  await checkCatalogue(page.locator('.catalogue'));
  await runFirstExample(page, (run) => run.press('Enter'));
  await checkWidth(page);
  await page.setViewportSize(LAPTOP);
  await checkWidth(page);
  await page.setViewportSize(DESK);
  await checkCompletion(page);
  await finish();
}

async function checkQuestions(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, DESK);
  const response = page.locator('.graphiql-response .view-lines');
  for (const { number, title } of questions.filter(({ operation }) => operation !== null)) {
    await page.locator('.questions button', { has: page.getByText(title.zh, { exact: true }) }).click();
    await page.locator('#operation-title', { hasText: title.zh }).waitFor();
    const [answer] = await Promise.all([page.waitForResponse(isAnswerToSaved), page.locator('.run').click()]);
    const { errors } = await answer.json() as { errors?: unknown };
    assert.equal(errors, undefined, `question ${number} answers with errors`);
    await response.filter({ hasText: '"data"' }).waitFor();
  }
  await finish();
}

/** What happens elsewhere appears, until the button ends it. */
async function checkLive(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, DESK);
  const run = page.locator('.run');
  await page.locator('.question', { hasText: '事件实时' }).click();
  await page.locator('.graphiql-query-editor .view-lines', { hasText: 'EventsLive' }).waitFor();
  await run.click();
  await run.filter({ hasText: '停止' }).waitFor();
  const shown = page.locator('.graphiql-response .view-lines', { hasText: '井盖缺失' });
  // The hub listens a moment after it has taken the request: report until one is heard.
  for (let attempt = 0; attempt < LIVE_ATTEMPTS && !(await isShown(shown)); attempt += 1) await reportEvent(baseUrl);
  assert.ok(await shown.isVisible(), 'an event that happens is shown');
  await run.click();
  await run.filter({ hasText: '运行' }).waitFor();
  await finish();
}

async function reportEvent(baseUrl: string): Promise<void> {
  const input = {
    idempotencyKey: randomUUID(), title: '井盖缺失', category: 'SECURITY_HAZARD', subcategoryCode: '0201', severity: 'III', origin: 'GRID_PATROL',
    areaPath: '2102/210203', centerId: 'C210203', handlingLevel: 'DISTRICT', byPost: '210203-DESK',
  };
  await fetch(new URL('graphql', baseUrl), {
    method: 'POST', headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'mutation ($input: ReportEventInput!) { reportEvent(input: $input) { __typename } }', variables: { input } }),
  });
}

async function checkOnPhone(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, PHONE);
  await checkWidth(page);
  await runFirstExample(page, (run) => run.click());
  await checkWidth(page);
  await page.locator('.catalogue-button > button').click();
  const drawer = page.locator('dialog[open]');
  await checkCatalogue(drawer);
  await drawer.locator('.questions button', { hasText: '“四全”进展' }).click();
  await page.locator('#operation-title', { hasText: '“四全”进展' }).waitFor();
  await finish();
}

/** The choice reaches the page, GraphiQL's own words, and the next visit. */
async function checkLanguages(browser: Browser, baseUrl: string): Promise<void> {
  const { page, finish } = await openPage(browser, baseUrl, DESK);
  const variables = page.locator('.graphiql-editor-tools button').first();
  assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
  await variables.filter({ hasText: '变量' }).waitFor();
  await page.locator('.languages button', { hasText: 'English' }).click();
  await variables.filter({ hasText: 'Variables' }).waitFor();
  assert.equal(await page.locator('html').getAttribute('lang'), 'en');
  await checkWidth(page);
  await page.reload();
  await page.locator('h2', { hasText: 'Twenty questions' }).waitFor();
  await page.goto(new URL('?lang=zh', baseUrl).href);
  await page.locator('h2', { hasText: '二十个问题' }).waitFor();
  await page.locator('.run:enabled').waitFor();
  await finish();
}

async function checkCatalogue(catalogue: Locator): Promise<void> {
  assert.equal(await catalogue.locator('[aria-current="true"] .title').textContent(), first?.title.zh, 'the first example is open');
  assert.equal(await catalogue.locator('.questions > li').count(), 20, 'the catalogue lists twenty questions');
  assert.equal(await catalogue.locator('.questions button').count(), readyCount, 'those that can be run are those of catalog.json');
}

async function checkWidth(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(overflow <= 0, `the page is ${overflow} px wider than the window`);
  const cut = await page.locator('.card dd').evaluateAll((figures) =>
    figures.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).map(({ textContent }) => textContent));
  assert.deepEqual(cut, [], 'every figure fits its card');
}

/** The answer must reach both readers: the cards and the editor. */
async function runFirstExample(page: Page, ask: (run: Locator) => Promise<void>): Promise<void> {
  await page.locator('.graphiql-query-editor .view-lines', { hasText: 'FourConstructions' }).waitFor();
  await ask(page.locator('.run:enabled'));
  await page.locator('.answer-of', { hasText: '大连市' }).waitFor();
  await page.locator('.card-center', { hasText: '1,387' }).waitFor();
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

/** The page asks for areas and for the schema too; those are not what a question answers. */
const isAnswerToSaved = (response: { url(): string; request(): { postDataJSON(): { operationName?: string } | null } }): boolean =>
  response.url().endsWith('/graphql')
  && !['AreaChoices', 'IntrospectionQuery'].includes(response.request().postDataJSON()?.operationName ?? 'IntrospectionQuery');
