import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from './once.js';
import { startPillar, type Pillar } from './pillar-harness.js';

jest.setTimeout(60_000);

const PATH = '2102/210203/210203001/210203001001';
let pillar: Pillar;

beforeAll(async () => { pillar = await startPillar(); });
afterAll(() => pillar?.stop());
beforeEach(() => pillar.fill(`
  INSERT INTO dataset_definition VALUES ('B01', '机构队伍', '综治机构', 'GB/T 31000-2015', 'PUBLIC'), ('B03', '实有人口', '实有人口（仅计数）', 'GB/T 31000-2015', 'PUBLIC')`));

const fields = `... on DatasetCounted { dataset { recordCount qualifier version countedAt quality { completeness situationClarity }
  history { month recordCount quality { completeness } } } }`;
const input = {
  areaPath: PATH, definitionId: 'B03', expectedVersion: 0, recordCount: 4_200, countedAt: '2026-11-20T18:00:00+08:00', quality: { completeness: 0.9 },
};
let keys = 0;
const count = (other: object) => {
  keys += 1;
  return pillar.change('recordDatasetCount', { idempotencyKey: `dataset-${keys}`, ...input, ...other }, fields);
};
const summary = async (path: string) => (await pillar.askArea(path, 'baseDataSummary { recordCount qualifier }')).baseDataSummary;

describe('recordDatasetCount', () => {
  itHappensOnce({ pillar: () => pillar, mutation: 'recordDatasetCount', fields, input, other: { recordCount: 4_201 }, topic: 'dataset.counted' });

  it('makes the data set, follows its months, and replaces a month that is counted again', async () => {
    expect((await count({})).dataset).toEqual({
      recordCount: 4_200, qualifier: 'EXACT', version: 1, countedAt: '2026-11-20T10:00:00.000Z', quality: { completeness: 0.9, situationClarity: null },
      history: [{ month: '2026-11-01', recordCount: 4_200, quality: { completeness: 0.9 } }],
    });
    expect((await count({ expectedVersion: 1, recordCount: 4_300, quality: null })).dataset).toMatchObject({
      recordCount: 4_300, version: 2, quality: { completeness: null }, history: [{ month: '2026-11-01', recordCount: 4_300 }],
    });
  });

  it('stands at its latest month, whatever is entered later for one before', async () => {
    await count({});
    // Still October in London, already November in Dalian.
    await count({ expectedVersion: 1, recordCount: 4_250, countedAt: '2026-10-31T16:30:00Z' });
    expect((await count({ expectedVersion: 2, recordCount: 4_000, countedAt: '2026-09-30T18:00:00+08:00' })).dataset).toMatchObject({
      recordCount: 4_250, version: 3, history: [{ month: '2026-09-01', recordCount: 4_000 }, { month: '2026-11-01', recordCount: 4_250 }],
    });
    expect(await pillar.differences()).toBe(0);
  });

  it('is in the sum of every area above at once, as a lower bound where it is one', async () => {
    await count({ definitionId: 'B01', recordCount: 30 });
    await count({});
    expect(await summary('2102')).toEqual({ recordCount: 4_230, qualifier: 'EXACT' });
    await count({ expectedVersion: 1, recordCount: 5_000, qualifier: 'AT_LEAST' });
    expect(await Promise.all(['2102', '2102/210203', PATH].map(summary))).toEqual(Array.from({ length: 3 }, () => ({ recordCount: 5_030, qualifier: 'AT_LEAST' })));
    expect(await pillar.differences()).toBe(0);
  });

  it.each([
    ['a data set that is not in the catalogue', { definitionId: 'B99' }, { __typename: 'NotFound', id: 'B99' }],
    ['a version that is not the latest', { expectedVersion: 0 }, { __typename: 'StaleVersion', currentVersion: 1 }],
  ])('refuses %s', async (_name, other, refusal) => {
    await count({});
    expect(await count({ expectedVersion: 1, recordCount: 9, ...other })).toMatchObject(refusal);
    expect(await pillar.rows('SELECT record_count, version FROM base_dataset')).toEqual([{ record_count: 4_200, version: 1 }]);
  });

  it('by several at a time that read the same version keeps one of them', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, at) => count({ recordCount: at })));
    expect(answers.filter(({ dataset }) => dataset)).toHaveLength(1);
    expect(answers.filter(({ currentVersion }) => currentVersion === 1)).toHaveLength(5);
    expect(await pillar.differences()).toBe(0);
  });

  it.each([
    ['areaPath', { areaPath: '西岗区' }], ['recordCount', { recordCount: -1 }], ['recordCount', { recordCount: 1_000_000_001 }],
    ['countedAt', { countedAt: '2026-11-24T10:00:01+08:00' }], ['completeness', { quality: { completeness: 1.01 } }],
    ['situationClarity', { quality: { situationClarity: -0.1 } }],
  ])('names %s as bad in %j', async (argument, other) => {
    expect(await pillar.findInputError('recordDatasetCount', { idempotencyKey: 'key-00001', ...input, ...other })).toMatchObject({ argument });
  });
});

it('looks back as many months as are asked for, of several data sets in one statement each', async () => {
  await pillar.rows(`
    INSERT INTO base_dataset (area_path, definition_id, record_count, qualifier, counted_at, provenance)
    SELECT $1, id, 7, 'EXACT', now(), 'SAMPLE' FROM dataset_definition`, [PATH]);
  await pillar.rows(`
    INSERT INTO dataset_month (area_path, definition_id, month, record_count, qualifier, counted_at, provenance)
    SELECT $1, id, '2026-11-01'::date - make_interval(months => back), 7 - back, 'EXACT', now(), 'SAMPLE' FROM dataset_definition, generate_series(0, 3) AS back`, [PATH]);
  const { datasets } = await pillar.askArea(PATH, 'datasets { history(months: 2) { month recordCount } all: history { month } }');
  expect(datasets).toEqual([1, 2].map(() => ({
    history: [{ month: '2026-10-01', recordCount: 6 }, { month: '2026-11-01', recordCount: 7 }],
    all: ['2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01'].map((month) => ({ month })),
  })));
});
