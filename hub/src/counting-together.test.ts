import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { rowsOf, startCityServer, type CityServer } from '../tests/city-harness.js';
import { countDifferences } from '@sizhu/testkit';
import { withClient } from './database/client.js';
import type { Urls } from './sample/index.js';

jest.setTimeout(60_000);

let server: CityServer;
let urls: Urls;

beforeAll(async () => {
  server = await startCityServer();
  urls = await server.provideMigrated();
});

afterAll(() => server?.stop());

interface Case {
  readonly pillar: PillarName;
  readonly setUp: string;
  readonly one: string;
  readonly other: string;
  readonly result: string;
  readonly expected: unknown;
}

const channel = (id: string) => `INSERT INTO video_channel
  (id, device_id, name, area_path, key_place_id, latitude, longitude, built, networked, intact, record_complete, health, observed_at, provenance)
  VALUES ('${id}', '${id}', '', '2102', 'Q', 38.9, 121.6, true, true, true, true, 'ONLINE', now(), 'REGISTERED')`;

const cases: readonly (readonly [string, Case])[] = [
  ['two channels that are built at one key place', {
    pillar: 'video',
    setUp: `INSERT INTO key_place (id, name, kind, area_path, position_type, required_channels, latitude, longitude, provenance)
      VALUES ('Q', '', 'KEY_SITE', '2102', 1, 2, 38.9, 121.6, 'REGISTERED')`,
    one: channel('X1'), other: channel('X2'),
    result: 'SELECT built_channels AS value FROM key_place', expected: 2,
  }],
  ['the last two items that a center lacked', {
    pillar: 'centers',
    setUp: `INSERT INTO area (code, name, level, path, roster_version, valid_from, provenance) VALUES ('2102', '', 'CITY', '2102', '', '2017-01-01', 'REGISTERED');
      INSERT INTO center (id, area_code, area_path, name, level, kind, status, provenance) VALUES ('C', '2102', '2102', '', 'CITY', 'CENTER', 'BUILT', 'REGISTERED');
      INSERT INTO compliance_standard VALUES ('S', '', NULL, '2017-01-01', 'REGISTERED');
      INSERT INTO compliance_item (id, standard_id, position, title, dimension, mandatory, provenance)
      SELECT 'S' || n, 'S', n, '', '', true, 'REGISTERED' FROM generate_series(1, 2) AS n;
      INSERT INTO compliance_assessment VALUES ('A', 'C', 1, 'S', '2018-01-01', NULL, 'REGISTERED')`,
    one: `INSERT INTO compliance_check (assessment_id, item_id, center_id, passed) VALUES ('A', 'S1', 'C', true)`,
    other: `INSERT INTO compliance_check (assessment_id, item_id, center_id, passed) VALUES ('A', 'S2', 'C', true)`,
    result: 'SELECT compliant AS value FROM center', expected: true,
  }],
  ['the last two platforms that a center lacked', {
    pillar: 'informatization',
    setUp: `INSERT INTO info_platform VALUES ('N1', 'GRID_SERVICE', '', 'REGISTERED'), ('N2', 'VIDEO_SHARING', '', 'REGISTERED');
      INSERT INTO connected_center (center_id, area_path, level) VALUES ('C', '2102', 'CITY')`,
    one: `INSERT INTO platform_connection VALUES ('C', 'N1', '2102', 'CITY', 'FULL', NULL, 'REGISTERED')`,
    other: `INSERT INTO platform_connection VALUES ('C', 'N2', '2102', 'CITY', 'FULL', NULL, 'REGISTERED')`,
    result: 'SELECT fully_connected AS value FROM connected_center', expected: true,
  }],
];

/** Until the statement has ended or waits for the other transaction. */
async function settle(running: Promise<unknown>, watcher: pg.Client): Promise<void> {
  let isOver = false;
  void running.finally(() => { isOver = true; });
  const isWaiting = async () => (await watcher.query(`SELECT FROM pg_locks WHERE NOT granted`)).rowCount;
  while (!isOver && !await isWaiting()) await new Promise((resolve) => { setTimeout(resolve, 5); });
}

it.each(cases)('counts both when two transactions at a time bring %s', async (_name, { pillar, setUp, one, other, result, expected }) => {
  await rowsOf(urls[pillar], setUp);
  await withClient(urls[pillar], (first) => withClient(urls[pillar], (second) => withClient(urls[pillar], async (watcher) => {
    await first.query('BEGIN');
    await second.query('BEGIN');
    await first.query(one);
    const late = second.query(other);
    await settle(late, watcher);
    await first.query('COMMIT');
    await late;
    await second.query('COMMIT');
    expect((await watcher.query(result)).rows).toEqual([{ value: expected }]);
    expect(new Set(Object.values(await countDifferences(watcher)))).toEqual(new Set([0]));
  })));
});
