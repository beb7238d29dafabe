import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { withClient } from '../database/client.js';
import { makeCenters } from './centers.js';
import { readAreas } from './divisions.js';
import { makeGrid } from './grid.js';
import { makeInformatization } from './informatization.js';
import { createPlaces } from './places.js';
import { planRoster } from './roster.js';
import { makeVideo } from './video.js';
import { toCopyLine, type SampleTable } from './table.js';

export interface SampleProgress {
  readonly pillar: PillarName;
  readonly table: string;
  readonly rows: number;
  readonly total: number;
}

export interface SampleOptions {
  /** One connection URL per pillar, each leading to the pillar's own schema with its migrations applied. */
  readonly urls: Readonly<Record<PillarName, string>>;
  /** The day that the sample calls today, as YYYY-MM-DD. Nothing in it is later. */
  readonly anchorDate: string;
  readonly seed?: number;
  readonly events?: number;
  readonly disputes?: number;
  readonly onProgress?: (progress: SampleProgress) => void;
}

export interface PillarReport {
  /** The pillar held rows already and was left as it is. */
  readonly skipped: boolean;
  readonly rows: Readonly<Record<string, number>>;
}

export interface SampleReport {
  readonly pillars: Readonly<Record<PillarName, PillarReport>>;
  readonly milliseconds: number;
}

/** The table that tells whether a pillar holds anything, and what the pillar is to hold. */
interface Content {
  readonly probe: string;
  readonly make: () => readonly SampleTable[];
  /** So many rows that its indexes are better built when all are there. */
  readonly isLarge?: boolean;
}

/**
 * Fills empty pillars with a made-up city on the real divisions. The same seed and day make the same rows.
 *
 * Each pillar is loaded in one transaction: it holds the whole sample or nothing of it.
 */
export async function loadSampleCity(options: SampleOptions): Promise<SampleReport> {
  const { urls, anchorDate, seed = 20_180_108, events = 200_000, disputes = 20_000, onProgress } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(anchorDate) || Number.isNaN(Date.parse(anchorDate))) {
    throw new RangeError(`"${anchorDate}" is not a day such as 2018-01-08`);
  }
  const started = performance.now();
  const roster = planRoster(readAreas(), seed);
  const places = createPlaces(roster.areas, seed);
  const contents: Readonly<Record<PillarName, Content>> = {
    centers: { probe: 'area', make: () => makeCenters(roster, seed, anchorDate) },
    informatization: { probe: 'info_platform', make: () => makeInformatization(roster, seed, anchorDate) },
    grid: { probe: 'grid', isLarge: true, make: () => makeGrid({ roster, places, seed, anchorDate, events, disputes }) },
    video: { probe: 'video_channel', make: () => makeVideo(roster, places, seed, anchorDate) },
  };
  const reports = await Promise.all(PILLARS.map(async (pillar) => {
    const report = await withClient(urls[pillar], (client) => loadPillar(client, pillar, contents[pillar], onProgress));
    return [pillar, report] as const;
  }));
  return {
    pillars: Object.fromEntries(reports) as Record<PillarName, PillarReport>,
    milliseconds: Math.round(performance.now() - started),
  };
}

async function loadPillar(
  client: pg.Client,
  pillar: PillarName,
  { probe, make, isLarge = false }: Content,
  onProgress: SampleOptions['onProgress'],
): Promise<PillarReport> {
  const loaded: Record<string, number> = {};
  await client.query('BEGIN');
  try {
    // The rollups of a whole table are grouped at once: in memory, if they may.
    await client.query("SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL jit = off");
    // Whoever loads at the same time waits here, and finds the rows afterwards.
    await client.query(`LOCK TABLE ${client.escapeIdentifier(probe)} IN SHARE ROW EXCLUSIVE MODE`);
    const { rowCount } = await client.query(`SELECT FROM ${client.escapeIdentifier(probe)} LIMIT 1`);
    if (rowCount) {
      await client.query('ROLLBACK');
      return { skipped: true, rows: {} };
    }
    const load = async () => {
      for (const table of make()) {
        loaded[table.name] = await copy(client, table, (rows) =>
          onProgress?.({ pillar, table: table.name, rows, total: table.total }));
      }
    };
    await (isLarge ? withoutIndexes(client, load) : load());
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
  // Named one by one: ANALYZE without names warns about every table of the system.
  const { rows } = await client.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()');
  await client.query(`ANALYZE ${rows.map(({ name }) => client.escapeIdentifier(name)).join(', ')}`);
  return { skipped: false, rows: loaded };
}

/**
 * Takes away the secondary indexes and the foreign keys of the schema, and puts them back as they
 * were after `work`: to build an index once and to check a key once is several times as fast as to
 * do it row by row. It is part of the transaction, so that a failure leaves everything in place.
 */
async function withoutIndexes(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ drop: string; create: string }>(`
    SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname) AS drop,
           format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) AS create
    FROM pg_constraint WHERE contype = 'f' AND connamespace = current_schema()::regnamespace
    UNION ALL
    SELECT format('DROP INDEX %s', indexrelid::regclass), pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class tables ON tables.oid = indrelid
    WHERE NOT indisunique AND tables.relkind = 'r' AND tables.relnamespace = current_schema()::regnamespace`);
  for (const { drop } of rows) await client.query(drop);
  await work();
  for (const { create } of rows) await client.query(create);
}

async function copy(client: pg.Client, table: SampleTable, onRows: (rows: number) => void): Promise<number> {
  if (table.total === 0) return 0;
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const into = client.query(copyFrom(`COPY ${client.escapeIdentifier(table.name)} (${columns}) FROM STDIN`));
  await pipeline(Readable.from(toChunks(table, onRows), { objectMode: true, highWaterMark: 2 }), into);
  return into.rowCount;
}

const chunkLength = 64 * 1_024;

/** Lines are joined to chunks of a size that is worth a message of its own. */
function* toChunks({ rows }: SampleTable, onRows: (rows: number) => void): Generator<string> {
  let chunk = '';
  let made = 0;
  for (const row of rows) {
    chunk += toCopyLine(row);
    made += 1;
    if (chunk.length < chunkLength) continue;
    yield chunk;
    onRows(made);
    chunk = '';
  }
  if (chunk) yield chunk;
  onRows(made);
}
