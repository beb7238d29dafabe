import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, jest } from '@jest/globals';
import { until } from './ask.js';
import { cleanUp, findServers, keepUntilEnd, makeDataDir } from './database-harness.js';
import { loadUntilGone } from './load-until-gone.js';
import { ask, startProcess } from './process-harness.js';
import { loadSmallCity } from './small-city.js';

jest.setTimeout(240_000);

let dataDir: string;
let endAll: () => Promise<void>;

beforeAll(async () => {
  dataDir = await makeDataDir();
  endAll = keepUntilEnd();
  await loadSmallCity(dataDir);
});
afterEach(cleanUp);
afterAll(() => endAll());

const query = readFileSync(join(__dirname, '../../clients/operations/four-constructions.graphql'), 'utf8');
const variables = { code: '2102' };

it.each(['SIGTERM', 'SIGINT'] as const)('a hub under load that gets %s answers what is under way, and ends', async (signal) => {
  const hub = startProcess('hub/dist/main.js', { HUB_DATA_DIR: dataDir, HUB_PORT: '0' });
  const url = await hub.url();
  const answer = JSON.stringify(await ask(url, query, variables));
  const load = loadUntilGone(url, { clients: 12, body: JSON.stringify({ query, variables }), answer });
  await until(() => load.answered() >= 50);
  expect(await hub.end(signal)).toMatchObject({ code: 0, stderr: '' });
  await load.done;
  expect(load.failures).toEqual([]);
  expect(load.closedPolitely()).toBeGreaterThanOrEqual(12);
  expect(await findServers(dataDir)).toEqual([]);
});
