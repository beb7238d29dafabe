import { afterAll, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { applyMigrations, type Subgraph } from '@sizhu/kit';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgresServer, type PostgresServer } from '../../../packages/testkit/src/postgres-server.js';
import { createSubgraph } from './subgraph.js';

jest.setTimeout(60_000);

let server: PostgresServer;
let client: pg.Client;
let subgraph: Subgraph;
const statements: string[] = [];

/** 2,000 areas with three data sets each, in two categories. */
beforeAll(async () => {
  server = await startPostgresServer();
  const databaseUrl = server.urlOf('postgres');
  client = new pg.Client({ connectionString: databaseUrl, options: '-c search_path=informatization' });
  await client.connect();
  await client.query('CREATE SCHEMA informatization');
  await applyMigrations({ client, pillar: 'informatization', folder: join(__dirname, '../../../prisma/informatization/migrations') });
  await client.query(`
    INSERT INTO dataset_definition VALUES
      ('B01', '机构队伍', '综治机构', 'GB/T 31000-2015', 'PUBLIC'), ('B03', '实有人口', '实有人口', 'GB/T 31000-2015', 'PUBLIC'),
      ('B04', '实有人口', '实有房屋', 'GB/T 31000-2015', 'PUBLIC');
    INSERT INTO base_dataset (area_path, definition_id, record_count, qualifier, counted_at, provenance)
    SELECT '2102/' || area, id, area, 'EXACT', now(), 'REGISTERED' FROM generate_series(1001, 3000) AS area, dataset_definition;
    ANALYZE base_dataset, dataset_definition`);
  subgraph = createSubgraph({ databaseUrl, onStatement: (text) => statements.push(text) });
});

afterAll(async () => {
  await subgraph?.close();
  await client?.end();
  await server?.stop();
});

beforeEach(() => { statements.length = 0; });

async function ask(codes: readonly string[], fields: string) {
  const representations = codes.map((code) => ({ __typename: 'Area', code, path: `2102/${code}` }));
  const { data, errors } = await subgraph.execute({
    query: `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Area { ${fields} } } }`,
    variables: { representations },
  });
  expect(errors).toBeUndefined();
  return (data as { _entities: unknown[] })._entities;
}

const row = (id: string, recordCount: number) => ({ definition: { id }, recordCount });

it.each([
  ['without a category, all', '', ['B01', 'B03', 'B04']],
  ['of one category', '(category: "实有人口")', ['B03', 'B04']],
  ['of a category that nothing has', '(category: "其他")', []],
  ['a null category, all', '(category: null)', ['B01', 'B03', 'B04']],
])('%s', async (_name, args, ids) => {
  expect(await ask(['1001', '2000', '9'], `datasets${args} { definition { id } recordCount }`)).toEqual([
    { datasets: ids.map((id) => row(id, 1_001)) }, { datasets: ids.map((id) => row(id, 2_000)) }, { datasets: [] },
  ]);
});

it('asks once for several areas and categories, and keeps them apart', async () => {
  expect(await ask(['1001', '1002'], 'all: datasets { recordCount } people: datasets(category: "实有人口") { recordCount } bodies: datasets(category: "机构队伍") { recordCount }'))
    .toEqual([1_001, 1_002].map((recordCount) => ({
      all: [{ recordCount }, { recordCount }, { recordCount }], people: [{ recordCount }, { recordCount }], bodies: [{ recordCount }],
    })));
  expect(statements).toHaveLength(1);
});

it('reads the rows of these areas by the primary key, and no others', async () => {
  await ask(['1001', '1002'], 'datasets(category: "实有人口") { recordCount }');
  const { rows } = await client.query(`EXPLAIN (ANALYZE, TIMING OFF) ${statements[0]}`, [['2102/1001', '2102/1002'], ['实有人口', '实有人口']]);
  const plan = rows.map((line) => line['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/base_dataset_pkey[^]*Index Cond: \(.*area_path = /);
  expect(plan).not.toContain('Seq Scan on base_dataset');
});
