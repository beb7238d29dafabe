import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PILLARS, type PillarName } from '@sizhu/contract';
import type { ColumnType } from '../../src/import/column.js';
import { IMPORT_KINDS } from '../../src/import/kinds/index.js';
import type { Urls } from '../../src/sample/index.js';
import { rowsOf, startCityServer, type CityServer } from '../city-harness.js';

jest.setTimeout(60_000);

const page = readFileSync(join(__dirname, '../../../docs/import.md'), 'utf8');
/** Rows of the page's tables that begin with a word in code. */
const toldIn = (heading: string) => (page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').split('\n')
  .flatMap((line) => { const [, name, cells] = /^\| `([^`]+)` \| (.+) \|$/.exec(line) ?? []; return name === undefined ? [] : [[name, ...cells!.split(' | ')]]; });

let server: CityServer;
let urls: Urls;

beforeAll(async () => {
  server = await startCityServer();
  urls = await server.provideMigrated();
});
afterAll(() => server?.stop());

const tablesOf = async (pillar: PillarName) => (await rowsOf<{ name: string }>(urls[pillar], `
  SELECT relname AS name FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
    AND relname NOT LIKE '%\\_rollup' AND relname <> '_prisma_migrations' ORDER BY 1`)).map(({ name }) => `${pillar}.${name}`);

it('are told of in docs/import.md, in the order in which they stand on each other', () => {
  expect(toldIn('Kinds').map(([name, zh]) => [name, zh])).toEqual(IMPORT_KINDS.map(({ name, zh }) => [name, zh]));
});

it('leave no table out but those for which docs/import.md gives a reason', async () => {
  const filled = new Set(IMPORT_KINDS.flatMap(({ pillar, table }) => [`${pillar}.${table}`]));
  const left = (await Promise.all(PILLARS.map(tablesOf))).flat().filter((table) => !filled.has(table));
  const told = toldIn('Tables that no kind fills');
  expect(told.map(([table]) => table).sort()).toEqual(left.sort());
  for (const [, reason = ''] of told) expect(reason.length).toBeGreaterThan(10);
});

it('name the tables that they write beside their own', async () => {
  const known = new Set((await Promise.all(PILLARS.map(tablesOf))).flat());
  for (const { pillar, parts = [] } of IMPORT_KINDS) for (const { table } of parts) expect(known).toContain(`${pillar}.${table}`);
});

it('have names that differ, in either language', () => {
  for (const names of [IMPORT_KINDS.map(({ name }) => name), IMPORT_KINDS.map(({ zh }) => zh), ...IMPORT_KINDS.map(({ columns }) => columns.map(({ zh }) => zh))]) {
    expect(new Set(names).size).toBe(names.length);
  }
});

describe.each(IMPORT_KINDS.map((kind) => [kind.name, kind] as const))('%s', (_name, { pillar, table, columns }) => {
  it('knows every value that its lists may hold', async () => {
    const enums = await rowsOf<{ field: string; labels: string[] }>(urls[pillar], `
      SELECT attname AS field, array_agg(enumlabel::text ORDER BY enumlabel::text) AS labels FROM pg_attribute
      JOIN pg_type t ON t.oid = atttypid JOIN pg_enum ON enumtypid IN (t.oid, t.typelem) WHERE attrelid = $1::regclass AND attname <> 'provenance' GROUP BY 1`, [table]);
    for (const { field, labels } of enums) {
      const type: ColumnType | undefined = columns.find((column) => column.field === field)?.type;
      const choice = type?.kind === 'list' ? type.of : type;
      // An enum that no column fills is worked out, or kept by the registry.
      if (choice?.kind === 'choice') expect([field, Object.keys(choice.values).sort()]).toEqual([field, labels.filter((label) => !isLeftOut(table, label))]);
    }
  });
});

/** A province has no record here; of an outage, only what it can be. */
const isLeftOut = (table: string, label: string) => (table === 'area' && label === 'PROVINCE') || (table === 'channel_outage' && ['ONLINE', 'STALE'].includes(label));
