import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startPostgresServer, type PostgresServer } from '@sizhu/testkit';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { listPlaces } from '../change/hold-areas.js';
import { applyMigrations } from '../database/migrate.js';
import type { RosterArea } from './roster-source.js';
import { takeRoster } from './take-roster.js';

jest.setTimeout(60_000);

let server: PostgresServer;
let pool: pg.Pool;

beforeAll(async () => {
  server = await startPostgresServer();
  pool = new pg.Pool({ connectionString: server.urlOf('postgres'), options: '-c search_path=video' });
  pool.on('error', () => {});
  const client = await pool.connect();
  await client.query('CREATE SCHEMA video');
  await applyMigrations({ client, pillar: 'video', folder: join(__dirname, '../../../../prisma/video/migrations') });
  client.release();
});
afterAll(async () => {
  await pool?.end();
  await server?.stop();
});
beforeEach(() => pool.query('TRUNCATE known_area, coverage_segment, outbox_event'));

/** A street with a community, inside one of two districts. */
const roster = (district: string): readonly RosterArea[] => [
  ['C', 'C'], ['D1', 'C/D1'], ['D2', 'C/D2'], ['S', `C/${district}/S`], ['K', `C/${district}/S/K`],
].map(([code = '', path = '']) => ({ code, path }));

const take = (areas: readonly RosterArea[]) => takeRoster(pool, async () => areas);
const INSERT = `INSERT INTO coverage_segment (id, area_path, name, note, length_km, provenance) SELECT p, p, p, '', 1, 'REGISTERED' FROM unnest($1::text[]) p`;
const place = (...paths: readonly string[]) => pool.query(INSERT, [paths]);
const places = async () => (await pool.query<{ path: string }>('SELECT area_path AS path FROM coverage_segment ORDER BY id')).rows.map(({ path }) => path);

describe('taking the roster in', () => {
  it('moves the records of an area and of all inside, once', async () => {
    await place('C/D1', 'C/D1/S', 'C/D1/S/K', 'C/D2');
    expect(await take(roster('D1'))).toBe(0);
    expect(await take(roster('D2'))).toBe(2);
    expect(await places()).toEqual(['C/D1', 'C/D2/S', 'C/D2/S/K', 'C/D2']);
    expect(await take(roster('D2'))).toBe(0);
    expect(await take(roster('D1'))).toBe(2);
    expect(await places()).toEqual(['C/D1', 'C/D1/S', 'C/D1/S/K', 'C/D2']);
  });

  it('brings what was there before it knew the roster to its places, and leaves alone what it does not know', async () => {
    await place('C/D1/S', 'C/D2/S/K', 'C/D1', 'X/Y');
    expect(await take(roster('D2'))).toBe(1);
    expect(await places()).toEqual(['C/D1', 'C/D2/S', 'C/D2/S/K', 'X/Y']);
  });

  it('leaves announcements as they were made', async () => {
    await take(roster('D1'));
    await pool.query(`INSERT INTO outbox_event (topic, subject, area_path, payload) VALUES ('t', 's', 'C/D1/S', '{}')`);
    await take(roster('D2'));
    expect((await pool.query('SELECT area_path FROM outbox_event')).rows).toEqual([{ area_path: 'C/D1/S' }]);
  });

  it('waits for a change that holds an area, and takes along what it wrote', async () => {
    await take(roster('D1'));
    const writer = await pool.connect();
    await writer.query('BEGIN');
    await writer.query(`SELECT FROM known_area WHERE code = 'S' FOR SHARE`);
    const taking = take(roster('D2'));
    expect(await Promise.race([taking, sleep(200, 'waits')])).toBe('waits');
    await writer.query(INSERT, [['C/D1/S']]);
    await writer.query('COMMIT');
    writer.release();
    expect(await taking).toBe(2);
    expect(await places()).toEqual(['C/D2/S']);
  });

  it('never goes back to an older roster, however many take it in', async () => {
    await take(roster('D1'));
    await place('C/D1/S');
    let [district, reads] = ['D1', 0];
    const takers = Array.from({ length: 6 }, () => takeRoster(pool, async () => {
      const areas = roster(district);
      // The roster changes while it is on its way to the first of them.
      if (reads === 0) district = 'D2';
      reads += 1;
      await sleep(20);
      return areas;
    }));
    expect((await Promise.all(takers)).filter((moved) => moved > 0)).toEqual([2]);
    expect(await places()).toEqual(['C/D2/S']);
  });

  it('is undone whole when it fails', async () => {
    await take(roster('D1'));
    await expect(takeRoster(pool, async () => { throw new Error('no roster'); })).rejects.toThrow('no roster');
    await pool.query(`CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'refused'; END $$;
      CREATE TRIGGER refuse BEFORE UPDATE ON coverage_segment FOR EACH ROW EXECUTE FUNCTION refuse()`);
    await place('C/D1/S');
    await expect(take(roster('D2'))).rejects.toThrow('refused');
    await pool.query('DROP TRIGGER refuse ON coverage_segment; DROP FUNCTION refuse()');
    expect(await take(roster('D2'))).toBe(2);
  });
});

it('finds the places that an input names, however deep', () => {
  expect(listPlaces({ id: '1', areaPath: 'C/D1', points: [{ areaPath: 'C/D2', value: 1 }, { areaPath: null }], servedAreaPaths: ['C/D1/S', 'C'], title: 'areaPath' })).toEqual([
    { field: 'areaPath', path: 'C/D1' }, { field: 'points.0.areaPath', path: 'C/D2' }, { field: 'servedAreaPaths', path: 'C/D1/S' }, { field: 'servedAreaPaths', path: 'C' },
  ]);
});
