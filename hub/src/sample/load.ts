import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { withClient } from '../database/client.js';
import { makeCenters } from './centers.js';
import { copy, withoutIndexes } from './copy.js';
import { cityCode, readAreas } from './divisions.js';
import { makeGrid } from './grid.js';
import { makeInformatization } from './informatization.js';
import { createPlaces } from './places.js';
import { planRoster } from './roster.js';
import { makeSeries } from './series.js';
import { isEmpty, planSample, readSampleCity, readStates, withSampleLock, type SampleCity, type SamplePlan, type Urls } from './state.js';
import { keepColumns, toTable, type SampleTable } from './table.js';
import { makeVideo } from './video.js';

export interface SampleProgress {
  readonly pillar: PillarName;
  readonly table: string;
  readonly rows: number;
  readonly total: number;
}

export interface SampleOptions {
  /** One connection URL per pillar, each leading to the pillar's own schema with its migrations applied. */
  readonly urls: Urls;
  /** The day that the sample calls today, as YYYY-MM-DD. Nothing in it is later. */
  readonly anchorDate: string;
  readonly seed?: number;
  readonly events?: number;
  readonly disputes?: number;
  readonly onProgress?: (progress: SampleProgress) => void;
}

export interface PillarReport {
  /** The pillar was left as it is. */
  readonly skipped: boolean;
  readonly rows: Readonly<Record<string, number>>;
}

export interface SampleReport {
  readonly plan: SamplePlan;
  readonly pillars: Readonly<Record<PillarName, PillarReport>>;
  readonly milliseconds: number;
}

/** The table whose lock keeps other writers out, and what the pillar is to hold. */
interface Content {
  readonly probe: string;
  readonly make: () => readonly SampleTable[];
  /** So many rows that its indexes are better built when all are there. */
  readonly isLarge?: boolean;
}

const untouched: PillarReport = { skipped: true, rows: {} };

/**
 * Fills four empty pillars with a made-up city on the real divisions, or those that an earlier load did
 * not reach, from what it began with. The same seed and day make the same rows.
 *
 * Each pillar is loaded in one transaction: it holds the whole sample or nothing of it.
 */
export async function loadSampleCity(options: SampleOptions): Promise<SampleReport> {
  const { urls, anchorDate, seed = 20_180_108, events = 200_000, disputes = 20_000, onProgress } = options;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(anchorDate) || Number.isNaN(Date.parse(anchorDate))) {
    throw new RangeError(`"${anchorDate}" is not a day such as 2018-01-08`);
  }
  const started = performance.now();
  return withSampleLock(urls, async (client) => {
    const plan = planSample(await readSampleCity(client), await readStates(urls));
    const city = plan.kind === 'resume' ? plan.city : { areaCode: cityCode, anchorDate, seed, events, disputes };
    const pillars = plan.kind === 'load' || plan.kind === 'resume' ? plan.pillars : [];
    const reports = await loadPillars(urls, pillars, { city, onProgress });
    return {
      plan,
      pillars: Object.fromEntries(PILLARS.map((pillar) => [pillar, reports.get(pillar) ?? untouched])) as Record<PillarName, PillarReport>,
      milliseconds: Math.round(performance.now() - started),
    };
  });
}

function toContents(city: SampleCity): Readonly<Record<PillarName, Content>> {
  const { anchorDate, seed, events, disputes } = city;
  const roster = planRoster(readAreas(), seed);
  const places = createPlaces(roster.areas, seed);
  const makeGridOf = () => makeGrid({ roster, places, seed, anchorDate, events, disputes });
  let happened: readonly SampleTable[] | undefined;
  /** What the other pillars' rows are made to fit. */
  const whatHappened = () => (happened ??= keepColumns(makeGridOf(), {
    grid_event: ['id', 'title', 'area_path', 'origin', 'reported_at', 'due_at', 'closed_at'], dispute_case: ['area_path', 'opened_at'],
  }));
  return {
    centers: { probe: 'area', make: () => [...makeCenters(roster, seed, anchorDate), toCityTable(city)] },
    informatization: { probe: 'info_platform', isLarge: true, make: () => [
      ...makeInformatization(roster, seed, anchorDate), ...makeSeries({ roster, seed, anchorDate, grid: whatHappened() })] },
    grid: { probe: 'grid', isLarge: true, make: makeGridOf },
    video: { probe: 'video_channel', make: () => makeVideo({ roster, places, seed, anchorDate, happened: whatHappened() }) },
  };
}

const toCityTable = ({ areaCode, anchorDate, seed, events, disputes }: SampleCity): SampleTable =>
  toTable('sample_city', [{ area_code: areaCode, anchor_date: anchorDate, seed, events, disputes }]);

interface LoadInput {
  readonly city: SampleCity;
  readonly onProgress: SampleOptions['onProgress'];
}

/** All at a time, but none is there before the centers are: they say that what the others hold is the sample. */
async function loadPillars(urls: Urls, pillars: readonly PillarName[], { city, onProgress }: LoadInput) {
  const reports = new Map<PillarName, PillarReport>();
  if (pillars.length === 0) return reports;
  const contents = toContents(city);
  const load = (pillar: PillarName, isAllowed: Promise<unknown>) =>
    withClient(urls[pillar], (client) => loadPillar(client, contents[pillar], {
      isAllowed, onTable: (progress) => onProgress?.({ pillar, ...progress }),
    }));
  const centers = pillars.includes('centers') ? load('centers', Promise.resolve()) : null;
  const results = await Promise.allSettled(pillars.map((pillar) => (pillar === 'centers' && centers) || load(pillar, Promise.resolve(centers))));
  for (const [index, result] of results.entries()) {
    if (result.status === 'rejected') throw result.reason;
    reports.set(pillars[index] as PillarName, result.value);
  }
  return reports;
}

interface PillarLoad {
  /** Kept when the rows may be seen, broken when they may not. */
  readonly isAllowed: Promise<unknown>;
  readonly onTable: (progress: Omit<SampleProgress, 'pillar'>) => void;
}

async function loadPillar(client: pg.Client, { probe, make, isLarge = false }: Content, { isAllowed, onTable }: PillarLoad): Promise<PillarReport> {
  const loaded: Record<string, number> = {};
  await client.query('BEGIN');
  try {
    // The rollups of a whole table are grouped at once: in memory, if they may.
    await client.query("SET LOCAL work_mem = '256MB'; SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL jit = off");
    // Whoever writes at the same time waits here. What was written since the pillar was found empty stays alone.
    await client.query(`LOCK TABLE ${client.escapeIdentifier(probe)} IN SHARE ROW EXCLUSIVE MODE`);
    if (!await isEmpty(client)) {
      await client.query('ROLLBACK');
      return untouched;
    }
    const load = async () => {
      for (const table of make()) {
        loaded[table.name] = (loaded[table.name] ?? 0) + await copy(client, table, (rows) => onTable({ table: table.name, rows, total: table.total }));
      }
    };
    await (isLarge ? withoutIndexes(client, load) : load());
    await client.query('SELECT fold_rollups()');
    await isAllowed;
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
