import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { PILLARS } from '@sizhu/contract';
import { countDifferences } from '@sizhu/testkit';
import { importFile } from '../../src/import/import-file.js';
import { IMPORT_KINDS, type ImportKind } from '../../src/import/kinds/index.js';
import { findPersonWord } from '../../src/import/person-columns.js';
import { toTemplate } from '../../src/import/template.js';
import { withClient } from '../../src/database/client.js';
import type { Urls } from '../../src/sample/index.js';
import { countOf, rowsOf, startCityServer, type CityServer } from '../city-harness.js';
import { FILES, toCsv } from './files/index.js';
import { toWrongCells } from './wrong-cells.js';

jest.setTimeout(120_000);

let server: CityServer;
let urls: Urls;

beforeAll(async () => {
  server = await startCityServer();
  urls = await server.provideMigrated();
});
afterAll(() => server?.stop());

const send = (kind: string, bytes: Buffer | string, dryRun = false) => importFile({ urls, kind, source: Buffer.from(bytes as string), dryRun });
const countIn = ({ pillar, table }: ImportKind) => countOf(urls[pillar], table);
const cellsOf = (line: string): string[] => line.split(',');
const headerOf = ({ columns }: ImportKind): string[] => columns.map(({ zh }) => zh);
const toFile = (kind: ImportKind, lines: readonly (readonly string[])[]): string => toCsv([headerOf(kind), ...lines]);
const differencesIn = async (pillar: ImportKind['pillar']) => Object.entries(await withClient(urls[pillar], countDifferences)).filter(([, count]) => count !== 0);

it('covers every kind', () => {
  expect(Object.keys(FILES)).toEqual(IMPORT_KINDS.map(({ name }) => name));
});

// In the order in which a new city is registered: each kind stands on those before it.
describe.each(IMPORT_KINDS.map((kind) => [kind.name, kind] as const))('%s', (name, kind) => {
  const { lines: texts, wrong = [] } = FILES[name]!;
  const lines = texts.map(cellsOf);
  const csv = toFile(kind, lines);
  // What other kinds wrote along with theirs.
  let before = 0;
  beforeAll(async () => { before = await countIn(kind); });

  it('in a dry run is looked through and not written', async () => {
    expect(await send(name, csv, true)).toEqual({ lines: lines.length, imported: lines.length, faults: [], faultCount: 0 });
    expect(await countIn(kind)).toBe(before);
    expect(await differencesIn(kind.pillar)).toEqual([]);
  });

  it('with a wrong cell in any column is refused by line and column, with what to do', async () => {
    const cases = kind.columns.flatMap((column, at) => toWrongCells(column).map(([cell, message]) => ({ at, cell, message })));
    const report = await send(name, toFile(kind, cases.map(({ at, cell }) => lines[0]!.with(at, cell))));
    cases.forEach(({ at, cell, message }, index) => {
      const found = report.faults.filter(({ line, column }) => line === index + 2 && column === kind.columns[at]?.zh);
      expect([cell, found.map((fault) => fault.message)]).toEqual([cell, [expect.stringMatching(message)]]);
    });
    expect(report).toMatchObject({ imported: 0, faultCount: cases.length });
    // The cell's own text is not told.
    for (const { cell } of cases) if (/\p{L}/u.test(cell)) expect(report.faults.map(({ message }) => message).join()).not.toContain(cell);
    expect(await countIn(kind)).toBe(before);
  });

  if (wrong.length > 0) {
    it.each(wrong)('with another %s (%j) is refused', async (column, cell, message) => {
      const at = kind.columns.findIndex(({ zh }) => zh === column);
      const report = await send(name, toFile(kind, lines.map((line, index) => (index === 0 ? line.with(at, cell) : line))));
      expect(report.imported).toBe(0);
      expect(report.faults.map((fault) => fault.message).join()).toMatch(message);
      expect(await countIn(kind)).toBe(before);
    });
  }

  it('with the same line twice is refused', async () => {
    const report = await send(name, toFile(kind, [...lines, lines[0]!]));
    expect(report.imported).toBe(0);
    expect(report.faults).toContainEqual({ line: lines.length + 2, column: expect.any(String), message: expect.stringContaining('earlier line') });
  });

  it('with a column of a person is refused whole', async () => {
    const rows = [headerOf(kind), ...lines].map((row, at) => [...row, at === 0 ? '联系人手机号' : '13800138000']);
    await expect(send(name, toCsv(rows))).rejects.toThrow(/holds no personal data/);
    expect(await countIn(kind)).toBe(before);
  });

  it('is written, with rollups that are true', async () => {
    expect(await send(name, csv)).toEqual({ lines: lines.length, imported: lines.length, faults: [], faultCount: 0 });
    expect(await countIn(kind)).toBe(before + lines.length);
    if (kind.isSourced !== false) expect(await rowsOf(urls[kind.pillar], `SELECT DISTINCT provenance FROM ${kind.table}`)).toEqual([{ provenance: 'REGISTERED' }]);
    expect(await differencesIn(kind.pillar)).toEqual([]);
  });

  it('a second time is refused line by line, and changes nothing', async () => {
    const report = await send(name, csv);
    expect(report).toMatchObject({ imported: 0, faults: expect.arrayContaining([expect.objectContaining({ line: 2, message: expect.stringContaining('already') })]) });
    expect(await countIn(kind)).toBe(before + lines.length);
  });
});

