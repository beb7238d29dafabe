import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { resolveDatabases, type Databases } from '../src/database/index.js';
import { startHub, type Hub } from '../src/start-hub.js';
import { cleanUp, makeDataDir, onCleanup, silentLog } from './database-harness.js';
import { ask, startProcess, type Answer, type RunningProcess } from './process-harness.js';
import { SMALL_CITY } from './small-city.js';

jest.setTimeout(120_000);

const fourConstructions = readFileSync(join(__dirname, '../../clients/operations/four-constructions.graphql'), 'utf8');

let databases: Databases;
let hub: Hub;
let gateway: RunningProcess;
let gatewayUrl: string;
/** Where the gateway leaves its keys. */
let keyDir: string;
const pillars = new Map<PillarName, { readonly process: RunningProcess; readonly url: string }>();

/** One city, served twice: by the hub in this process, and by five processes of their own. */
beforeAll(async () => {
  databases = await resolveDatabases({ dataDir: await makeDataDir(), log: silentLog, durable: false });
  onCleanup(() => databases.stop());
  hub = await startHub({ urls: databases.urls, port: 0, sample: SMALL_CITY });
  onCleanup(() => hub.stop());
  keyDir = await makeDataDir();
  await Promise.all(PILLARS.map((pillar) => startPillar(pillar)));
  const urls = [...pillars].map(([pillar, { url }]) => [`${pillar.toUpperCase()}_URL`, url]);
  gateway = startProcess('gateway/dist/main.js', { PORT: '0', GATEWAY_KEY_DIR: keyDir, STALE_SECONDS: '0', GATEWAY_AUDIT_DIR: join(keyDir, 'audit'), ...Object.fromEntries(urls) });
  gatewayUrl = await gateway.url();
});
afterAll(cleanUp);

/** On a port that the system chooses, or on the one that the gateway knows. */
async function startPillar(pillar: PillarName, port = '0'): Promise<void> {
  const variable = `${pillar.toUpperCase()}_DATABASE_URL`;
  const running = startProcess(`subgraphs/${pillar}/dist/main.js`, {
    PORT: port, [variable]: databases.urls[pillar], GATEWAY_KEYS: join(keyDir, 'gateway.jwks.json'),
  });
  pillars.set(pillar, { process: running, url: await running.url() });
}

const askForCity = (url: string): Promise<Answer> => ask(url, fourConstructions, { code: '2102' });

/** All but what belongs to the one request, and to the hub that says what its data are. */
const comparable = ({ data, errors = [] }: Answer) => ({
  data, errors: errors.map(({ extensions: { requestId: _own, ...extensions }, ...error }) => ({ ...error, extensions })),
});

async function readReadiness() {
  const response = await fetch(`${gatewayUrl}/readyz`);
  return { status: response.status, body: await response.json() };
}

const readinessWithout = (missing: readonly PillarName[]) => ({
  status: missing.length === 0 ? 200 : 503,
  body: {
    status: missing.length === 0 ? 'ready' : 'not ready',
    pillars: Object.fromEntries(PILLARS.map((pillar) => [pillar, missing.includes(pillar) ? 'not ready' : 'ready'])),
  },
});

describe('processes of their own', () => {
  it.each([
    ['the four constructions of the city', fourConstructions, { code: '2102' }],
    ['the four constructions of a district', fourConstructions, { code: '210203' }],
    ['no such area', fourConstructions, { code: '9999' }],
    ['an argument that a pillar refuses', '{ area(code: "2102") { events(first: 1000) { totalCount } } }', {}],
    ['a field that is not there', '{ area(code: "2102") { mayor } }', {}],
  ])('answer like the hub in one: %s', async (_name, operation, variables) => {
    const [one, many] = [await ask(hub.url, operation, variables), await ask(gatewayUrl, operation, variables)];
    expect(comparable(many)).toEqual(comparable(one));
  });

  it('answer with every figure', async () => {
    const { data, errors } = await askForCity(gatewayUrl);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ area: { centerSummary: { built: 1 + 13 + 158 + 1_387 }, channelSummary: { registered: 25_000 } } });
  });
});

