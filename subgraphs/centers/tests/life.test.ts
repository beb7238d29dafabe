import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { actionsFrom, CENTER_TRANSITIONS, findNextStatus, type CenterAction } from '../src/center-transitions.js';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(120_000);

const STREETS = ['210203001', '210203002', '210203003'];
const REGISTRY = `${SMALL_REGISTRY}
  INSERT INTO area (code, name, level, parent_code, path, roster_version, valid_from, provenance)
  SELECT code, code, 'STREET', '210203', '2102/210203/' || code, 'x', '2017-01-01', 'REGISTERED' FROM unnest('{210203002,210203003}'::text[]) code;
  INSERT INTO staffing_record VALUES ('C210203001', 'SECONDED', '2102/210203/210203001', 2, 'REGISTERED');`;

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(() => centers.fill(REGISTRY));

const DAY = '2026-11-20';
const CENTER = '... on CenterChanged { center { id status version builtOn area { code } history { action from to on intoCenter { id } formerArea { code } } } }';
const change = (mutation: string, input: object) => centers.change(mutation, { idempotencyKey: newKey(), on: DAY, ...input }, CENTER);
const summary = async () => (await centers.ask(`{ area(code: "210203") { centerSummary { built operating { numerator } byLevel { level planned building built operating } } }
  fourFull(under: "210203") { built operating { numerator } } }`));

