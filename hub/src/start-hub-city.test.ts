import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ask, until } from '../tests/ask.js';
import { rowsOf, startCityServer, type CityServer } from '../tests/city-harness.js';
import type { Urls } from './sample/index.js';
import { startHub, type Hub, type HubOptions } from './start-hub.js';

jest.setTimeout(120_000);

const NOTICE = '示例数据 · sample data: only the figures of the report of 8 January 2018 are facts';
const small = { anchorDate: '2018-01-08', events: 20, disputes: 5 };
let server: CityServer;

beforeAll(async () => { server = await startCityServer(); });
afterAll(() => server?.stop());

async function withHub<T>(urls: Urls, options: Partial<HubOptions>, work: (hub: Hub, lines: readonly string[]) => Promise<T>): Promise<T> {
  const lines: string[] = [];
  const hub = await startHub({
    urls, port: 0, onSample: (line) => lines.push(line), upkeep: { intervalMs: 3_600_000 }, ...options,
  });
  try {
    return await work(hub, lines);
  } finally {
    await hub.stop();
  }
}

const others = 'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';

const aboutOf = async ({ url }: Hub): Promise<unknown> => (await fetch(`${url}/hub.json`)).json();

const queries = '{ area(code: "2102") { name centerSummary { built } channelSummary { registered } } areas { code } }';

describe('an empty database', () => {
  it('is left empty where no sample is asked for, and answers without an error and without a notice', async () => {
    const urls = await server.provide();
    await withHub(urls, {}, async (hub, lines) => {
      expect(await ask(hub.url, queries)).toEqual({ data: { area: null, areas: [] } });
      expect(await aboutOf(hub)).toEqual({ sample: false, version: '0.1.0' });
      expect(lines).toEqual(['No sample city is asked for. HUB_SAMPLE_CITY=true fills an empty database with one.']);
    });
  });

  it('that was filled with the sample says so at every start, with the day that it was made for', async () => {
    const urls = await server.provide();
    const about = { name: '大连市', sample: true, anchorDate: '2018-01-08', version: '0.1.0' };
    for (const [sample, line] of [
      [small, 'An empty database was filled with the sample city of 2018-01-08.'],
      [{ ...small, anchorDate: '2026-11-24' }, 'The database holds the sample city of 2018-01-08.'],
      [undefined, 'HUB_SAMPLE_CITY is false, but the database holds the sample city of 2018-01-08: it stays marked as a sample.'],
    ] as const) {
      await withHub(urls, sample ? { sample } : {}, async (hub, lines) => {
        expect(await ask(hub.url, '{ area(code: "2102") { name } }')).toEqual({ data: { area: { name: '大连市' } }, extensions: { notice: NOTICE } });
        expect(await aboutOf(hub)).toEqual(about);
        expect(lines).toEqual([line]);
      });
    }
  });
});

it('a real city bears its own name and no notice, even where a sample was asked for', async () => {
  const urls = await server.provideMigrated();
  await rowsOf(urls.centers, `INSERT INTO area (code, name, level, path, roster_version, valid_from, provenance)
    VALUES ('2101', '沈阳市', 'CITY', '2101', '2023', '2023-06-30', 'PUBLIC')`);
  await withHub(urls, { sample: small }, async (hub, lines) => {
    expect(await ask(hub.url, '{ area(code: "2101") { name centerSummary { required built } } other: area(code: "2102") { name } }'))
      .toEqual({ data: { area: { name: '沈阳市', centerSummary: { required: 1, built: 0 } }, other: null } });
    expect(await aboutOf(hub)).toEqual({ name: '沈阳市', sample: false, version: '0.1.0' });
    expect(lines).toEqual(['No sample city, because centers holds data already: set HUB_SAMPLE_CITY=false, or give the hub an empty database.']);
  });
});

it('finds each pillar’s schema although the role of its URL has another one in front', async () => {
  const urls = await server.provide();
  const strange = Object.fromEntries(
    Object.entries(urls).map(([pillar, url]) => [pillar, `${url}?options=-c%20search_path%3Dpublic`])) as unknown as Urls;
  await withHub(strange, { sample: small }, async (hub) => {
    expect(await ask(hub.url, '{ area(code: "2102") { channelSummary { registered } } }'))
      .toEqual({ data: { area: { channelSummary: { registered: 25_000 } } }, extensions: { notice: NOTICE } });
  });
});

it('a port that is taken leaves no upkeep running and no connection open', async () => {
  const urls = await server.provide();
  await withHub(urls, {}, async (hub) => {
    const port = Number(new URL(hub.url).port);
    const databases = { urls: await server.provide(), stop: async () => {} };
    await expect(startHub({ urls: databases.urls, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(await rowsOf(databases.urls.centers, others)).toEqual([]);
  });
});

it('does its upkeep until it is stopped, and then no more', async () => {
  const urls = await server.provide();
  let rounds = 0;
  await withHub(urls, { sample: small, upkeep: { intervalMs: 1, now: () => { rounds += 1; return new Date(); } } }, async () => {
    await until(() => rounds >= 20);
    await rowsOf(urls.centers, `UPDATE staffing_record SET headcount = headcount + 1 WHERE center_id = 'C2102'`);
    await until(async () => (await rowsOf(urls.centers, 'SELECT FROM staffing_rollup WHERE pending')).length === 0);
  });
  const before = rounds;
  await new Promise((resolve) => { setTimeout(resolve, 50); });
  expect(rounds).toBe(before);
  expect(await rowsOf(urls.centers, others)).toEqual([]);
});
