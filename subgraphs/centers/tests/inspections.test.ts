import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { INSPECTION_TRANSITIONS, type InspectionAction } from '../src/inspections/transitions.js';
import { listAllowed } from '../src/transitions.js';
import { newKey, type Pillar, SMALL_REGISTRY, startCentersPillar } from './centers-pillar.js';

jest.setTimeout(60_000);

let centers: Pillar;
beforeAll(async () => { centers = await startCentersPillar(); });
afterAll(() => centers?.stop());
beforeEach(() => centers.fill(SMALL_REGISTRY));

const INSPECTION = '... on InspectionChanged { inspection { id state version carriedOutOn closedOn conclusion allowed centers { id } findings { id text state area { code } center { id } } } }';
const plan = (more: object = {}) => ({
  idempotencyKey: newKey(), title: '四项重点建设专项督导检查', areaCode: '210203', kind: 'SPECIAL', inspectorId: 'O-CITY', plannedOn: '2026-11-24', centerIds: ['C210203001', 'C210203'], ...more,
});
const planInspection = (more: object = {}) => centers.change('planInspection', plan(more), INSPECTION);
const found = [{ centerId: 'C210203', text: '值班记录不全', dueOn: '2026-12-01' }, { text: '部门联动会商记录缺失', dueOn: '2026-12-10' }];
const steps: Record<InspectionAction, object> = {
  carryOutInspection: { carriedOutOn: '2026-11-24', findings: [] }, closeInspection: { conclusion: '全部整改' }, cancelInspection: {},
};
const move = (action: InspectionAction, id: string, expectedVersion: number, more: object = {}) =>
  centers.change(action, { idempotencyKey: newKey(), id, expectedVersion, ...steps[action], ...more }, INSPECTION);
const WAYS: Record<string, readonly InspectionAction[]> = {
  PLANNED: [], CARRIED_OUT: ['carryOutInspection'], CLOSED: ['carryOutInspection', 'closeInspection'], CANCELLED: ['cancelInspection'],
};

describe('an inspection', () => {
  it('is planned, carried out with findings of centers and of the area, and closed when they are verified', async () => {
    const { inspection: { id, ...planned } } = await planInspection();
    expect(planned).toMatchObject({ state: 'PLANNED', version: 1, centers: [{ id: 'C210203' }, { id: 'C210203001' }], findings: [], allowed: ['carryOutInspection', 'cancelInspection'] });
    expect((await move('carryOutInspection', id, 1, { findings: found })).inspection).toMatchObject({
      state: 'CARRIED_OUT', carriedOutOn: '2026-11-24', findings: [
        { id: `${id}-1`, text: '值班记录不全', state: 'OPEN', area: { code: '210203' }, center: { id: 'C210203' } },
        { id: `${id}-2`, state: 'OPEN', area: { code: '210203' }, center: null }],
    });
    expect(await move('closeInspection', id, 2)).toMatchObject({ __typename: 'FindingsNotVerified', findingIds: [`${id}-1`, `${id}-2`] });
    await centers.rows(`UPDATE finding SET state = 'VERIFIED'`);
    expect((await move('closeInspection', id, 2)).inspection).toMatchObject({ state: 'CLOSED', version: 3, closedOn: '2026-11-24', conclusion: '全部整改', allowed: [] });
    expect(await centers.differences()).toBe(0);
    const { center, area } = await centers.ask(`{
      center(id: "C210203") { inspections { id } findings(first: 1) { totalCount edges { node { id } } } }
      area(code: "2102") { inspections(filter: { state: [CLOSED], kind: [SPECIAL], planned: { from: "2026-11-24", to: "2026-11-25" } }) { totalCount edges { node { id } } } findingSummary { verified } } }`);
    expect({ center, area }).toEqual({
      center: { inspections: [{ id }], findings: { totalCount: 1, edges: [{ node: { id: `${id}-1` } }] } }, area: { inspections: { totalCount: 1, edges: [{ node: { id } }] }, findingSummary: { verified: 2 } },
    });
  });

  const pairs = Object.keys(WAYS).flatMap((state) => (Object.keys(INSPECTION_TRANSITIONS) as InspectionAction[]).map((action) => [state, action] as const));
  it.each(pairs)('in the state %s takes %s as the table says', async (state, action) => {
    const { inspection: { id } } = await planInspection();
    const way = WAYS[state] ?? [];
    for (const [at, step] of way.entries()) await move(step, id, at + 1);
    const { from, to } = INSPECTION_TRANSITIONS[action];
    const answer = await move(action, id, way.length + 1);
    if ((from as readonly string[]).includes(state)) expect(answer.inspection).toMatchObject({ state: to, version: way.length + 2 });
    else expect(answer).toMatchObject({ __typename: 'IllegalTransition', from: state, allowed: listAllowed(INSPECTION_TRANSITIONS, state as never) });
  });

  it.each([
    ['an area that is not there', { areaCode: '9' }, { __typename: 'NotFound', id: '9' }],
    ['a body that is not there', { inspectorId: 'O9' }, { __typename: 'NotFound', id: 'O9' }],
    ['a center that is not there', { centerIds: ['C9'] }, { __typename: 'NotFound', id: 'C9' }],
    ['a center outside', { centerIds: ['C2102'] }, { __typename: 'OutsideArea', id: 'C2102' }],
  ])('is not planned of %s', async (_name, more, refusal) => {
    expect(await planInspection(more)).toMatchObject(refusal);
    expect(await centers.rows('SELECT FROM inspection')).toEqual([]);
  });

  it('finds nothing outside its area, and then nothing at all', async () => {
    const { inspection: { id } } = await planInspection();
    expect(await move('carryOutInspection', id, 1, { findings: [...found, { ...found[0], centerId: 'C2102' }] })).toMatchObject({ __typename: 'OutsideArea', id: 'C2102' });
    expect(await centers.rows('SELECT FROM finding')).toEqual([]);
  });

  it('is carried out or cancelled by one of several at once', async () => {
    const { inspection: { id } } = await planInspection();
    const answers = await Promise.all((['carryOutInspection', 'cancelInspection', 'carryOutInspection'] as const).map((action) => move(action, id, 1)));
    expect(answers.filter(({ __typename }: { __typename: string }) => __typename === 'InspectionChanged')).toHaveLength(1);
  });

  it('is planned once under one key, and announced', async () => {
    const input = plan();
    const answers = await Promise.all([1, 2, 3].map(() => centers.change('planInspection', input, INSPECTION)));
    expect(answers).toEqual(answers.map(() => answers[0]));
    expect(await centers.rows('SELECT topic, area_path FROM outbox_event')).toEqual([{ topic: 'inspection.changed', area_path: '2102/210203' }]);
  });

  it.each([['plannedOn', { plannedOn: '2026-11-23' }], ['title', { title: '检查 张三 13800138000' }], ['idempotencyKey', { idempotencyKey: 'x' }]])(
    'names %s that is wrong', async (argument, more) => {
      expect(await centers.findInputError('planInspection', plan(more))).toMatchObject({ argument });
    });

  it('takes as many statements for many as for one', async () => {
    const { inspection: { id } } = await planInspection();
    await move('carryOutInspection', id, 1, { findings: found });
    const count = async () => {
      centers.statements.length = 0;
      await centers.ask('{ area(code: "2102") { inspections { edges { node { inspector { name } centers { name } findings { assessment { id } correctedBy { id } } } } } } }');
      return centers.statements.length;
    };
    const one = await count();
    for (const _ of [1, 2, 3]) await planInspection();
    expect(await count()).toBe(one);
  });
});
