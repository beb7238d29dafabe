import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from '../../informatization/tests/once.js';
import { DISPUTE_TRANSITIONS, listAllowed, type DisputeAction } from '../src/disputes/transitions.js';
import { CODES } from './code-rows.js';
import { newKey, NOW, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

let grid: Pillar;
beforeAll(async () => { grid = await startGridPillar(); });
afterAll(() => grid?.stop());
beforeEach(() => grid.fill(CODES));

const DISPUTE = `... on DisputeChanged { dispute {
  id state version result overdue supervision risk outcome evaluatedOn evaluation acceptedAt dueAt concludedAt allowed method { code name } resolvingOrganization { id }
  timeline { seq action state organization { id } method { code } risk supervision } } }`;
const wish = (more: object = {}) => ({
  idempotencyKey: newKey(), title: '春和社区物业收费纠纷', kindCode: '12', scaleCode: '02', areaPath: '2102/210203/210203001', centerId: 'C210203001',
  peopleInvolved: 12, organizationIds: ['O210203-HOUSING'], occurredOn: '2026-11-20', ...more,
});
const open = (more: object = {}) => grid.change('openDispute', wish(more), DISPUTE);
const own: Readonly<Record<DisputeAction, object>> = {
  acceptDispute: { dueOn: '2026-12-24' }, recordMediation: { methodCode: '03', organizationId: 'O2102-JUSTICE' }, assessDisputeRisk: { risk: 'MEDIUM' },
  transferDispute: { methodCode: '13', organizationId: 'O2102-COURT' }, superviseDispute: { supervision: 'YELLOW' },
  closeDispute: { result: 'SUCCEEDED', outcome: '达成协议' }, evaluateDispute: { opinion: '回访无反复', evaluatedOn: '2026-11-24' }, reopenDispute: {},
};
const inputOf = (action: DisputeAction, id: string, expectedVersion: number, more: object = {}) =>
  ({ idempotencyKey: newKey(), id, expectedVersion, ...own[action], ...more });
const move = (action: DisputeAction, id: string, version: number, more: object = {}) => grid.change(action, inputOf(action, id, version, more), DISPUTE);

const WAYS: Readonly<Record<string, readonly DisputeAction[]>> = {
  REGISTERED: [], ACCEPTED: ['acceptDispute'], MEDIATING: ['acceptDispute', 'recordMediation'],
  RISK_ASSESSED: ['acceptDispute', 'recordMediation', 'assessDisputeRisk'],
  TRANSFERRED: ['acceptDispute', 'recordMediation', 'assessDisputeRisk', 'transferDispute'],
  CONCLUDED: ['acceptDispute', 'recordMediation', 'closeDispute'],
};

/** A dispute that has come to the state by legal steps. */
async function bringTo(state: string): Promise<{ id: string; version: number }> {
  const { dispute: { id } } = await open();
  const way = WAYS[state] ?? [];
  for (const [at, action] of way.entries()) await move(action, id, at + 1);
  return { id, version: way.length + 1 };
}

describe('a dispute', () => {
  it('goes from registration to evaluation, with a step for each change', async () => {
    const { id, version } = await bringTo('TRANSFERRED');
    await move('superviseDispute', id, version);
    expect((await move('closeDispute', id, version + 1)).dispute).toMatchObject({
      state: 'CONCLUDED', result: 'SUCCEEDED', method: { code: '13', name: 'resolution-method 13' }, resolvingOrganization: { id: 'O2102-COURT' }, risk: 'MEDIUM',
      supervision: 'YELLOW', outcome: '达成协议', acceptedAt: NOW.toISOString(), dueAt: '2026-12-24T15:59:59.999Z', concludedAt: NOW.toISOString(),
    });
    const { dispute } = await move('evaluateDispute', id, version + 2);
    expect(dispute).toMatchObject({ state: 'CONCLUDED', evaluatedOn: '2026-11-24', evaluation: '回访无反复', version: version + 3 });
    expect(dispute.timeline.map(({ seq, action, state }: any) => [seq, action, state])).toEqual([
      [1, 'openDispute', 'REGISTERED'], [2, 'acceptDispute', 'ACCEPTED'], [3, 'recordMediation', 'MEDIATING'], [4, 'assessDisputeRisk', 'RISK_ASSESSED'],
      [5, 'transferDispute', 'TRANSFERRED'], [6, 'superviseDispute', 'TRANSFERRED'], [7, 'closeDispute', 'CONCLUDED'], [8, 'evaluateDispute', 'CONCLUDED'],
    ]);
    expect(dispute.timeline[4]).toMatchObject({ organization: { id: 'O2102-COURT' }, method: { code: '13' }, risk: null });
    expect((await grid.rows(`SELECT payload->>'action' AS action FROM outbox_event WHERE topic = 'dispute.changed' ORDER BY id`)).length).toBe(7);
  });

  it('that is reopened is pending again, and no longer evaluated', async () => {
    const { id, version } = await bringTo('CONCLUDED');
    await move('evaluateDispute', id, version);
    expect((await move('reopenDispute', id, version + 1)).dispute).toMatchObject({
      state: 'MEDIATING', result: 'RESOLVING', concludedAt: null, outcome: null, evaluatedOn: null, evaluation: null, allowed: listAllowed('MEDIATING'),
    });
  });

  const everyPair = Object.keys(WAYS).flatMap((state) => (Object.keys(DISPUTE_TRANSITIONS) as DisputeAction[]).map((action) => [state, action] as const));
  it.each(everyPair)('in the state %s takes %s as the table says', async (state, action) => {
    const { id, version } = await bringTo(state);
    const answer = await move(action, id, version);
    const { from, to } = DISPUTE_TRANSITIONS[action];
    if ((from as readonly string[]).includes(state)) expect(answer.dispute).toMatchObject({ state: to ?? state, version: version + 1 });
    else expect(answer).toMatchObject({ __typename: 'IllegalTransition', from: state, allowed: listAllowed(state as never) });
  });

  it('that somebody changed, or that is not there, is refused', async () => {
    const { id, version } = await bringTo('MEDIATING');
    expect(await move('assessDisputeRisk', id, version - 1)).toMatchObject({ __typename: 'StaleVersion', currentVersion: version });
    expect(await move('assessDisputeRisk', 'none', 1)).toMatchObject({ __typename: 'NotFound', id: 'none' });
  });

  it.each([
    ['title', '王某与邻居的纠纷，电话13800138000'], ['title', '身份证210202199001011234'], ['title', '当事人争执'], ['title', ' '], ['kindCode', '77'], ['scaleCode', '1'],
    ['areaPath', 'x'], ['centerId', '中心'], ['peopleInvolved', 0], ['occurredOn', '2026-11-25'],
  ])('is not registered with the %s %j', async (argument, value) => {
    expect(await grid.findInputError('openDispute', wish({ [argument]: value }))).toMatchObject({ argument });
    expect(await grid.rows('SELECT FROM dispute_case')).toEqual([]);
  });

  it('with a code that its table does not list says which table, and where to ask', async () => {
    expect((await grid.findInputError('openDispute', wish({ kindCode: '77' }))).message)
      .toBe('kindCode: "77" is no code of dispute-kind, edition 1; ask codeTable(scheme: "dispute-kind") for the codes.');
    await grid.rows(`DELETE FROM code_table WHERE scheme = 'dispute-scale'`);
    expect((await grid.findInputError('openDispute', wish())).message).toContain('recordCodeTable');
  });

  it.each([
    ['acceptDispute', 'REGISTERED', 'dueOn', { dueOn: '2026-11-23' }], ['recordMediation', 'ACCEPTED', 'methodCode', { methodCode: '3' }],
    ['transferDispute', 'RISK_ASSESSED', 'organizationId', { organizationId: '' }], ['closeDispute', 'MEDIATING', 'result', { result: 'RESOLVING' }],
    ['closeDispute', 'MEDIATING', 'methodCode', { methodCode: '99' }], ['closeDispute', 'MEDIATING', 'outcome', { outcome: '由李先生赔偿' }],
    ['evaluateDispute', 'CONCLUDED', 'evaluatedOn', { evaluatedOn: '2026-11-25' }],
  ] as const)('%s in the state %s names %s that is wrong', async (action, state, argument, more) => {
    const { id, version } = await bringTo(state);
    expect(await grid.findInputError(action, inputOf(action, id, version, more))).toMatchObject({ argument });
    expect((await move(action, id, version)).__typename).toBe('DisputeChanged');
  });
});

describe('registering a dispute', () => {
  itHappensOnce({
    pillar: () => grid,
    mutation: 'openDispute', fields: DISPUTE, input: wish(), other: { title: '另一起纠纷' }, topic: 'dispute.opened',
  });
});

describe('lists of disputes', () => {
  beforeEach(async () => {
    grid.setClock(new Date('2020-01-15T10:00:00+08:00'));
    const late = await grid.change('openDispute', wish({ occurredOn: null }), DISPUTE);
    await move('acceptDispute', late.dispute.id, 1, { dueOn: '2020-01-20' });
    grid.setClock(NOW);
    await bringTo('TRANSFERRED');
    await bringTo('CONCLUDED');
  });

  it.each([
    ['{ overdue: true }', 1], ['{ overdue: false }', 2], ['{ state: [ACCEPTED, CONCLUDED] }', 2], ['{ result: SUCCEEDED }', 1], ['{ kindCode: "1" }', 0],
    ['{ opened: { from: "2026-11-24", to: "2026-11-25" } }', 2], ['{ supervision: NORMAL }', 3],
  ])('of an area take the filter %s', async (filter, count) => {
    const { disputes } = await grid.askArea('2102/210203', `disputes(filter: ${filter}) { totalCount edges { node { id } } }`);
    expect(disputes).toMatchObject({ totalCount: count });
    expect(disputes.edges).toHaveLength(count);
  });

  it('agree with the summary about what is overdue', async () => {
    const { disputeSummary } = await grid.askArea('2102', 'disputeSummary { overdue pending accepted opened }');
    expect(disputeSummary).toEqual({ overdue: 1, pending: 2, accepted: 3, opened: 3 });
  });

  it('of a body are those that it takes care of', async () => {
    const { _entities: [body] } = await grid.ask('query ($of: [_Any!]!) { _entities(representations: $of) { ... on Organization { disputes { edges { node { state } } } } } }',
      { of: [{ __typename: 'Organization', id: 'O2102-COURT' }] });
    expect(body.disputes.edges).toEqual([{ node: { state: 'TRANSFERRED' } }]);
  });
});
