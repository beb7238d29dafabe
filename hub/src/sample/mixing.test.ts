import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { countOf, migratePillar, migrationsOf, rowsOf, startCityServer, type CityServer } from '../../tests/city-harness.js';
import { loadSampleCity, type Urls } from './index.js';

jest.setTimeout(180_000);

const small = { anchorDate: '2018-01-08', events: 600, disputes: 20 };
const probes: Readonly<Record<PillarName, string>> = { centers: 'area', informatization: 'info_platform', grid: 'grid', video: 'video_channel' };

let server: CityServer;

beforeAll(async () => { server = await startCityServer(); });
afterAll(() => server?.stop());

const load = (urls: Urls, more: object = {}) => loadSampleCity({ urls, ...small, ...more });
const isFilled = async (urls: Urls) => Object.fromEntries(await Promise.all(PILLARS.map(async (pillar) =>
  [pillar, await countOf(urls[pillar], probes[pillar]) > 0])));
const all = (filled: boolean) => Object.fromEntries(PILLARS.map((pillar) => [pillar, filled]));
const insert = (urls: Urls, pillar: PillarName, sql: string) => rowsOf(urls[pillar], sql);

const realArea = `INSERT INTO area (code, name, level, path, roster_version, valid_from, provenance)
  VALUES ('2101', '沈阳市', 'CITY', '2101', '2023', '2023-06-30', 'PUBLIC')`;
const realChannel = `INSERT INTO video_channel
  (id, device_id, name, area_path, latitude, longitude, built, networked, intact, record_complete, health, observed_at, provenance)
  VALUES ('real', '21010000001320000001', '南门', '2101', 41.8, 123.4, true, true, true, true, 'ONLINE', now(), 'REGISTERED')`;
const realCode = `INSERT INTO code_table VALUES ('event-subcategory', '1', '子类', 'Subtypes', '', '2018-01-01', 'REGISTERED');
  INSERT INTO code_value VALUES ('event-subcategory', '1', '消防', 'Fire', '1', 1, 'REGISTERED')`;

describe('where a pillar holds data of its own', () => {
  it.each([
    ['centers', realArea],
    ['video', realChannel],
    ['grid', realCode],
  ] as const)('%s, nothing of the sample is loaded anywhere', async (pillar, sql) => {
    const urls = await server.provideMigrated();
    await insert(urls, pillar, sql);
    const { plan } = await load(urls);
    expect(plan).toEqual({ kind: 'refuse', pillars: [pillar], city: null });
    const rows = await Promise.all(PILLARS.map((one) => countOf(urls[one], probes[one])));
    expect(rows.reduce((sum, count) => sum + count, 0)).toBe(sql === realCode ? 0 : 1);
    expect(await countOf(urls.centers, 'sample_city')).toBe(0);
  });

  it('a load that broke off is not gone on with', async () => {
    const urls = await server.provideMigrated();
    await load(urls);
    await rowsOf(urls.video, 'ALTER TABLE viewing_ticket_entry DISABLE TRIGGER refuse_audit_change');
    await rowsOf(urls.video, 'TRUNCATE video_channel, channel_outage, key_place, police_count, coverage_segment, viewing_ticket CASCADE');
    await rowsOf(urls.grid, 'TRUNCATE grid, grid_post, grid_event, event_step, dispute_case, code_table, hidden_risk, key_area_remediation, topic_count, volunteer_group, grid_mechanism, grid_pay CASCADE');
    await insert(urls, 'video', realChannel);
    const { plan } = await load(urls);
    expect(plan).toMatchObject({ kind: 'refuse', pillars: ['video'], city: { anchorDate: '2018-01-08' } });
    expect(await isFilled(urls)).toEqual({ ...all(true), grid: false });
  });
});

