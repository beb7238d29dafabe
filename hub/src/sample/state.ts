import { PILLARS, type PillarName } from '@sizhu/contract';
import type pg from 'pg';
import { withClient } from '../database/client.js';

/** What the made-up city was made from. */
export interface SampleCity {
  readonly areaCode: string;
  readonly anchorDate: string;
  readonly seed: number;
  readonly events: number;
  readonly disputes: number;
}

export type Urls = Readonly<Record<PillarName, string>>;

/** OTHER: it holds rows, and they are not the sample's. */
export type PillarState = 'EMPTY' | 'SAMPLE' | 'OTHER';

export type SamplePlan =
  | { readonly kind: 'load'; readonly pillars: readonly PillarName[] }
  /** Some pillars were not filled when an earlier load broke off. */
  | { readonly kind: 'resume'; readonly pillars: readonly PillarName[]; readonly city: SampleCity }
  | { readonly kind: 'keep'; readonly city: SampleCity }
  | { readonly kind: 'refuse'; readonly pillars: readonly PillarName[]; readonly city: SampleCity | null };

/** A table of each pillar in which only the sample writes rows marked SAMPLE. */
const marked: Readonly<Record<PillarName, string>> = {
  centers: 'center', informatization: 'base_dataset', grid: 'grid', video: 'video_channel',
};

/**
 * The sample and real data do not mix: it is loaded only where all pillars are empty. The centers' rows and
 * the city's own are written first and together, so where they are missing, nothing can be the sample's.
 */
export function planSample(city: SampleCity | null, states: Readonly<Record<PillarName, PillarState>>): SamplePlan {
  const others = PILLARS.filter((pillar) => states[pillar] === 'OTHER' || (!city && states[pillar] === 'SAMPLE'));
  if (others.length > 0) return { kind: 'refuse', pillars: others, city };
  const empty = PILLARS.filter((pillar) => states[pillar] === 'EMPTY');
  if (!city) return { kind: 'load', pillars: empty };
  return empty.length > 0 ? { kind: 'resume', pillars: empty, city } : { kind: 'keep', city };
}

export async function readSampleCity(client: pg.Client): Promise<SampleCity | null> {
  const { rows } = await client.query<SampleCity>(`
    SELECT area_code AS "areaCode", anchor_date::text AS "anchorDate", seed, events, disputes
    FROM sample_city ORDER BY area_code LIMIT 1`);
  return rows[0] ?? null;
}

export async function readStates(urls: Urls): Promise<Readonly<Record<PillarName, PillarState>>> {
  const states = await Promise.all(PILLARS.map(async (pillar) =>
    [pillar, await withClient(urls[pillar], (client) => readState(client, pillar))] as const));
  return Object.fromEntries(states) as Record<PillarName, PillarState>;
}

async function readState(client: pg.Client, pillar: PillarName): Promise<PillarState> {
  if (await isEmpty(client)) return 'EMPTY';
  const { rowCount } = await client.query(`SELECT FROM ${marked[pillar]} WHERE provenance = 'SAMPLE' LIMIT 1`);
  return rowCount ? 'SAMPLE' : 'OTHER';
}

/** Whether no table of the schema holds a row. What has been deleted leaves zeros in rollups, which count for nothing. */
export async function isEmpty(client: pg.Client): Promise<boolean> {
  const { rows: tables } = await client.query<{ name: string }>(`
    SELECT tablename AS name FROM pg_tables
    WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations' AND tablename NOT LIKE '%\\_rollup'`);
  const exists = tables.map(({ name }) => `EXISTS (SELECT FROM ${client.escapeIdentifier(name)})`).join(' OR ');
  const { rows: [found] } = await client.query<{ any: boolean }>(`SELECT ${exists || 'false'} AS any`);
  return !found?.any;
}

/** One process at a time decides about the sample and writes it. It waits for others at the centers' database. */
export const withSampleLock = <T>(urls: Urls, work: (centers: pg.Client) => Promise<T>): Promise<T> =>
  withClient(urls.centers, async (client) => {
    await client.query(`SELECT pg_advisory_lock(hashtext('sample_city'))`);
    return work(client);
  });
