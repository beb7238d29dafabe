import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(60_000);

const TWO_DISTRICTS = `${SMALL_REGISTRY}
  INSERT INTO area (code, name, level, parent_code, path, roster_version, valid_from, provenance) VALUES
    ('210204', '沙河口区', 'DISTRICT', '2102', '2102/210204', 'x', '2017-01-01', 'REGISTERED'),
    ('210203001001', '一社区', 'COMMUNITY', '210203001', '2102/210203/210203001/210203001001', 'x', '2017-01-01', 'REGISTERED'),
    ('210203001002', '二社区', 'COMMUNITY', '210203001', '2102/210203/210203001/210203001002', 'x', '2017-01-01', 'REGISTERED');
  INSERT INTO center (id, area_code, area_path, name, level, kind, status, built_on, provenance) VALUES
    ('C210203001001', '210203001001', '2102/210203/210203001/210203001001', '一社区综治站', 'COMMUNITY', 'STATION', 'OPERATING', '2017-01-01', 'REGISTERED');
  INSERT INTO staffing_record VALUES ('C210203001001', 'PURCHASED_SERVICE', '2102/210203/210203001/210203001001', 3, 'REGISTERED');`;

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(() => centers.fill(TWO_DISTRICTS));

const AREA = '... on AreaChanged { area { code name version validFrom validTo path parent { code } rosterHistory { kind changedOn formerName formerParent { code } } } }';
const change = (mutation: string, input: object) => centers.change(mutation, { idempotencyKey: newKey(), reason: '区划调整', ...input }, AREA);
const rename = (more: object = {}) => change('renameArea', { code: '210203001002', expectedVersion: 1, name: '新二社区', renamedOn: '2026-11-10', ...more });
const move = (more: object = {}) => change('moveArea', { code: '210203001', expectedVersion: 1, parentCode: '210204', movedOn: '2026-11-12', ...more });
const end = (more: object = {}) => change('endArea', { code: '210203001001', expectedVersion: 1, endedOn: '2026-11-14', successorCode: '210203001002', ...more });
const add = (more: object = {}) => change('addArea', { code: '210203001003', name: '三社区', parentCode: '210203001', addedOn: '2026-11-16', ...more });

const communities = async (asOf: string | null, under = '2102') => (await centers.ask(
  'query ($asOf: Date, $under: ID) { areas(level: COMMUNITY, under: $under, asOf: $asOf) { code name parent { code } ancestors { code } } }', { asOf, under })).areas;
const summaryOf = async (code: string) => (await centers.ask(
  `{ area(code: "${code}") { centerSummary { required built coverage { numerator denominator } byLevel { covered } staff { headcount } } } }`)).area.centerSummary;

