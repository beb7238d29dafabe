import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newKey, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

let grid: Pillar;
beforeAll(async () => { grid = await startGridPillar(); });
afterAll(() => grid?.stop());

const edition = (version: string, inForceFrom: string, names: Readonly<Record<string, string>>) => ({
  idempotencyKey: newKey(), scheme: 'dispute-kind', version, name: '纠纷类型', nameEn: 'Kinds', source: '地方标准', inForceFrom,
  values: Object.entries(names).map(([code, name]) => ({ code, name, nameEn: `${code} in English` })),
});
const TABLE = '... on CodeTableRecorded { table { version inForce values { code name } } }';
const record = (version: string, inForceFrom: string, names: Readonly<Record<string, string>>) =>
  grid.change('recordCodeTable', edition(version, inForceFrom, names), TABLE);

beforeEach(async () => {
  await grid.fill(`
    INSERT INTO dispute_case (id, title, kind_code, scale_code, state, result, area_path, center_id, opened_at, provenance)
    VALUES ('D1', '邻里', '1', '01', 'REGISTERED', 'RESOLVING', '2102', 'C2102', '2026-11-01', 'REGISTERED')`);
  await record('2025-1', '2025-01-01', { 1: '邻里', 2: '合同' });
});

describe('an edition of a code table', () => {
  it('is answered whole, in its own order', async () => {
    expect(await record('2026-1', '2026-06-01', { 2: '合同', 1: '邻里', 3: '医疗' })).toEqual({
      __typename: 'CodeTableRecorded',
      table: { version: '2026-1', inForce: true, values: [{ code: '1', name: '邻里' }, { code: '2', name: '合同' }, { code: '3', name: '医疗' }] },
    });
  });

  it.each([['has begun', '2026-11-24', '2026-1'], ['has not', '2026-11-25', '2025-1']])('that %s is in force or not', async (_name, from, expected) => {
    // The database tells the day, so the edition begins on a day that it knows to be past or to come.
    const day = from === '2026-11-24' ? (await grid.rows<{ day: string }>('SELECT local_day(now())::text AS day'))[0]!.day : '2999-01-01';
    await record('2026-1', day, { 1: '邻里', 3: '医疗' });
    const { codeTable, codeTables } = await grid.ask('{ codeTable(scheme: "dispute-kind") { version } codeTables(scheme: "dispute-kind") { version inForce } }');
    expect(codeTable).toEqual({ version: expected });
    expect(codeTables.filter(({ inForce }: { inForce: boolean }) => inForce)).toEqual([{ version: expected, inForce: true }]);
    expect(codeTables).toHaveLength(2);
  });

  it('that drops a code leaves records their word for it', async () => {
    await record('2026-1', '2026-06-01', { 2: '合同' });
    const { disputeCase, codeTable } = await grid.ask(`{ disputeCase(id: "D1") { kind { version code name } } codeTable(scheme: "dispute-kind", version: "2025-1") { values { code } } }`);
    expect(disputeCase).toEqual({ kind: { version: '2025-1', code: '1', name: '邻里' } });
    expect(codeTable.values).toEqual([{ code: '1' }, { code: '2' }]);
  });

  it('is not entered twice', async () => {
    expect(await record('2025-1', '2026-01-01', { 1: '邻里' })).toMatchObject({ __typename: 'EditionExists', version: '2025-1' });
  });

  it('cannot give a code another meaning, not even beside the graph', async () => {
    expect(await record('2026-1', '2026-01-01', { 1: '婚姻家庭' })).toMatchObject({ __typename: 'CodeRedefined', code: '1', name: '邻里' });
    await grid.rows(`INSERT INTO code_table SELECT scheme, '2', name, name_en, source, in_force_from, provenance FROM code_table`);
    await expect(grid.rows(`INSERT INTO code_value VALUES ('dispute-kind', '1', '婚姻家庭', '', '2', 1, 'REGISTERED')`)).rejects.toThrow('another meaning');
  });

  it('of two that disagree about a code and come at once is entered once', async () => {
    const answers = await Promise.all([record('a', '2026-01-01', { 9: '甲' }), record('b', '2026-01-01', { 9: '乙' })]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['CodeRedefined', 'CodeTableRecorded']);
  });

  it('is announced, and entered once under one key', async () => {
    const input = edition('2026-1', '2026-06-01', { 1: '邻里' });
    const answers = await Promise.all([1, 2, 3].map(() => grid.change('recordCodeTable', input, TABLE)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await grid.rows(`SELECT topic, subject FROM outbox_event WHERE payload->>'version' = '2026-1'`)).toEqual([{ topic: 'codes.recorded', subject: 'dispute-kind' }]);
    expect(await grid.change('recordCodeTable', { ...input, source: '另一处' }, TABLE)).toMatchObject({ __typename: 'KeyReused' });
  });

  it.each([
    ['scheme', { scheme: 'Dispute Kind' }], ['version', { version: '' }], ['source', { source: ' ' }], ['values', { values: [] }],
    ['values[0].code', { values: [{ code: '一', name: '一', nameEn: 'One' }] }],
    ['values[1].code', { values: [1, 1].map((code) => ({ code: String(code), name: '一', nameEn: 'One' })) }],
  ])('names %s that is wrong', async (argument, more) => {
    expect(await grid.findInputError('recordCodeTable', { ...edition('9', '2026-01-01', { 1: '邻里' }), ...more })).toMatchObject({ argument });
  });
});
