import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from './once.js';
import { startPillar, type Pillar } from './pillar-harness.js';

jest.setTimeout(60_000);

const STREET = '2102/210203/210203001';
const PLACES = ['2102/210202', '2102/210203', STREET, `${STREET}/210203001001`, '2102/210203/210203002', '2102/2102Z1'];
let pillar: Pillar;

beforeAll(async () => { pillar = await startPillar(); });
afterAll(() => pillar?.stop());
/** In each place three premises and a facility; the city's count was reported, the street's was not. */
beforeEach(() => pillar.fill(`
  INSERT INTO dataset_definition (id, category, name, standard, provenance, ledger_kind) VALUES
    ('B03', '实有人口', '实有人口（仅计数）', 'GB/T 31000-2015', 'PUBLIC', NULL), ('B04', '实有人口', '实有房屋', 'GB/T 31000-2015', 'PUBLIC', 'PREMISES'),
    ('B09', '护路护线', '护路护线', 'GB/T 31000-2015', 'PUBLIC', 'FACILITY');
  INSERT INTO base_dataset (area_path, definition_id, record_count, qualifier, counted_at, provenance) VALUES ('2102/210202', 'B04', 5000, 'EXACT', now(), 'REPORT');
  INSERT INTO base_record (id, kind, definition_id, name, area_path, updated_at, provenance)
  SELECT 'R' || place || '-' || at, CASE at WHEN 4 THEN 'FACILITY' ELSE 'PREMISES' END::"BaseRecordKind", CASE at WHEN 4 THEN 'B09' ELSE 'B04' END, '1号楼', path, now(), 'SAMPLE'
  FROM unnest('{${PLACES.join()}}'::text[]) WITH ORDINALITY AS places(path, place), generate_series(1, 4) AS at`));

let keys = 0;
const change = (name: string, input: object, fields: string) => {
  keys += 1;
  return pillar.change(name, { idempotencyKey: `base-record-${keys}`, ...input }, fields);
};

describe('a page of the ledger', () => {
  const page = async (path: string, args: string) =>
    (await pillar.askArea(path, `baseRecords(${args}) { totalCount edges { cursor node { id kind area { code } definition { id } } } pageInfo { hasNextPage endCursor } }`)).baseRecords;
  const idsOf = ({ edges }: { edges: { node: { id: string } }[] }) => edges.map(({ node }) => node.id);

  it.each([
    ['2102', 'PREMISES', ['R1', 'R2', 'R3', 'R4', 'R5', 'R6'], 18], ['2102/210203', 'PREMISES', ['R2', 'R3', 'R4', 'R5'], 12],
    [STREET, 'PREMISES', ['R3', 'R4'], 6], [`${STREET}/210203001001`, 'FACILITY', ['R4'], 1], [STREET, 'ESTABLISHMENT', [], 0],
  ])('of %s, %s, goes through its places in order and holds nothing else', async (path, kind, places, totalCount) => {
    const found: string[] = [];
    for (let after = ''; ;) {
      const { edges, pageInfo, totalCount: total } = await page(path, `kind: ${kind}, first: 2${after}`);
      expect(total).toBe(totalCount);
      found.push(...idsOf({ edges }));
      if (!pageInfo.hasNextPage) break;
      after = `, after: ${JSON.stringify(pageInfo.endCursor)}`;
    }
    expect(found).toEqual(places.flatMap((place) => (kind === 'PREMISES' ? [1, 2, 3] : [4]).map((at) => `${place}-${at}`)));
  });

  it('does not go on after a cursor of another area', async () => {
    const { edges } = await page('2102/210202', 'kind: PREMISES');
    const { errors } = await pillar.subgraph.execute({
      query: 'query ($areas: [_Any!]!, $after: String) { _entities(representations: $areas) { ... on Area { baseRecords(kind: PREMISES, after: $after) { edges { node { id } } } } } }',
      variables: { areas: [{ __typename: 'Area', code: '210203', path: '2102/210203' }], after: edges[0].cursor },
    });
    expect(errors?.[0]?.extensions.argument).toBe('after');
  });

  it('is read along one index, first and deep, and its total from the rollup', async () => {
    await pillar.rows(`INSERT INTO base_record (id, kind, definition_id, name, area_path, updated_at, provenance)
      SELECT 'M' || lpad(at::text, 6, '0'), 'PREMISES', 'B04', '1号楼', '${STREET}/2102030010' || lpad((at % 50)::text, 2, '0'), now(), 'SAMPLE' FROM generate_series(1, 20000) AS at`);
    await pillar.rows('ANALYZE base_record');
    const deep = JSON.stringify([`${STREET}/210203001040`, 'M019000']);
    for (const args of ['kind: PREMISES', `kind: PREMISES, after: "${Buffer.from(deep).toString('base64url')}"`]) {
      pillar.statements.length = 0;
      const { totalCount } = await page(STREET, args);
      expect(totalCount).toBe(20_006);
      const list = pillar.statements.find((text) => text.includes('"base_record"'))!;
      expect(pillar.statements.filter((text) => /count\(\*\)/.test(text))).toEqual([]);
      const values = args.includes('after') ? ['PREMISES', `${STREET}0`, ...JSON.parse(deep) as string[], 21] : ['PREMISES', `${STREET}0`, STREET, 21];
      const plan = (await pillar.rows(`EXPLAIN (ANALYZE, TIMING OFF, BUFFERS OFF) ${list}`, values)).map((line) => line['QUERY PLAN']).join('\n');
      // As many rows leave the index as stand on the page, and none is thrown away.
      expect(plan).toMatch(/Index Scan using base_record_kind_area_path_id_idx.*rows=21\.00/);
      expect(plan).not.toMatch(/Sort|Rows Removed|Seq Scan/);
    }
  });
});