describe('the roster', () => {
  it('renames, and knows how an area was called', async () => {
    expect(await rename()).toMatchObject({ area: { name: '新二社区', version: 2, rosterHistory: [{ kind: 'RENAMED', changedOn: '2026-11-10', formerName: '二社区' }] } });
    const names = async (asOf: string | null) => (await communities(asOf)).map(({ name }: { name: string }) => name);
    expect(await names('2016-12-31')).toEqual([]);
    expect(await names('2026-11-09')).toEqual(['一社区', '二社区']);
    expect(await names('2026-11-10')).toEqual(['一社区', '新二社区']);
    expect(await names(null)).toEqual(['一社区', '新二社区']);
  });

  it('moves an area with all inside, and every figure with it', async () => {
    expect(await move()).toMatchObject({ area: { path: '2102/210204/210203001', parent: { code: '210204' }, rosterHistory: [{ kind: 'MOVED', formerParent: { code: '210203' } }] } });
    expect(await summaryOf('210203')).toMatchObject({ required: 1, built: 1, staff: [{ headcount: 0 }] });
    expect(await summaryOf('210204')).toMatchObject({ required: 4, built: 1, staff: [{ headcount: 3 }] });
    expect(await summaryOf('2102')).toMatchObject({ required: 6, built: 3, staff: [{ headcount: 3 }] });
    expect(await communities('2026-11-11', '210204')).toEqual([]);
    expect((await communities('2026-11-11', '210203')).map(({ ancestors }: any) => ancestors[1].code)).toEqual(['210203', '210203']);
    expect((await communities('2026-11-12', '210204')).map(({ ancestors }: any) => ancestors[1].code)).toEqual(['210204', '210204']);
    expect(await centers.differences()).toBe(0);
  });

  it('ends an area: it is required no more, and its center stays without one', async () => {
    expect(await end()).toMatchObject({ area: { validTo: '2026-11-14' } });
    const city = await summaryOf('2102');
    // It stands, but covers no area of the roster.
    expect(city).toMatchObject({ required: 5, built: 3, coverage: { numerator: 2, denominator: 5 } });
    expect(city.byLevel.reduce((sum: number, { covered }: any) => sum + covered, 0)).toBe(2);
    expect((await communities(null)).map(({ code }: any) => code)).toEqual(['210203001002']);
    expect((await communities('2026-11-13')).map(({ code }: any) => code)).toEqual(['210203001001', '210203001002']);
    const { rosterChanges } = await centers.ask(`{ rosterChanges { totalCount edges { node {
      kind area { code } successor { code } orphanedCenter { id status } } } } }`);
    expect(rosterChanges).toEqual({ totalCount: 1, edges: [{ node: {
      kind: 'ENDED', area: { code: '210203001001' }, successor: { code: '210203001002' }, orphanedCenter: { id: 'C210203001001', status: 'OPERATING' },
    } }] });
    expect(await centers.differences()).toBe(0);
  });

  it('adds an area of the tier below its manager', async () => {
    expect(await add()).toMatchObject({ area: { code: '210203001003', validFrom: '2026-11-16', path: '2102/210203/210203001/210203001003' } });
    expect(await summaryOf('210203')).toMatchObject({ required: 5 });
    expect(await change('addArea', { code: '2102Z1', name: '高新区', parentCode: '2102', addedOn: '2026-11-16' })).toMatchObject({ area: { code: '2102Z1' } });
    expect(await centers.differences()).toBe(0);
  });

  it('lists changes of a period, a tier and an area, page by page, and announces each', async () => {
    await rename();
    await move({ parentCode: '210204' });
    await end({ expectedVersion: 2 });
    await add();
    const kindsOf = async (args: string) => (await centers.ask(`{ rosterChanges(${args}) { edges { node { kind } } pageInfo { endCursor } } }`)).rosterChanges;
    const kinds = async (args: string) => (await kindsOf(args)).edges.map(({ node }: any) => node.kind);
    expect(await kinds('first: 9')).toEqual(['RENAMED', 'MOVED', 'ENDED', 'ADDED']);
    expect(await kinds('level: COMMUNITY')).toEqual(['RENAMED', 'ENDED', 'ADDED']);
    expect(await kinds('period: { from: "2026-11-12", to: "2026-11-14" }')).toEqual(['MOVED']);
    expect(await kinds('under: "210203"')).toEqual([]);
    expect(await kinds('under: "210204"')).toHaveLength(4);
    const { pageInfo } = await kindsOf('first: 3');
    expect(await kinds(`first: 3, after: "${pageInfo.endCursor}"`)).toEqual(['ADDED']);
    expect((await centers.rows('SELECT topic FROM outbox_event ORDER BY id')).map(({ topic }) => topic)).toEqual(['area.renamed', 'area.moved', 'area.ended', 'area.added']);
  });

  it.each<[string, () => Promise<unknown>, object]>([
    ['an area that is not there', () => rename({ code: '210299' }), { __typename: 'NotFound', id: '210299' }],
    ['a version that has passed', () => rename({ expectedVersion: 2 }), { __typename: 'StaleVersion', currentVersion: 1 }],
    ['a day before it was so', () => rename({ renamedOn: '2017-01-01' }), { __typename: 'TooEarlyForRoster', latestOn: '2017-01-01' }],
    ['a manager of the wrong tier', () => move({ parentCode: '2102' }), { __typename: 'WrongAreaLevel', level: 'CITY' }],
    ['a manager inside itself', () => move({ parentCode: '210203001001' }), { __typename: 'WrongAreaLevel', level: 'COMMUNITY' }],
    ['an end while it manages', () => end({ code: '210203001', successorCode: null }), { __typename: 'AreaStillManages', children: 2 }],
    ['a successor of another tier', () => end({ successorCode: '210204' }), { __typename: 'WrongAreaLevel', level: 'DISTRICT' }],
    ['a code that is taken', () => add({ code: '210203001001' }), { __typename: 'AreaExists', code: '210203001001' }],
    ['an area below a community', () => add({ parentCode: '210203001001' }), { __typename: 'WrongAreaLevel', level: 'COMMUNITY' }],
  ])('refuses %s', async (_name, ask, refusal) => {
    expect(await ask()).toMatchObject(refusal);
    expect(await centers.rows('SELECT FROM roster_change')).toEqual([]);
  });

  it('does not change what has ended', async () => {
    await end();
    for (const ask of [rename({ code: '210203001001', expectedVersion: 2 }), end({ expectedVersion: 2 }), end({ code: '210203001002', successorCode: '210203001001' })]) {
      expect(await ask).toMatchObject({ __typename: 'AreaHasEnded', code: '210203001001' });
    }
    expect(await add({ code: '210203001001' })).toMatchObject({ __typename: 'AreaExists' });
  });

  it.each([['code', 'addArea', { code: '2102030010', name: '三', parentCode: '210203001', addedOn: '2026-11-16' }],
    ['renamedOn', 'renameArea', { code: '210203001', expectedVersion: 1, name: '三', renamedOn: '2026-11-25' }],
    ['successorCode', 'endArea', { code: '210203001001', expectedVersion: 1, endedOn: '2026-11-20', successorCode: '210203001001' }],
  ])('names %s that is wrong', async (argument, mutation, input) => {
    expect(await centers.findInputError(mutation, { idempotencyKey: newKey(), reason: '区划调整', ...input })).toMatchObject({ argument });
  });

  it('changes one thing once under several at a time', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, () => rename()));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['AreaChanged', 'StaleVersion', 'StaleVersion', 'StaleVersion']);
  });
});
