import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { PILLARS } from '@sizhu/contract';
import { rosterOfGraph } from '@sizhu/kit';
import { countDifferences } from '@sizhu/testkit';
import { withClient } from '../src/database/client.js';
import type { Urls } from '../src/sample/index.js';
import { startHub, type Hub } from '../src/start-hub.js';
import { ask as askHub, until } from './ask.js';
import { rowsOf, startCityServer, type CityServer } from './city-harness.js';

jest.setTimeout(180_000);

let server: CityServer;
let urls: Urls;
let hub: Hub;

beforeAll(async () => {
  server = await startCityServer();
  urls = await server.provide();
  hub = await startHub({ urls, port: 0, sample: { anchorDate: '2026-11-24', events: 4_000, disputes: 400 }, upkeep: { intervalMs: 3_600_000 } });
});
afterAll(async () => {
  await hub?.stop();
  await server?.stop();
});

let keys = 0;
const ask = async (query: string, variables: object = {}): Promise<any> => {
  const { data, errors } = await askHub<any>(hub.url, query, variables);
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
};
const change = (mutation: string, input: object, fields = '') => ask(
  `mutation ($input: ${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!) { answer: ${mutation}(input: $input) { __typename ${fields} } }`,
  { input: { idempotencyKey: `roster-follows-${keys += 1}`, ...input } });

const SUMMARIES = `centerSummary { built required staff { source headcount } }
  connectionSummary { fullyConnected { numerator denominator } } videoNetSummary { byLevel { level opened } } baseDataSummary { recordCount } baseRecordSummary { records }
  gridSummary { grids posts } eventSummary { reported closed open } disputeSummary { opened accepted }
  channelSummary { registered networked }`;

/** Every figure of the four pillars in one flat record. */
function toFigures(value: unknown, path = ''): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (Array.isArray(value)) return value.flatMap((item) => toFigures(item, `${path}.${item.level ?? item.source}`));
  return typeof value === 'object' && value !== null ? Object.entries(value).flatMap(([name, inner]) => toFigures(inner, `${path}.${name}`)) : [];
}
const figuresOf = async (code: string) => new Map(toFigures((await ask(`{ area(code: "${code}") { ${SUMMARIES} } }`)).area));

const STREET = '210203001';
const areaOf = async (code: string) => (await ask(`{ area(code: "${code}") { version path } }`)).area;

async function moveTo(parentCode: string, movedOn: string): Promise<void> {
  const { version } = await areaOf(STREET);
  expect((await change('moveArea', { code: STREET, expectedVersion: version, parentCode, movedOn, reason: '区划调整' })).answer.__typename).toBe('AreaChanged');
}

const add = (one: Map<string, number>, other: Map<string, number>, sign: 1 | -1) => Object.fromEntries(
  [...new Set([...one.keys(), ...other.keys()])].map((name) => [name, (one.get(name) ?? 0) + sign * (other.get(name) ?? 0)] as const).filter(([, figure]) => figure !== 0).sort());
const plain = (figures: Map<string, number>) => add(figures, new Map(), 1);

const hasFollowed = async (path: string) => (await Promise.all(PILLARS.filter((pillar) => pillar !== 'centers').map((pillar) =>
  rowsOf(urls[pillar], 'SELECT FROM known_area WHERE code = $1 AND path = $2', [STREET, path])))).every((rows) => rows.length === 1);

it('takes the figures of all four pillars along when a street is moved to another district', async () => {
  const [street, from, to, city] = await Promise.all([STREET, '210203', '210204', '2102'].map(figuresOf)) as [Map<string, number>, Map<string, number>, Map<string, number>, Map<string, number>];
  for (const figure of ['.centerSummary.built', '.connectionSummary.fullyConnected.denominator', '.gridSummary.grids', '.eventSummary.reported', '.channelSummary.registered']) {
    expect([figure, (street.get(figure) ?? 0) > 0]).toEqual([figure, true]);
  }
  await moveTo('210204', '2026-11-20');
  await until(() => hasFollowed(`2102/210204/${STREET}`));
  expect(plain(await figuresOf('210203'))).toEqual(add(from, street, -1));
  expect(plain(await figuresOf('210204'))).toEqual(add(to, street, 1));
  expect(plain(await figuresOf(STREET))).toEqual(plain(street));
  expect(plain(await figuresOf('2102'))).toEqual(plain(city));
});

it('keeps every rollup as a recount finds it', async () => {
  for (const pillar of PILLARS) {
    const differences = await withClient(urls[pillar], countDifferences);
    expect([pillar, Object.entries(differences).filter(([, count]) => count !== 0)]).toEqual([pillar, []]);
  }
});

it('lists what is inside where it is now', async () => {
  const { area: { grids } } = await ask(`{ area(code: "210204") { grids(first: 200) { edges { node { area { code ancestors { code } } } } } } }`);
  const moved = grids.edges.filter(({ node }: any) => node.area.code.startsWith(STREET));
  expect(moved.every(({ node }: any) => node.area.ancestors[1].code === '210204')).toBe(true);
  const [left] = await rowsOf(urls.grid, `SELECT count(*)::int AS count FROM grid WHERE starts_with(area_path, '2102/210203/${STREET}')`);
  expect(left).toEqual({ count: 0 });
});

it('refuses to write into a place that an area has left, or that never was, and takes today\'s', async () => {
  const record = async (areaPath: string) => {
    const { data, errors } = await askHub<any>(hub.url, 'mutation ($input: RecordGridMechanismInput!) { answer: recordGridMechanism(input: $input) { __typename } }', {
      input: { idempotencyKey: `roster-follows-${keys += 1}`, name: '五个一', areaPath, items: ['一格一员'] },
    });
    return (errors as any)?.[0] ?? data.answer;
  };
  expect(await record(`2102/210203/${STREET}`)).toMatchObject({ message: expect.stringContaining(`2102/210204/${STREET}`), extensions: { code: 'BAD_USER_INPUT' } });
  expect(await record('2102/210299')).toMatchObject({ message: expect.stringContaining('no area of the roster'), extensions: { code: 'BAD_USER_INPUT' } });
  expect(await record(`2102/210204/${STREET}`)).toMatchObject({ __typename: expect.stringMatching(/Recorded|Changed/) });
});

it('tells whoever listens to the graph, which is how a pillar of its own process follows', async () => {
  const source = rosterOfGraph(`${hub.url}/graphql`);
  const leaving = new AbortController();
  const changes = source.listen(leaving.signal)[Symbol.asyncIterator]();
  const next = changes.next();
  // The stream is open once it says what has happened after it was asked for.
  const day = '2026-11-21';
  await new Promise((resolve) => { setTimeout(resolve, 500); });
  await moveTo('210203', day);
  expect(await next).toMatchObject({ done: false });
  leaving.abort();
  const path = `2102/210203/${STREET}`;
  expect((await source.read()).find(({ code }) => code === STREET)).toEqual({ code: STREET, path });
  await until(() => hasFollowed(path));
});