it('is counted by data set, beside what was reported', async () => {
  const fields = 'baseRecordSummary { records byDataset { kind definition { id ledgerKind } records reported } }';
  const line = (kind: string, id: string, records: number, reported: number | null) => ({ kind, definition: { id, ledgerKind: kind }, records, reported });
  expect((await pillar.askArea('2102', fields)).baseRecordSummary)
    .toEqual({ records: 24, byDataset: [line('PREMISES', 'B04', 18, 5_000), line('FACILITY', 'B09', 6, null)] });
  expect((await pillar.askArea(STREET, fields)).baseRecordSummary)
    .toEqual({ records: 8, byDataset: [line('PREMISES', 'B04', 6, null), line('FACILITY', 'B09', 2, null)] });
  // What is reported stays as it was reported, whatever the ledger holds.
  expect((await pillar.askArea('2102', 'baseDataSummary { recordCount }')).baseDataSummary).toEqual({ recordCount: 5_000 });
});

describe('recordBaseRecord', () => {
  const fields = '... on BaseRecordRecorded { record { id kind definition { id } name area { code } updatedAt version provenance } }';
  const input = { id: 'N1', expectedVersion: 0, definitionId: 'B04', name: '2号楼', areaPath: STREET };

  itHappensOnce({ pillar: () => pillar, mutation: 'recordBaseRecord', fields, input, other: { name: '3号楼' }, topic: 'base-record.recorded' });

  it('enters a record, and moves it with its count', async () => {
    expect((await change('recordBaseRecord', input, fields)).record).toEqual({ id: 'N1', kind: 'PREMISES', definition: { id: 'B04' }, name: '2号楼',
      area: { code: '210203001' }, updatedAt: '2026-11-24T02:00:00.000Z', version: 1, provenance: 'REGISTERED' });
    expect((await change('recordBaseRecord', { ...input, expectedVersion: 1, definitionId: 'B09', areaPath: '2102/210202' }, fields)).record)
      .toMatchObject({ kind: 'FACILITY', area: { code: '210202' }, version: 2 });
    expect((await pillar.askArea('2102/210202', 'baseRecordSummary { records }')).baseRecordSummary).toEqual({ records: 5 });
    expect(await pillar.differences()).toBe(0);
  });

  it.each([
    ['a data set of persons', { definitionId: 'B03' }, { __typename: 'CountsOnly', definitionId: 'B03' }],
    ['an unknown data set', { definitionId: 'B99' }, { __typename: 'NotFound', id: 'B99' }],
    ['a version that is not the latest', { expectedVersion: 1 }, { __typename: 'StaleVersion', currentVersion: 0 }],
    ['one that is there already', { id: 'R1-1' }, { __typename: 'StaleVersion', currentVersion: 1 }],
  ])('refuses %s', async (_name, other, refusal) => {
    expect(await change('recordBaseRecord', { ...input, ...other }, fields)).toMatchObject(refusal);
    expect(await pillar.rows('SELECT FROM outbox_event')).toEqual([]);
  });

  it.each([['id', { id: '有 空格' }], ['name', { name: '' }], ['name', { name: '住户13800138000' }], ['areaPath', { areaPath: 'x' }]])(
    'names %s as bad in %j', async (argument, other) => {
      expect(await pillar.findInputError('recordBaseRecord', { idempotencyKey: 'key-00001', ...input, ...other })).toMatchObject({ argument });
    });
});

describe('removeBaseRecord', () => {
  const input = { id: 'R3-1', expectedVersion: 1 };
  const fields = '... on BaseRecordRemoved { id }';

  itHappensOnce({ pillar: () => pillar, mutation: 'removeBaseRecord', fields, input, other: { id: 'R3-2' }, topic: 'base-record.removed' });

  it('takes a record out of ledger and count', async () => {
    expect(await change('removeBaseRecord', input, fields)).toMatchObject({ id: 'R3-1' });
    expect(await pillar.ask('{ baseRecord(id: "R3-1") { id } }')).toEqual({ baseRecord: null });
    expect((await pillar.askArea(STREET, 'baseRecordSummary { records }')).baseRecordSummary).toEqual({ records: 7 });
    expect(await pillar.differences()).toBe(0);
  });

  it.each([[{ id: 'R9' }, { __typename: 'NotFound' }], [{ expectedVersion: 2 }, { __typename: 'StaleVersion', currentVersion: 1 }]])('refuses %j', async (other, refusal) => {
    expect(await change('removeBaseRecord', { ...input, ...other }, fields)).toMatchObject(refusal);
  });
});