describe('the life of a center', () => {
  it('goes from the plan to the closure, counted at each step', async () => {
    const id = 'C210203001';
    const street = async () => (await summary()).area.centerSummary.byLevel.find(({ level }: any) => level === 'STREET');
    expect(await street()).toMatchObject({ planned: 1, building: 0, built: 0, operating: 0 });
    await change('startBuilding', { centerId: id, expectedVersion: 1 });
    expect(await street()).toMatchObject({ planned: 0, building: 1, built: 0 });
    expect(await change('completeBuilding', { centerId: id, expectedVersion: 2, floorAreaM2: 90, layout: 'ONE_AREA_FIVE_ROOMS' })).toMatchObject({ center: { status: 'BUILT', builtOn: DAY } });
    expect(await street()).toMatchObject({ building: 0, built: 1, operating: 0 });
    await change('openCenter', { centerId: id, expectedVersion: 3 });
    expect(await summary()).toMatchObject({ area: { centerSummary: { built: 2, operating: { numerator: 2 } } }, fourFull: [{ built: 2, operating: { numerator: 2 } }, {}, {}, {}] });
    expect(await change('closeCenter', { centerId: id, expectedVersion: 4 })).toMatchObject({ center: { status: 'CLOSED', version: 5,
      history: [['PLANNED', 'BUILDING'], ['BUILDING', 'BUILT'], ['BUILT', 'OPERATING'], ['OPERATING', 'CLOSED']].map(([from, to]) => ({ from, to, on: DAY })) } });
    expect(await change('planCenter', { areaCode: '210203001', name: '新中心' })).toMatchObject({ center: { id, status: 'PLANNED', builtOn: null } });
    expect(await centers.differences()).toBe(0);
  });

  it('ends its posts with it: they are kept, and count no more until they are recorded anew', async () => {
    const id = 'C210203001';
    const counted = async () => ({
      figures: Object.fromEntries((await centers.rows('SELECT area_code, sum(headcount)::int AS posts FROM staffing_rollup GROUP BY 1 HAVING sum(headcount) <> 0')).map(({ area_code, posts }) => [area_code, posts])),
      // The same from the rows, by the status of their centers.
      recount: Object.fromEntries((await centers.rows(`
        SELECT inside.code, sum(s.headcount)::int AS posts FROM staffing_record s JOIN center c ON c.id = s.center_id AND c.status <> 'CLOSED'
        CROSS JOIN unnest(string_to_array(c.area_path, '/')) AS inside(code) GROUP BY 1 HAVING sum(s.headcount) <> 0`)).map(({ code, posts }) => [code, posts])),
    });
    const two = { 2102: 2, 210203: 2, 210203001: 2 };
    expect(await counted()).toEqual({ figures: two, recount: two });
    await change('closeCenter', { centerId: id, expectedVersion: 1, on: '2026-11-19' });
    expect(await counted()).toEqual({ figures: {}, recount: {} });
    expect((await centers.ask(`{ center(id: "${id}") { staffing { headcount endedOn } } }`)).center.staffing).toEqual([{ headcount: 2, endedOn: '2026-11-19' }]);
    await change('planCenter', { areaCode: '210203001', name: '新中心' });
    expect((await counted()).figures).toEqual({});
    await centers.change('recordStaffing', { idempotencyKey: newKey(), centerId: id, expectedVersion: 3, source: 'SECONDED', headcount: 1 }, CENTER);
    expect((await counted()).figures).toEqual({ 2102: 1, 210203: 1, 210203001: 1 });
    expect(await centers.differences()).toBe(0);
  });

  it('moves to another area, its staff counted there', async () => {
    expect(await change('moveCenter', { centerId: 'C210203001', expectedVersion: 1, areaCode: '210203002' })).toMatchObject({
      center: { area: { code: '210203002' }, status: 'PLANNED', history: [{ action: 'moveCenter', formerArea: { code: '210203001' } }] } });
    const staffOf = async (code: string) => (await centers.ask(`{ area(code: "${code}") { centerSummary { staff { headcount } } } }`)).area.centerSummary.staff;
    expect(await staffOf('210203002')).toEqual([{ headcount: 2 }]);
    expect((await staffOf('210203001')).filter(({ headcount }: any) => headcount !== 0)).toEqual([]);
    expect(await centers.differences()).toBe(0);
  });

  it.each<[string, string, object, object]>([
    ['an area that has a center', 'planCenter', { areaCode: '210203', name: '另一个' }, { __typename: 'AreaHasCenter', centerId: 'C210203' }],
    ['an area that is not there', 'planCenter', { areaCode: '9', name: '另一个' }, { __typename: 'NotFound' }],
    ['a step out of turn', 'openCenter', { centerId: 'C210203001', expectedVersion: 1 }, { __typename: 'IllegalTransition', from: 'PLANNED', allowed: ['startBuilding', 'closeCenter', 'moveCenter'] }],
    ['a version that has passed', 'startBuilding', { centerId: 'C210203001', expectedVersion: 2 }, { __typename: 'StaleVersion', currentVersion: 1 }],
    ['a merger into one that does not stand', 'mergeCenter', { centerId: 'C210203', expectedVersion: 1, intoCenterId: 'C210203001' }, { __typename: 'CenterNotStanding' }],
    ['a move to another tier', 'moveCenter', { centerId: 'C210203001', expectedVersion: 1, areaCode: '2102' }, { __typename: 'WrongAreaLevel', level: 'CITY' }],
  ])('refuses %s', async (_name, mutation, input, refusal) => {
    expect(await change(mutation, input)).toMatchObject(refusal);
    expect(await centers.rows('SELECT FROM center_step')).toEqual([]);
  });

  it('does not go back in time', async () => {
    await change('startBuilding', { centerId: 'C210203001', expectedVersion: 1 });
    expect(await centers.findInputError('completeBuilding', { idempotencyKey: newKey(), centerId: 'C210203001', expectedVersion: 2, on: '2026-11-19' })).toMatchObject({ argument: 'on' });
  });

  it('follows random histories as a small model does', async () => {
    let state = 20_261_124;
    const draw = (below: number) => { state = (state * 1_103_515_245 + 12_345) % 2_147_483_648; return Math.floor((state / 2_147_483_648) * below); };
    const model = new Map<string, { area: string; status: any; version: number; steps: number }>([['C210203001', { area: '210203001', status: 'PLANNED', version: 1, steps: 0 }]]);
    const actions = CENTER_TRANSITIONS.map(({ action }) => action);
    const seen = new Set<string>();
    for (let round = 0; round < 150; round += 1) {
      const action: CenterAction = actions[draw(actions.length)]!;
      const area = STREETS[draw(3)]!;
      const [id, mine] = [...model][draw(model.size)]!;
      const standing = [...model].find(([other, { status }]) => other !== id && ['BUILT', 'OPERATING'].includes(status))?.[0] ?? 'C210203';
      const held = [...model].find(([, one]) => one.area === area);
      const version = mine.version;
      let expected: string;
      let result: any;
      if (action === 'planCenter') {
        result = await change(action, { areaCode: area, name: area });
        // A center that has moved keeps its id, so that of its first area may be taken.
        expected = held && held[1].status !== 'CLOSED' ? 'AreaHasCenter' : 'CenterChanged';
        if (expected === 'CenterChanged') {
          const known = held?.[1];
          model.set(held?.[0] ?? result.center.id, { area, status: 'PLANNED', version: known ? known.version + 1 : 1, steps: (known?.steps ?? 0) + 1 });
        }
      } else {
        const more = action === 'mergeCenter' ? { intoCenterId: standing } : action === 'moveCenter' ? { areaCode: area } : {};
        result = await change(action, { centerId: id, expectedVersion: version, ...more });
        const to = findNextStatus(mine.status, action);
        expected = to === null ? 'IllegalTransition' : action === 'moveCenter' && held ? 'AreaHasCenter' : 'CenterChanged';
        if (expected === 'IllegalTransition') expect(result.allowed).toEqual(actionsFrom(mine.status));
        if (expected === 'CenterChanged') model.set(id, { area: action === 'moveCenter' ? area : mine.area, status: to, version: version + 1, steps: mine.steps + 1 });
      }
      seen.add(`${action} ${expected}`);
      expect([round, action, result.__typename]).toEqual([round, action, expected]);
      if (round % 30 === 29) {
        expect(await centers.differences()).toBe(0);
        const rows = await centers.rows(`SELECT id, area_code AS area, status::text, version, (SELECT count(*)::int FROM center_step WHERE center_id = id) AS steps FROM center WHERE level = 'STREET'`);
        expect(Object.fromEntries(rows.map(({ id: key, ...row }) => [key, row]))).toEqual(Object.fromEntries(model));
      }
    }
    expect(seen.size).toBeGreaterThan(10);
  });
});
