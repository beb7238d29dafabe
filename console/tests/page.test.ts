import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it, jest } from '@jest/globals';
import type { Hub } from '../../hub/src/start-hub.js';
import { startSmallHub } from '../../hub/tests/small-hub.js';
import { checkPage } from './page.browser.js';

jest.setTimeout(240_000);

const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
/** Where the page must not go unseen, as in CI: what is missing then fails instead of being passed over. */
const required = process.env.REQUIRE_CHROMIUM === '1';
const missing = [
  ...(existsSync(chromium) ? [] : [`No browser at ${chromium}: install Chromium, or set CHROMIUM_PATH.`]),
  ...(existsSync(join(__dirname, '../dist/index.html')) ? [] : ['The page is not built: run `node console/build.js` first.']),
].join(' ');

if (missing && required) {
  it('has a browser and a built page', () => { throw new Error(missing); });
} else if (missing) {
  // Jest reports what it skips only as a number: the reason has to be said here.
  process.stderr.write(`The landing page was not seen in a browser. ${missing}\n`);
  it.skip(`is as promised, in Chromium. ${missing}`, () => undefined);
} else {
  describe('the landing page', () => {
    let hub: Hub;
    beforeAll(async () => { hub = await startSmallHub(); });
    afterAll(() => hub?.stop());

    it('is as promised, in Chromium', () => checkPage(hub.url, chromium));
  });
}
