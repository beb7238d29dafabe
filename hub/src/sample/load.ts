import { PILLARS, type PillarName } from '@sizhu/contract';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { indexCenters } from './center-index.js';
import { centerTables, planCenters } from './centers.js';
import { areaTable, readAreas } from './divisions.js';
import { gridTables } from './grid.js';
import { informatizationTables } from './informatization.js';
import { createRandom } from './random.js';
import { referenceTables } from './reference.js';
import { toCopyLine, type SampleTable } from './table.js';
import { videoTables } from './video.js';

export interface SampleOptions {
  readonly urls: Readonly<Record<PillarName, string>>;
  /** The sample's "now": everything lies before it. */
  readonly anchor: Date;
  readonly seed?: number;
  readonly events?: number;
  readonly disputes?: number;
  readonly onTable?: (pillar: PillarName, table: string, rows: number) => void;
}

const SEED = 2_102;
const LINES_PER_CHUNK = 500;
/** A table of each pillar that is empty exactly when the pillar is. */
const FIRST_TABLE: Readonly<Record<PillarName, string>> = { centers: 'area', informatization: 'info_platform', grid: 'grid', video: 'key_place' };

/** All rows of the sample city. The same seed, sizes and anchor give the same rows. */
export function makeSampleCity({ anchor, seed = SEED, events = 200_000, disputes = 20_000 }: Omit<SampleOptions, 'urls'>) {
  const areas = readAreas();
  const centers = planCenters(areas, createRandom(seed));
  const chance = (offset: number) => createRandom(seed + offset);
  return {
    centers: () => [areaTable(areas), ...referenceTables(areas).filter(({ name }) => name !== 'resident_unit'),
      ...centerTables(centers, chance(1)), ...referenceTables(areas).filter(({ name }) => name === 'resident_unit')],
    informatization: () => informatizationTables(areas, centers, anchor, chance(2)),
    grid: () => gridTables(areas, indexCenters(centers), anchor, { events, disputes }, chance(3)),
    video: () => videoTables(areas, centers, anchor, chance(4)),
  } satisfies Record<PillarName, () => readonly SampleTable[]>;
}

/** Loads the sample city by COPY, each pillar in one transaction. A pillar that holds rows is left alone. */
export async function loadSampleCity(options: SampleOptions): Promise<{ readonly rows: number }> {
  const city = makeSampleCity(options);
  const counts = await Promise.all(PILLARS.map((pillar) => loadPillar(pillar, options, city[pillar])));
  return { rows: counts.reduce((sum, count) => sum + count, 0) };
}

async function loadPillar(pillar: PillarName, { urls, onTable }: SampleOptions, makeTables: () => readonly SampleTable[]): Promise<number> {
  const client = new pg.Client({ connectionString: urls[pillar], options: `-c search_path=${pillar} -c synchronous_commit=off` });
  await client.connect();
  try {
    await client.query('BEGIN');
    const { rows: [first] } = await client.query<{ filled: boolean }>(`SELECT EXISTS (SELECT FROM ${FIRST_TABLE[pillar]}) AS filled`);
    let rows = 0;
    if (!first?.filled) {
      for (const table of makeTables()) {
        await copy(client, table);
        rows += table.total;
        onTable?.(pillar, table.name, table.total);
      }
    }
    await client.query('COMMIT');
    return rows;
  } finally {
    await client.end();
  }
}

async function copy(client: pg.Client, { name, columns, rows }: SampleTable): Promise<void> {
  const target = client.query(copyFrom(`COPY ${name} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(chunks(rows())), target);
  // Foreign keys of the next tables are checked by plans, which need to know how large this one has become.
  await client.query(`ANALYZE ${name}`);
}

function* chunks(rows: Iterable<readonly Parameters<typeof toCopyLine>[0][number][]>): Generator<string> {
  let lines: string[] = [];
  for (const row of rows) {
    lines.push(toCopyLine(row));
    if (lines.length === LINES_PER_CHUNK) {
      yield lines.join('');
      lines = [];
    }
  }
  if (lines.length > 0) yield lines.join('');
}
