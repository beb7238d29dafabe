import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { rowsOf, startCityServer, type CityServer } from '../tests/city-harness.js';
import { draws } from '../tests/random-writes/index.js';
import { countDifferences } from '@sizhu/testkit';
import { withClient } from './database/client.js';
import { loadSampleCity, type Urls } from './sample/index.js';
import { createRandom } from './sample/random.js';

jest.setTimeout(240_000);

const writers = 4;
const transactions = 60;
/** What a writer may meet that another has changed or taken away; its transaction is undone as a whole. */
const conflicts = new Set(['23001', '23503', '23505', '40P01']);

let server: CityServer;
let urls: Urls;
let paths: string[];

beforeAll(async () => {
  server = await startCityServer();
  urls = await server.provideMigrated();
  await loadSampleCity({ urls, anchorDate: '2018-01-08', events: 400, disputes: 100 });
  // Few areas, so that writers meet at the same keys.
  const rows = await rowsOf<{ path: string }>(urls.centers, `SELECT path FROM area WHERE path LIKE '2102%' ORDER BY md5(code) LIMIT 12`);
  paths = ['2102', '2102/210203', ...rows.map(({ path }) => path)];
});

afterAll(() => server?.stop());

async function attempt(client: pg.Client, work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    await client.query('ROLLBACK');
    if (conflicts.has((error as pg.DatabaseError).code ?? '')) return false;
    throw error;
  }
}

/** Transactions of one to three writes, of which a few are taken back. Tells how many were kept. */
async function write(client: pg.Client, pillar: PillarName, seed: number): Promise<number> {
  const random = createRandom(seed, pillar);
  let kept = 0;
  for (let transaction = 0; transaction < transactions; transaction += 1) {
    kept += Number(await attempt(client, async () => {
      await client.query('BEGIN');
      for (let left = random.int(1, 3); left > 0; left -= 1) {
        const [text, values = []] = random.pick(draws[pillar])(random, paths);
        await client.query(text, [...values]);
      }
      await client.query(random.chance(0.1) ? 'ROLLBACK' : 'COMMIT');
    }));
  }
  return kept;
}

async function foldUntil(client: pg.Client, isOver: () => boolean): Promise<void> {
  while (!isOver()) await attempt(client, () => client.query('SELECT fold_rollups()'));
}

/** What a trigger keeps beside the rollups, recounted: rows that are wrong. */
const derived: Partial<Record<PillarName, string>> = {
  centers: `
    SELECT c.id FROM center c
    LEFT JOIN LATERAL (SELECT * FROM compliance_assessment WHERE center_id = c.id ORDER BY assessed_on DESC, seq DESC LIMIT 1) a ON true
    WHERE compliant <> (a.id IS NOT NULL AND NOT EXISTS (
      SELECT FROM compliance_item i LEFT JOIN compliance_check k ON k.item_id = i.id AND k.assessment_id = a.id
      WHERE i.standard_id = a.standard_id AND i.mandatory AND k.passed IS NOT TRUE AND k.corrected_on IS NULL))
    UNION ALL SELECT c.id FROM center c JOIN area a ON a.code = c.area_code WHERE c.area_ended_on IS DISTINCT FROM a.valid_to
    UNION ALL SELECT c.id FROM center c JOIN staffing_record s ON s.center_id = c.id WHERE c.status = 'CLOSED' AND s.ended_on IS NULL`,
  informatization: `
    SELECT center_id FROM connected_center c WHERE fully_connected <> NOT EXISTS (
      SELECT FROM info_platform p LEFT JOIN platform_connection k ON k.platform_id = p.id AND k.center_id = c.center_id
      WHERE k.status IS DISTINCT FROM 'FULL')`,
  video: `
    SELECT id FROM key_place p
    WHERE built_channels <> (SELECT count(*) FROM video_channel c WHERE c.key_place_id = p.id AND c.built AND c.retired_at IS NULL)
       OR missing_channels <> greatest(required_channels - built_channels, 0)
    UNION ALL
    SELECT id FROM video_channel c
    WHERE (networked AND retired_at IS NULL AND health IN ('OFFLINE', 'DEFECT'))
      <> ((SELECT count(*) FROM channel_outage o WHERE o.channel_id = c.id AND o.ended_at IS NULL) = 1)
    UNION ALL
    SELECT id FROM video_channel
    WHERE record_complete <> (built AND num_nulls(ptz_type, placement, maintainer_id, installed_on) = 0)`,
};

describe.each(PILLARS)('%s, written by several at a time while it is folded', (pillar) => {
  let kept: number;

  beforeAll(async () => {
    let isOver = false;
    const folds = [1, 2].map(() => withClient(urls[pillar], (client) => foldUntil(client, () => isOver)));
    const counts = await Promise.all(Array.from({ length: writers }, (_, at) =>
      withClient(urls[pillar], (client) => write(client, pillar, 1_000 + at)))).finally(() => { isOver = true; });
    await Promise.all(folds);
    kept = counts.reduce((sum, count) => sum + count, 0);
  });

  it('keeps most of what was written', () => expect(kept).toBeGreaterThan(writers * transactions * 0.7));

  it('has rollups equal to a recount, before a last fold and after it', async () => {
    await withClient(urls[pillar], async (client) => {
      const before = await countDifferences(client);
      await client.query('SELECT fold_rollups()');
      const after = await countDifferences(client);
      const none = Object.fromEntries(Object.keys(before).map((rollup) => [rollup, 0]));
      expect({ before, after }).toEqual({ before: none, after: none });
      expect(Object.keys(none).length).toBeGreaterThan(1);
      // None is left out by the fold.
      const { rows: [waiting] } = await client.query(`SELECT ${Object.keys(none).map((rollup) => `EXISTS (SELECT FROM ${rollup} WHERE pending)`).join(' OR ')} AS any`);
      expect(waiting).toEqual({ any: false });
    });
  });

  it('has what triggers derive from several rows as a recount finds it', async () => {
    expect(await rowsOf(urls[pillar], derived[pillar] ?? 'SELECT WHERE false')).toEqual([]);
  });
});