describe('a load', () => {
  it('says in the same transaction what it was made from, and leaves nothing pending', async () => {
    const urls = await server.provideMigrated();
    const { plan } = await load(urls, { seed: 7 });
    expect(plan.kind).toBe('load');
    expect(await rowsOf(urls.centers, `
      SELECT area_code, anchor_date::text, seed, events, disputes, xmin = (SELECT xmin FROM area WHERE code = '2102') AS together FROM sample_city`))
      .toEqual([{ area_code: '2102', anchor_date: '2018-01-08', seed: 7, events: 600, disputes: 20, together: true }]);
    for (const pillar of PILLARS) {
      const rollups = await rowsOf<{ name: string }>(urls[pillar],
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() AND tablename LIKE '%\\_rollup'`);
      const pending = await Promise.all(rollups.map(async ({ name }) =>
        [name, await countOf(urls[pillar], name, 'pending'), await countOf(urls[pillar], name) > 0]));
      expect(pending).toEqual(rollups.map(({ name }) => [name, 0, true]));
    }
  });

  it('of which the centers failed leaves no pillar with a row', async () => {
    const urls = await server.provideMigrated();
    await rowsOf(urls.centers, 'ALTER TABLE report ADD CONSTRAINT never CHECK (false)');
    await expect(load(urls)).rejects.toThrow('never');
    expect(await isFilled(urls)).toEqual(all(false));
    await rowsOf(urls.centers, 'ALTER TABLE report DROP CONSTRAINT never');
    expect((await load(urls)).plan.kind).toBe('load');
    expect(await isFilled(urls)).toEqual(all(true));
  });

  it('of which another pillar failed is gone on with, from what it began with', async () => {
    const urls = await server.provideMigrated();
    await rowsOf(urls.grid, 'ALTER TABLE dispute_case ADD CONSTRAINT never CHECK (false)');
    await expect(load(urls)).rejects.toThrow('never');
    expect(await isFilled(urls)).toEqual({ ...all(true), grid: false });
    await rowsOf(urls.grid, 'ALTER TABLE dispute_case DROP CONSTRAINT never');
    const { plan } = await load(urls, { anchorDate: '2019-05-05', events: 999, seed: 3 });
    expect(plan).toMatchObject({ kind: 'resume', pillars: ['grid'] });
    expect(await countOf(urls.grid, 'grid_event')).toBe(600);
    expect(await countOf(urls.grid, 'grid_event', `reported_at >= '2018-01-08T00:00:00+08:00'`)).toBe(0);
    expect((await load(urls)).plan.kind).toBe('keep');
  });

  it('happens once when several hubs start together', async () => {
    const urls = await server.provideMigrated();
    const reports = await Promise.all(['2018-01-08', '2019-02-03', '2020-04-05'].map((anchorDate) => load(urls, { anchorDate })));
    expect(reports.map(({ plan }) => plan.kind).sort()).toEqual(['keep', 'keep', 'load']);
    const [first] = reports.filter(({ plan }) => plan.kind === 'load');
    expect(first?.pillars.grid.rows).toMatchObject({ grid_event: 600 });
    expect(await countOf(urls.centers, 'sample_city')).toBe(1);
  });
});

it('a sample of before there was a record of it is recorded by the migration, and real centers are not', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sizhu-migrations-'));
  try {
    const [first = ''] = (await readdir(migrationsOf('centers'))).sort();
    await cp(join(migrationsOf('centers'), first), join(folder, first), { recursive: true });
    for (const [provenance, expected] of [['SAMPLE', [{ area_code: '2101', day: '2026-11-20' }]], ['REGISTERED', []]] as const) {
      const urls = await server.provide();
      await migratePillar(urls, 'centers', folder);
      await insert(urls, 'centers', realArea);
      await insert(urls, 'centers', `INSERT INTO center (id, area_code, area_path, name, level, kind, status, provenance, updated_at)
        VALUES ('C', '2101', '2101', '综治中心', 'CITY', 'CENTER', 'BUILT', '${provenance}', '2026-11-20T00:00:00+08:00')`);
      await migratePillar(urls, 'centers');
      expect(await rowsOf(urls.centers, 'SELECT area_code, anchor_date::text AS day FROM sample_city')).toEqual(expected);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
