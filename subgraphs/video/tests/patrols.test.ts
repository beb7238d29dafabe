import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listPatrolActions, PATROL_TRANSITIONS, type PatrolAction } from '../src/patrols/transitions.js';
import { newKey, NOW, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(60_000);

let video: VideoPillar;
beforeAll(async () => { video = await startVideoPillar(); });
afterAll(() => video?.stop());
beforeEach(() => video.fill(`
  INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, health, observed_at, provenance, retired_at)
  SELECT 'X' || n, n, 'x', CASE n WHEN 4 THEN '2102/210203' ELSE '2102/210202/210202001' END, 38.9, 121.6, true, true, true, 'ONLINE', now(), 'REGISTERED', CASE n WHEN 3 THEN now() END
  FROM generate_series(1, 4) AS n`));

const PATROL = 'patrol { id state version startedAt endedAt reason byPost allowed checkpoints { seq channel { id } result visitedAt } findings { id seq note foundAt area { code } event { id } } }';
const CHANGED = `... on VideoPatrolChanged { ${PATROL} }`;
const plan = (more: object = {}) => video.change('planPatrol', {
  idempotencyKey: newKey(), title: '西岗夜间巡逻', areaPath: '2102/210202', centerId: 'C210202', plannedAt: NOW, channelIds: ['X1', 'X2'], ...more,
}, CHANGED);
const OWN: Readonly<Record<PatrolAction, object>> = {
  startPatrol: { byPost: '210202-DESK' }, visitCheckpoint: { seq: 1, result: 'NORMAL' }, recordFinding: { seq: 2, note: '井盖缺失' },
  finishPatrol: {}, abandonPatrol: { reason: '平台维护' },
};
const move = (action: PatrolAction, { id, version }: { id: string; version: number }, more: object = {}) =>
  video.change(action, { idempotencyKey: newKey(), id, expectedVersion: version, ...OWN[action], ...more }, `${action === 'recordFinding' ? `... on FindingRecorded { finding { id } ${PATROL} }` : CHANGED}`);
const link = (findingId: string, eventId: string) =>
  video.change('linkFinding', { idempotencyKey: newKey(), findingId, eventId }, '... on FindingLinked { finding { id event { id } } }');
const summaryOf = async (path: string) => (await video.askArea(path,
  'patrolSummary { planned started finished abandoned findings visitedCheckpoints { numerator denominator } becameEvents { numerator denominator } }')).patrolSummary;

/** A patrol that has come to the state by legal steps. */
async function bringTo(state: string) {
  let { patrol } = await plan();
  const way: Readonly<Record<string, readonly PatrolAction[]>> = {
    PLANNED: [], RUNNING: ['startPatrol'], ABANDONED: ['abandonPatrol'], FINISHED: ['startPatrol', 'visitCheckpoint', 'recordFinding', 'finishPatrol'],
  };
  for (const action of way[state] ?? []) ({ patrol } = await move(action, patrol));
  return patrol;
}

describe('a video patrol', () => {
  it('goes from plan to end, and what it found becomes an event', async () => {
    let { patrol } = await plan();
    expect(patrol).toMatchObject({ state: 'PLANNED', version: 1, checkpoints: [{ seq: 1, channel: { id: 'X1' }, result: null }, { seq: 2, channel: { id: 'X2' } }], allowed: ['startPatrol', 'abandonPatrol'] });
    ({ patrol } = await move('startPatrol', patrol));
    expect(patrol).toMatchObject({ state: 'RUNNING', byPost: '210202-DESK', startedAt: NOW.toISOString() });
    const recorded = await move('recordFinding', patrol);
    expect(recorded.patrol.findings).toMatchObject([{ id: recorded.finding.id, seq: 2, note: '井盖缺失', area: { code: '210202001' }, event: null }]);
    ({ patrol } = await move('visitCheckpoint', recorded.patrol));
    expect(await link(recorded.finding.id, 'E1')).toMatchObject({ finding: { event: { id: 'E1' } } });
    ({ patrol } = await move('finishPatrol', patrol));
    expect(patrol).toMatchObject({ state: 'FINISHED', version: 5, endedAt: NOW.toISOString(), allowed: [], checkpoints: [{ result: 'NORMAL' }, { result: 'FINDING' }] });
    expect(await summaryOf('2102')).toEqual({
      planned: 1, started: 1, finished: 1, abandoned: 0, findings: 1, visitedCheckpoints: { numerator: 2, denominator: 2 }, becameEvents: { numerator: 1, denominator: 1 },
    });
    expect(await summaryOf('2102/210202/210202001')).toMatchObject({ planned: 0, findings: 1 });
    expect(await video.differences()).toBe(0);
    const { _entities: [event] } = await video.ask(`{ _entities(representations: [{ __typename: "GridEvent", id: "E1" }]) { ... on GridEvent { patrol { id } } } }`);
    expect(event.patrol.id).toBe(patrol.id);
    expect((await video.rows(`SELECT payload->>'action' AS action FROM outbox_event WHERE topic = 'patrol.changed' ORDER BY id`)).map(({ action }) => action))
      .toEqual(['planPatrol', 'startPatrol', 'recordFinding', 'visitCheckpoint', 'finishPatrol']);
  });

  const actions = Object.keys(PATROL_TRANSITIONS) as PatrolAction[];
  it.each(['PLANNED', 'RUNNING', 'FINISHED', 'ABANDONED'] as const)('in the state %s takes what the table allows, and nothing else', async (state) => {
    for (const action of actions.filter((one) => !PATROL_TRANSITIONS[one].from.includes(state))) {
      const patrol = await bringTo(state);
      expect(await move(action, patrol)).toMatchObject({ __typename: 'IllegalTransition', from: state, allowed: listPatrolActions(state) });
    }
    for (const action of listPatrolActions(state).filter((one) => one !== 'finishPatrol')) {
      expect((await move(action, await bringTo(state))).patrol).toMatchObject({ state: PATROL_TRANSITIONS[action].to });
    }
    expect(await video.differences()).toBe(0);
  });

  it('is not finished while checkpoints are left', async () => {
    const patrol = await bringTo('RUNNING');
    expect(await move('finishPatrol', patrol)).toMatchObject({ __typename: 'CheckpointsLeft', seqs: [1, 2] });
    expect(await video.rows('SELECT state, version FROM video_patrol')).toEqual([{ state: 'RUNNING', version: 2 }]);
  });

  it('keeps a finding at a checkpoint that is looked at again, and counts it once', async () => {
    const { patrol } = await move('recordFinding', await bringTo('RUNNING'));
    const again = await move('visitCheckpoint', patrol, { seq: 2 });
    expect(again.patrol.checkpoints[1]).toMatchObject({ result: 'FINDING' });
    expect(await summaryOf('2102')).toMatchObject({ visitedCheckpoints: { numerator: 1, denominator: 2 } });
  });

  it('of one version is changed by one of several at once', async () => {
    const patrol = await bringTo('RUNNING');
    const answers = await Promise.all(Array.from({ length: 8 }, () => move('recordFinding', patrol)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['FindingRecorded', ...Array.from({ length: 7 }, () => 'StaleVersion')]);
    expect(await video.rows('SELECT visited FROM video_patrol')).toEqual([{ visited: 1 }]);
  });

  it.each([
    ['a channel elsewhere', 'X4'], ['a retired channel', 'X3'], ['no channel', 'X9'],
  ])('is not planned over %s', async (_name, id) => {
    expect(await plan({ channelIds: ['X1', id] })).toMatchObject({ __typename: 'NotFound', id });
  });

  it.each<[string, PatrolAction | 'planPatrol', object, string]>([
    ['without channels', 'planPatrol', { channelIds: [] }, 'channelIds'],
    ['over too many channels', 'planPatrol', { channelIds: Array.from({ length: 101 }, () => 'X1') }, 'channelIds'],
    ['with an empty title', 'planPatrol', { title: ' ' }, 'title'],
    ['in no area', 'planPatrol', { areaPath: '大连' }, 'areaPath'],
    ['by a person', 'startPatrol', { byPost: '张三' }, 'byPost'],
    ['at no checkpoint', 'visitCheckpoint', { seq: 3 }, 'seq'],
    ['with a finding that says nothing', 'visitCheckpoint', { result: 'FINDING' }, 'result'],
    ['with the number of a person', 'recordFinding', { note: '电话13912345678' }, 'note'],
    ['without a reason', 'abandonPatrol', { reason: '' }, 'reason'],
  ])('%s is refused by name', async (_name, mutation, input, argument) => {
    const patrol = await bringTo('RUNNING');
    const whole = mutation === 'planPatrol'
      ? { title: 'x', areaPath: '2102/210202', centerId: 'C210202', plannedAt: NOW, channelIds: ['X1'] }
      : { id: patrol.id, expectedVersion: patrol.version, ...OWN[mutation] };
    expect(await video.findInputError(mutation, { idempotencyKey: newKey(), ...whole, ...input })).toMatchObject({ argument });
  });
});

describe('a finding', () => {
  it('has one event, and an event one finding', async () => {
    const first = await move('recordFinding', await bringTo('RUNNING'));
    const second = await move('recordFinding', first.patrol);
    await link(first.finding.id, 'E1');
    expect(await link(first.finding.id, 'E2')).toMatchObject({ __typename: 'AlreadyLinked', eventId: 'E1' });
    expect(await link(second.finding.id, 'E1')).toMatchObject({ __typename: 'AlreadyLinked', eventId: null });
    expect(await link('none', 'E1')).toMatchObject({ __typename: 'NotFound' });
    expect(await summaryOf('2102')).toMatchObject({ findings: 2, becameEvents: { numerator: 1, denominator: 2 } });
  });

  it('of two that claim one event at once, one gets it', async () => {
    const first = await move('recordFinding', await bringTo('RUNNING'));
    const second = await move('recordFinding', first.patrol);
    const answers = await Promise.allSettled([link(first.finding.id, 'E1'), link(second.finding.id, 'E1')]);
    expect(answers.map((one) => (one.status === 'fulfilled' ? one.value.__typename : one.status)).sort()).toEqual(['AlreadyLinked', 'FindingLinked']);
  });
});

it('lists patrols of an area by state and time, page by page', async () => {
  const first = await plan({ plannedAt: '2026-02-01T10:00:00Z' });
  const second = await plan({ plannedAt: '2026-02-02T10:00:00Z' });
  const list = (args: string) => video.askArea('2102', `patrols(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node { id } } }`);
  const { patrols } = await list('first: 1');
  expect(patrols).toMatchObject({ totalCount: 2, edges: [{ node: { id: second.patrol.id } }], pageInfo: { hasNextPage: true } });
  expect((await list(`first: 1, after: "${patrols.pageInfo.endCursor}"`)).patrols.edges).toEqual([{ node: { id: first.patrol.id } }]);
  expect((await list('filter: { planned: { from: "2026-02-02", to: "2026-02-03" }, state: [PLANNED] }')).patrols.edges).toEqual([{ node: { id: second.patrol.id } }]);
  expect((await list('filter: { state: [RUNNING] }')).patrols.totalCount).toBe(0);
});
