import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toGcj02 } from '../../packages/kit/src/graphql/point.js';
import { ask as askHub } from '../tests/ask.js';
import { resolveDatabases, type Databases } from './database/index.js';
import { startHub, type Hub } from './start-hub.js';

jest.setTimeout(120_000);

const operation = readFileSync(join(__dirname, '../../clients/operations/four-constructions.graphql'), 'utf8');
const log = { info() {}, warn() {}, error() {} };
let folder: string;
let databases: Databases;
let hub: Hub;
const statements: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sizhu-hub-'));
  databases = await resolveDatabases({ dataDir: folder, log, durable: false });
  hub = await startHub({
    urls: databases.urls, port: 0, sample: { anchorDate: '2026-11-24', events: 2_000, disputes: 200 }, onStatement: (sql) => statements.push(sql),
    // A round of upkeep would count among the statements of a question.
    upkeep: { intervalMs: 3_600_000 },
  });
});

afterAll(async () => {
  await hub?.stop();
  await databases?.stop();
  await rm(folder, { recursive: true, force: true });
});

async function ask(code: string, query = operation) {
  statements.length = 0;
  const { data, errors } = await askHub<{ area: any }>(hub.url, query, { code });
  expect(errors).toBeUndefined();
  return { area: data.area, statements: statements.length };
}

const levels = (rows: readonly { level: string }[], key: string) =>
  Object.fromEntries(rows.map((row) => [row.level, (row as unknown as Record<string, number>)[key]]));

/** Each figure beside what the report of 8 January 2018 says, restated from the project's domain notes. */
it.each([
  ['13 district, 158 street and 1,387 community centers, and the city’s', (area: any) => levels(area.centerSummary.byLevel, 'built'),
    { CITY: 1, DISTRICT: 13, STREET: 158, COMMUNITY: 1_387 }],
  ['the video-conference network is open in 13 districts, 55 streets, 14 communities', (area: any) => levels(area.videoNetSummary.byLevel, 'opened'),
    { DISTRICT: 13, STREET: 55, COMMUNITY: 14 }],
  ['17,000,000 base records', (area: any) => area.baseDataSummary.recordCount, 17_000_000],
  ['25,000 feeds of both classes', (area: any) => area.channelSummary.registered, 25_000],
])('%s', async (_sentence, figure, expected) => {
  expect(figure((await ask('2102')).area)).toEqual(expected);
});

it('over 800,000 base records in 西岗区, as a lower bound', async () => {
  const { area } = await ask('210203');
  expect(area.baseDataSummary.recordCount).toBeGreaterThan(800_000);
  expect(area.baseDataSummary.qualifier).toBe('AT_LEAST');
});

it('asks the database at most ten times, as often for a community as for the city', async () => {
  const city = await ask('2102');
  const community = await ask('210202001002');
  expect(city.statements).toBeGreaterThan(0);
  expect(city.statements).toBeLessThanOrEqual(10);
  expect(community.statements).toBe(city.statements);
});

it('finds the data sets of one category by way of the path that the centers hold', async () => {
  const { area } = await ask('210202001002', `query ($code: ID!) {
    area(code: $code) { datasets(category: "实有人口") { definition { name } } }
  }`);
  expect(area.datasets).toEqual(['实有人口（仅计数）', '实有房屋（仅计数）'].map((name) => ({ definition: { name } })));
  expect(statements).toHaveLength(3);
});

it.each([
  ['the grid pillar', 'area(code: $code) { events(first: 5) { edges { node { location { ...place } } } } }'],
  ['the video pillar', 'area(code: $code) { channels(first: 5) { edges { node { location { ...place } } } } }'],
])('tells points of %s in GCJ-02 as well', async (_name, fields) => {
  const { area } = await ask('210203', `query ($code: ID!) { ${fields} } fragment place on Point { latitude longitude gcj02 { latitude longitude } }`);
  const points = Object.values<any>(area).flatMap(({ edges }) => edges.map(({ node }: any) => node.location)).filter(Boolean);
  expect(points.length).toBeGreaterThan(0);
  for (const { gcj02, ...point } of points) expect(gcj02).toEqual(toGcj02(point));
});
