import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { itHappensOnce } from './once.js';
import { startPillar, type Pillar } from './pillar-harness.js';

jest.setTimeout(60_000);

let pillar: Pillar;

beforeAll(async () => { pillar = await startPillar(); });
afterAll(() => pillar?.stop());
beforeEach(() => pillar.fill(`
  INSERT INTO connected_center (center_id, area_path, level) VALUES
    ('C1', '2102/210203', 'DISTRICT'), ('C2', '2102/210203/210203001', 'STREET'), ('C3', '2102/210202', 'DISTRICT');
  INSERT INTO video_net_node (id, center_id, area_path, level, opened_on, provenance) VALUES ('V2', 'C2', '2102/210203/210203001', 'STREET', '2018-01-01', 'SAMPLE')`));

let keys = 0;
const change = (name: string, input: object, fields: string) => {
  keys += 1;
  return pillar.change(name, { idempotencyKey: `video-net-${keys}`, ...input }, fields);
};
const announced = () => pillar.rows('SELECT FROM outbox_event');

describe('openNode', () => {
  const fields = '... on NodeOpened { node { id level openedOn center { id videoNetNode { id } } } }';
  const input = { centerId: 'C1', openedOn: '2026-11-24' };

  itHappensOnce({ pillar: () => pillar, mutation: 'openNode', fields, input, other: { openedOn: '2026-11-23' }, topic: 'node.opened' });

  it('opens a node that the summary counts', async () => {
    expect((await change('openNode', input, fields)).node)
      .toEqual({ id: 'VC1', level: 'DISTRICT', openedOn: '2026-11-24', center: { id: 'C1', videoNetNode: { id: 'VC1' } } });
    expect((await pillar.askArea('2102', 'videoNetSummary { opened byLevel { level opened } }')).videoNetSummary)
      .toEqual({ opened: 2, byLevel: [{ level: 'DISTRICT', opened: 1 }, { level: 'STREET', opened: 1 }] });
  });

  it.each([
    ['C9', { __typename: 'NotFound', id: 'C9' }],
    ['C2', { __typename: 'NodeAlreadyOpen', nodeId: 'V2' }],
  ])('refuses the center %s', async (centerId, refusal) => {
    expect(await change('openNode', { ...input, centerId }, fields)).toMatchObject(refusal);
    expect(await announced()).toEqual([]);
  });

  it('by several at a time opens one', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => change('openNode', input, fields)));
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual([...Array.from({ length: 5 }, () => 'NodeAlreadyOpen'), 'NodeOpened']);
    expect(await pillar.differences()).toBe(0);
  });

  it('names a day that has not come', async () => {
    expect(await pillar.findInputError('openNode', { idempotencyKey: 'key-00001', ...input, openedOn: '2026-11-25' })).toMatchObject({ argument: 'openedOn' });
  });
});

describe('recordSession', () => {
  const fields = '... on SessionRecorded { session { host { id } area { code } heldAt topic minutes attendance { numerator denominator value } participants } }';
  const input = { hostCenterId: 'C2', heldAt: '2026-11-20T09:00:00+08:00', topic: 'TRAINING', minutes: 90, nodesInvited: 8, nodesAttended: 6 };

  itHappensOnce({ pillar: () => pillar, mutation: 'recordSession', fields, input, other: { minutes: 60 }, topic: 'session.recorded' });

  it('records how many came, and the summary counts it in its month', async () => {
    expect((await change('recordSession', { ...input, participants: 40 }, fields)).session).toEqual({
      host: { id: 'C2' }, area: { code: '210203001' }, heldAt: '2026-11-20T01:00:00.000Z', topic: 'TRAINING', minutes: 90,
      attendance: { numerator: 6, denominator: 8, value: 0.75 }, participants: 40,
    });
    await change('recordSession', { ...input, heldAt: '2026-10-31T23:59:00+08:00', nodesAttended: 8 }, fields);
    const sessions = 'held nodesInvited nodesAttended attendance { value }';
    expect((await pillar.askArea('2102/210203', `videoNetSummary { sessions { ${sessions} } last: sessions(months: 1) { ${sessions} } }`)).videoNetSummary).toEqual({
      sessions: { held: 2, nodesInvited: 16, nodesAttended: 14, attendance: { value: 0.875 } },
      last: { held: 1, nodesInvited: 8, nodesAttended: 6, attendance: { value: 0.75 } },
    });
    expect((await pillar.askArea('2102/210202', `videoNetSummary { sessions { ${sessions} } }`)).videoNetSummary.sessions)
      .toEqual({ held: 0, nodesInvited: 0, nodesAttended: 0, attendance: { value: null } });
    expect(await pillar.differences()).toBe(0);
  });

  it.each([
    [{ hostCenterId: 'C9' }, { __typename: 'NotFound' }],
    [{ hostCenterId: 'C3' }, { __typename: 'NodeNotOpen', centerId: 'C3' }],
  ])('refuses %j', async (other, refusal) => {
    expect(await change('recordSession', { ...input, ...other }, fields)).toMatchObject(refusal);
    expect(await announced()).toEqual([]);
  });

  it.each([
    ['heldAt', '2026-11-24T10:00:01+08:00'], ['minutes', 0], ['nodesInvited', 0], ['nodesAttended', 9], ['nodesAttended', -1], ['participants', -1],
  ])('names %s as bad when it is %j', async (argument, value) => {
    expect(await pillar.findInputError('recordSession', { idempotencyKey: 'key-00001', ...input, [argument]: value })).toMatchObject({ argument });
  });
});

it.each([
  ['{ videoNetSessions(first: 2) { totalCount edges { node { id } } pageInfo { hasNextPage } } }', ['S3', 'S2'], 3],
  ['{ videoNetSessions(filter: { topic: [DRILL] }) { totalCount edges { node { id } } } }', ['S2'], 1],
  ['{ videoNetSessions(filter: { held: { from: "2026-01-01", to: "2026-01-02" } }) { totalCount edges { node { id } } } }', ['S1'], 1],
])('%s lists the latest first', async (query, ids, totalCount) => {
  await pillar.rows(`INSERT INTO video_net_session (id, host_center_id, area_path, held_at, topic, minutes, nodes_invited, nodes_attended, provenance) VALUES
    ('S1', 'C1', '2102/210203', '2026-01-01T00:00:00+08:00', 'MEETING', 30, 5, 5, 'SAMPLE'),
    ('S2', 'C2', '2102/210203/210203001', '2026-01-02T00:00:00+08:00', 'DRILL', 30, 5, 4, 'SAMPLE'),
    ('S3', 'C3', '2102/210202', '2026-01-03T00:00:00+08:00', 'MEETING', 30, 5, 3, 'SAMPLE')`);
  const { videoNetSessions: page } = await pillar.ask(query);
  expect([page.edges.map(({ node }: { node: { id: string } }) => node.id), page.totalCount]).toEqual([ids, totalCount]);
  expect((await pillar.askArea('2102/210203', 'videoNetSessions { totalCount }')).videoNetSessions).toEqual({ totalCount: 2 });
});