it('answer nobody but the gateway', async () => {
  const alone = startProcess('subgraphs/grid/dist/main.js', { PORT: '0', GRID_DATABASE_URL: databases.urls.grid, GATEWAY_KEYS: `${gatewayUrl}/.well-known/jwks.json` });
  const response = await fetch(await alone.url(), { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ _service { sdl } }"}' });
  expect([response.status, await response.json()]).toMatchObject([401, { errors: [{ extensions: { code: 'SUBGRAPH_CREDENTIAL_REFUSED' } }] }]);
  expect((await alone.end()).stderr).toMatch(/carries no credential of a gateway/);

  const keys = await (await fetch(`${gatewayUrl}/.well-known/jwks.json`)).text();
  expect(JSON.parse(keys)).toEqual(JSON.parse(readFileSync(join(keyDir, 'gateway.jwks.json'), 'utf8')));
  expect(keys).not.toContain('"d"');
});

it('hand on the events of a pillar, and go on when it comes back', async () => {
  const { data } = await ask(hub.url, '{ area(code: "210203") { channels(filter: { health: [ONLINE] }, first: 1) { edges { node { id deviceId } } } } }', {});
  const [channel] = (data as any).area.channels.edges;
  const client = new AbortController();
  const response = await fetch(`${gatewayUrl}/graphql`, {
    method: 'POST', signal: client.signal, headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { channelStatusChanged(under: "2102") { id health { state } area { name } } }' }),
  });
  const chunks = (response.body as unknown as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();
  const readEvent = async () => {
    for (let text = ''; ;) {
      text += new TextDecoder().decode((await chunks.next()).value);
      const data = /^data: (.+)$/m.exec(text)?.[1];
      if (data) return JSON.parse(data);
    }
  };
  let keys = 0;
  const observe = (state: string) => ask(hub.url, 'mutation ($input: RecordObservationsInput!) { recordObservations(input: $input) { __typename } }', {
    input: { idempotencyKey: `distributed-${keys += 1}`, observations: [{ deviceId: channel.node.deviceId, state, observedAt: new Date().toISOString() }] },
  });
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  await observe('OFFLINE');
  expect(await readEvent()).toMatchObject({ data: { channelStatusChanged: { id: channel.node.id, health: { state: 'OFFLINE' }, area: { name: expect.any(String) } } } });

  const { url, process } = pillars.get('video')!;
  await process.end('SIGTERM');
  await observe('DEFECT');
  await startPillar('video', new URL(url).port);
  expect(await readEvent()).toMatchObject({ data: { channelStatusChanged: { health: { state: 'DEFECT' } } } });
  client.abort();
});

/** The fields of the operation that each pillar answers; without centers nobody knows which area is meant. */
const FIELDS: Readonly<Record<PillarName, readonly string[] | 'all'>> = {
  centers: 'all',
  informatization: ['connectionSummary', 'videoNetSummary', 'baseDataSummary'],
  grid: ['gridSummary', 'eventSummary', 'disputeSummary'],
  video: ['channelSummary'],
};

const areaWithout = (area: unknown, fields: readonly string[] | 'all') =>
  (fields === 'all' ? null : { ...area as object, ...Object.fromEntries(fields.map((field) => [field, null])) });

describe('a pillar that has stopped', () => {
  it.each(PILLARS)('%s leaves the rest of the answer, and is named', async (pillar) => {
    const whole = await askForCity(gatewayUrl);
    expect(whole).not.toHaveProperty('errors');
    expect(await pillars.get(pillar)?.process.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' });

    const { data, errors } = await askForCity(gatewayUrl);
    expect(data).toEqual({ area: areaWithout(whole.data?.area, FIELDS[pillar]) });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', retryable: true, service: pillar } }]);
    expect(await readReadiness()).toEqual(readinessWithout([pillar]));

    await startPillar(pillar, new URL(pillars.get(pillar)?.url ?? '').port);
    expect(await readReadiness()).toEqual(readinessWithout([]));
    expect(await askForCity(gatewayUrl)).toEqual(whole);
  });
});

it('ends with exit code 0 and in silence', async () => {
  const running = [gateway, ...[...pillars.values()].map(({ process }) => process)];
  const ended = await Promise.all(running.map((process, index) => process.end(index % 2 ? 'SIGINT' : 'SIGTERM')));
  expect(ended.map(({ code, stderr }) => ({ code, stderr }))).toEqual(running.map(() => ({ code: 0, stderr: '' })));
});
