import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from '../../informatization/tests/once.js';
import { HIDDEN_RISK_TRANSITIONS, listAllowed, type HiddenRiskAction } from '../src/risks/transitions.js';
import { CODES } from './code-rows.js';
import { newKey, NOW, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

let grid: Pillar;
beforeAll(async () => { grid = await startGridPillar(); });
afterAll(() => grid?.stop());
beforeEach(() => {
  grid.setClock(NOW);
  return grid.fill(CODES);
});

const RISK = `... on HiddenRiskChanged { risk {
  id state version returns overdue measure assignedAt dueAt rectifiedAt verifiedAt allowed responsible { id } subcategory { code } location { latitude gcj02 { latitude } } } }`;
const wish = (more: object = {}) => ({
  idempotencyKey: newKey(), title: '春和社区楼道堆放杂物', kind: 'SAFETY', subcategoryCode: '0201', severity: 'III', origin: 'GRID_PATROL',
  areaPath: '2102/210203/210203001', centerId: 'C210203001', location: { latitude: 38.91, longitude: 121.61 }, ...more,
});
const own: Readonly<Record<HiddenRiskAction, object>> = {
  assignHiddenRisk: { responsibleId: 'O210203-HOUSING', dueOn: '2026-12-01' }, rectifyHiddenRisk: { measure: '已清理' }, verifyHiddenRisk: {},
  returnHiddenRisk: { dueOn: '2026-12-05' },
};
const inputOf = (action: HiddenRiskAction, id: string, expectedVersion: number, more: object = {}) =>
  ({ idempotencyKey: newKey(), id, expectedVersion, ...own[action], ...more });
const move = (action: HiddenRiskAction, id: string, version: number, more: object = {}) => grid.change(action, inputOf(action, id, version, more), RISK);
const WAY = ['assignHiddenRisk', 'rectifyHiddenRisk', 'verifyHiddenRisk'] as const;
const STATES = ['FOUND', 'ASSIGNED', 'RECTIFIED', 'VERIFIED'] as const;

/** A risk that has come to the state by legal steps. */
async function bringTo(state: string, more: object = {}): Promise<{ id: string; version: number }> {
  const { risk: { id } } = await grid.change('reportHiddenRisk', wish(more), RISK);
  const way = WAY.slice(0, STATES.indexOf(state as never));
  for (const [at, action] of way.entries()) await move(action, id, at + 1);
  return { id, version: way.length + 1 };
}

describe('a hidden risk', () => {
  it('goes from finding to verification, and back once where the place was not safe yet', async () => {
    const { id, version } = await bringTo('RECTIFIED');
    expect((await move('returnHiddenRisk', id, version)).risk).toMatchObject({ state: 'ASSIGNED', returns: 1, rectifiedAt: null, dueAt: '2026-12-05T15:59:59.999Z' });
    await move('rectifyHiddenRisk', id, version + 1, { measure: '已全部清理' });
    expect((await move('verifyHiddenRisk', id, version + 2)).risk).toMatchObject({
      state: 'VERIFIED', version: version + 3, measure: '已全部清理', verifiedAt: NOW.toISOString(), responsible: { id: 'O210203-HOUSING' }, allowed: [],
      location: { latitude: 38.91, gcj02: { latitude: expect.closeTo(38.911, 2) } },
    });
  });

  const everyPair = STATES.flatMap((state) => (Object.keys(HIDDEN_RISK_TRANSITIONS) as HiddenRiskAction[]).map((action) => [state, action] as const));
  it.each(everyPair)('in the state %s takes %s as the table says', async (state, action) => {
    const { id, version } = await bringTo(state);
    const answer = await move(action, id, version);
    const { from, to } = HIDDEN_RISK_TRANSITIONS[action];
    if (from.includes(state)) expect(answer.risk).toMatchObject({ state: to, version: version + 1 });
    else expect(answer).toMatchObject({ __typename: 'IllegalTransition', from: state, allowed: listAllowed(state) });
  });

  it('is won by one of several who change it at once', async () => {
    const { id, version } = await bringTo('RECTIFIED');
    const answers = await Promise.all(['verifyHiddenRisk', 'returnHiddenRisk', 'verifyHiddenRisk'].map((action) => move(action as HiddenRiskAction, id, version)));
    expect(answers.filter(({ __typename }) => __typename === 'HiddenRiskChanged')).toHaveLength(1);
    expect((await move('assignHiddenRisk', 'none', 1)).__typename).toBe('NotFound');
  });

  it.each([
    ['title', { title: '李女士家中堆放杂物' }], ['subcategoryCode', { subcategoryCode: '0101' }], ['subcategoryCode', { kind: 'CONFLICT' }],
    ['location.latitude', { location: { latitude: 91, longitude: 0 } }], ['areaPath', { areaPath: '' }], ['gridId', { gridId: '网格' }],
  ])('is not recorded with a wrong %s', async (argument, more) => {
    expect(await grid.findInputError('reportHiddenRisk', wish(more))).toMatchObject({ argument });
  });

  it.each([['assignHiddenRisk', 'FOUND', 'dueOn', { dueOn: '2026-11-23' }], ['rectifyHiddenRisk', 'ASSIGNED', 'measure', { measure: '联系人13800138000' }]] as const)(
    '%s in the state %s names %s that is wrong', async (action, state, argument, more) => {
      const { id, version } = await bringTo(state);
      expect(await grid.findInputError(action, inputOf(action, id, version, more))).toMatchObject({ argument });
    });

  itHappensOnce({
    pillar: () => grid, mutation: 'reportHiddenRisk', fields: RISK, input: wish(), other: { severity: 'I' }, topic: 'risk.reported',
  });
});

describe('hidden risks of an area', () => {
  beforeEach(async () => {
    grid.setClock(new Date('2020-01-15T10:00:00+08:00'));
    const { risk } = await grid.change('reportHiddenRisk', wish(), RISK);
    await move('assignHiddenRisk', risk.id, 1, { dueOn: '2020-01-20' });
    grid.setClock(NOW);
    await bringTo('VERIFIED');
    await bringTo('ASSIGNED', { kind: 'CONFLICT', subcategoryCode: '0101', areaPath: '2102/210202' });
    // Far ahead by any clock.
    await grid.rows(`UPDATE hidden_risk SET due_at = '2999-01-01' WHERE kind = 'CONFLICT'`);
  });

  it('are summed up, with what is late', async () => {
    const SUMMARY = 'hiddenRiskSummary { found open overdue verifiedRatio { numerator denominator } byKind { kind found open overdue } byState { state risks } }';
    expect((await grid.askArea('2102', SUMMARY)).hiddenRiskSummary).toEqual({
      found: 3, open: 2, overdue: 1, verifiedRatio: { numerator: 1, denominator: 3 },
      byKind: [{ kind: 'CONFLICT', found: 1, open: 1, overdue: 0 }, { kind: 'SAFETY', found: 2, open: 1, overdue: 1 }],
      byState: [{ state: 'ASSIGNED', risks: 2 }, { state: 'VERIFIED', risks: 1 }],
    });
    expect((await grid.askArea('2102/210202', SUMMARY)).hiddenRiskSummary).toMatchObject({ found: 1, overdue: 0 });
    expect(await grid.differences()).toBe(0);
  });

  it.each([
    ['{ overdue: true }', 1], ['{ overdue: false }', 2], ['{ kind: CONFLICT }', 1], ['{ state: [VERIFIED, FOUND] }', 1], ['{ severity: [III] }', 3],
    ['{ found: { from: "2020-01-01", to: "2020-02-01" } }', 1],
  ])('take the filter %s', async (filter, count) => {
    const { hiddenRisks } = await grid.askArea('2102', `hiddenRisks(filter: ${filter}) { totalCount edges { node { id } } }`);
    expect(hiddenRisks).toMatchObject({ totalCount: count });
    expect(hiddenRisks.edges).toHaveLength(count);
  });
});