describe('what was imported', () => {
  it('stands under its area, has its center and its steps', async () => {
    expect(await rowsOf(urls.grid, 'SELECT id, area_path, center_id, state, version FROM grid_event ORDER BY id')).toEqual([
      { id: 'E1', area_path: '2199/219901/219901001', center_id: 'C219901', state: 'CLOSED', version: 2 },
      { id: 'E2', area_path: '2199/219901', center_id: 'C219901', state: 'REPORTED', version: 1 },
    ]);
    expect(await rowsOf(urls.grid, 'SELECT event_id, seq, state FROM event_step ORDER BY event_id, seq')).toEqual([
      { event_id: 'E1', seq: 1, state: 'REPORTED' }, { event_id: 'E1', seq: 2, state: 'CLOSED' }, { event_id: 'E2', seq: 1, state: 'REPORTED' },
    ]);
    expect(await rowsOf(urls.centers, `SELECT search_key FROM area WHERE code = '219901'`)).toEqual([{ search_key: 'dq' }]);
    expect(await rowsOf(urls.informatization, 'SELECT center_id, level FROM connected_center ORDER BY 1')).toEqual([
      { center_id: 'C2199', level: 'CITY' }, { center_id: 'C219901', level: 'DISTRICT' }]);
  });
});

describe('headers', () => {
  it.each(IMPORT_KINDS.map((kind) => [kind.name, kind] as const))('of %s name no person, and the template reads as itself', async (_name, kind) => {
    for (const { name, zh } of kind.columns) expect([name, zh].map(findPersonWord)).toEqual([null, null]);
    await expect(send(kind.name, toTemplate(kind))).rejects.toThrow('a header and no line');
    await expect(send(kind.name, toTemplate(kind, 'en'))).rejects.toThrow('a header and no line');
  });

  it.each(['姓名', '当事人姓名', '身份证号码', '手 机 号', '家庭住址', 'Phone Number', 'id_card', '户主', '车牌号'])('refuse %s', async (header) => {
    await expect(send('staffing', `中心编号,人员来源,人数,${header}\nC2199,技术公司调配,1,张三`)).rejects.toThrow(/column D .*remove it/);
  });

  it('refuse a person beside a name of ours', async () => {
    await expect(send('organizations', '单位编号,单位名称（联系人）,单位类别,区划代码\nO7,甲,部门,2199')).rejects.toThrow(/column B .*remove it/);
  });

  it.each([
    ['a column of another kind, by its letter', '中心编号,人员来源,人数,张三\n', /^Column D is none of this kind/],
    ['a missing one', '中心编号,人数\n', /lacks 人员来源 \(source\)/],
    ['one that stands twice', '中心编号,人员来源,人数,人数\n', /人数 stands in the header more than once/],
    ['an empty file', '', /is empty/],
    ['a quotation mark that is not closed', '中心编号,人员来源,人数\n"C2199,技术公司调配,1', /is no CSV/],
  ])('refuse %s', async (_name, csv, message) => {
    const error = await send('staffing', csv).catch((thrown: Error) => thrown) as Error;
    expect(error.message).toMatch(message);
    expect(error.message).not.toContain('张三');
  });
});

it('refuses the same key twice in one file, and tells at most a hundred faults', async () => {
  expect(await send('staffing', '中心编号,人员来源,人数\nC219901,技术公司调配,1\n\nC219901,技术公司调配,2')).toMatchObject({
    imported: 0, faults: [{ line: 4, column: '中心编号、人员来源', message: expect.stringContaining('earlier line') }] });
  const many = Array.from({ length: 250 }, () => 'C0,技术公司调配,x').join('\n');
  const report = await send('staffing', `中心编号,人员来源,人数\n${many}`);
  expect(report.faultCount).toBe(500);
  expect(report.faults).toHaveLength(100);
});

it('looks up what lines refer to in SQL where the keys are too many for memory', async () => {
  const channel = (id: string, place: string) => `${id},2199010000132000010${id.slice(-1)},站后,219901,${place},38.9,121.6,是,是,是,在线,2026-11-20 08:00`;
  const header = '通道编号,设备编码,通道名称,区划代码,部位编号,纬度,经度,已建成,已联网,完好,在线状态,观测时间';
  const load = (place: string) => importFile({ urls, kind: 'channels', source: Buffer.from([header, channel('V8', 'K1'), channel('V9', place)].join('\n')), maxKeys: 0, dryRun: true });
  expect(await load('K9')).toMatchObject({ imported: 0, faults: [{ line: 3, column: '部位编号', message: expect.stringContaining('not in the registry') }] });
  expect(await load('K2')).toMatchObject({ imported: 2, faultCount: 0 });
});

it('leaves nothing of a file of which one line among many is wrong', async () => {
  const lines = Array.from({ length: 500 }, (_, at) => `O9-${at},第${at}局,部门,${at === 499 ? '9999' : '2199'}`);
  expect(await send('organizations', ['单位编号,单位名称,单位类别,区划代码', ...lines].join('\n'))).toMatchObject({ imported: 0, faults: [{ line: 501 }] });
  for (const pillar of PILLARS) expect(await countOf(urls[pillar], 'idempotency_key')).toBe(0);
  expect(await countOf(urls.centers, 'organization')).toBe(2);
});

describe('a large file into an empty table', () => {
  const parts = (table: string) => `
    SELECT (SELECT array_agg(pg_get_indexdef(indexrelid) ORDER BY 1) FROM pg_index WHERE indrelid = '${table}'::regclass) AS indexes,
      (SELECT array_agg(conname || pg_get_constraintdef(oid) ORDER BY 1) FROM pg_constraint WHERE conrelid = '${table}'::regclass) AS keys,
      (SELECT array_agg(tgname || tgenabled::text ORDER BY 1) FROM pg_trigger WHERE tgrelid = '${table}'::regclass AND NOT tgisinternal) AS triggers`;
  const differences = async (pillar: 'informatization' | 'grid') => Object.values(await withClient(urls[pillar], countDifferences)).reduce((sum, one) => sum + one, 0);
  const ledger = (count: number, id = (at: number) => `L${at}`) => ['记录编号,数据集编号,名称,区划代码,更新时间',
    ...Array.from({ length: count }, (_, at) => `${id(at)},S2,${at}号楼,${at % 3 === 0 ? '219901' : '219901001'},2026-11-01`)].join('\n');
  const load = (text: string, dryRun = false) => importFile({ urls, kind: 'base-records', source: Buffer.from(text), dryRun, mayLock: true, largeBytes: 0 });
  const counted = () => rowsOf(urls.informatization, 'SELECT area_code, sum(records)::int AS records FROM base_record_rollup GROUP BY 1 HAVING sum(records) <> 0 ORDER BY 1');
  let before: unknown;

  beforeAll(async () => {
    await rowsOf(urls.informatization, 'DELETE FROM base_record');
    before = await rowsOf(urls.informatization, parts('base_record'));
  });

  it.each([
    ['in a dry run', () => ledger(900), []],
    ['with the same key twice', () => ledger(900, (at) => `L${at % 899}`), [{ line: 901, column: '记录编号', message: expect.stringContaining('earlier line') }]],
    ['with a wrong line', () => `${ledger(900)}\nL9,S1,人员,219901,2026-11-01`, [{ line: 902, column: '数据集编号', message: expect.stringContaining('only counts') }]],
  ])('%s leaves nothing behind', async (name, text, faults) => {
    expect(await load(text(), name === 'in a dry run')).toMatchObject({ imported: faults.length === 0 ? 900 : 0, faultCount: faults.length, faults });
    expect(await rowsOf(urls.informatization, parts('base_record'))).toEqual(before);
    expect([await countOf(urls.informatization, 'base_record'), await counted(), await differences('informatization')]).toEqual([0, [], 0]);
  });

  it('puts keys, indexes and triggers back, and counts what it holds', async () => {
    expect(await load(ledger(900))).toMatchObject({ imported: 900, faultCount: 0 });
    expect(await rowsOf(urls.informatization, parts('base_record'))).toEqual(before);
    expect(await counted()).toEqual([{ area_code: '2199', records: 900 }, { area_code: '219901', records: 900 }, { area_code: '219901001', records: 600 }]);
    expect(await differences('informatization')).toBe(0);
  });

  it('is followed by one into a table that holds rows, counted as well, and by one that repeats a key, refused by its line', async () => {
    expect(await load(ledger(300, (at) => `M${at}`))).toMatchObject({ imported: 300 });
    expect((await counted())[0]).toEqual({ area_code: '2199', records: 1_200 });
    expect(await load(ledger(3, (at) => (at === 1 ? 'L7' : `N${at}`)))).toMatchObject({ imported: 0, faultCount: 1, faults: [{ line: 3, message: expect.stringContaining('already') }] });
    expect([await countOf(urls.informatization, 'base_record'), await differences('informatization')]).toEqual([1_200, 0]);
  });

  it('takes the rows that belong to another table along', async () => {
    await rowsOf(urls.grid, 'DELETE FROM grid_event');
    const events = await rowsOf(urls.grid, parts('grid_event'));
    const kind = IMPORT_KINDS.find(({ name }) => name === 'events')!;
    expect(await importFile({ urls, kind: 'events', source: Buffer.from(toFile(kind, FILES.events!.lines.map(cellsOf))), mayLock: true, largeBytes: 0 })).toMatchObject({ imported: 2 });
    expect(await rowsOf(urls.grid, parts('grid_event'))).toEqual(events);
    expect([await countOf(urls.grid, 'event_step'), await differences('grid')]).toEqual([3, 0]);
  });
});
