import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { listAllowed, TICKET_TRANSITIONS } from '../src/tickets/transitions.js';
import { hoursFromNow, newKey, NOW, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(60_000);

let video: VideoPillar;
beforeAll(async () => {
  video = await startVideoPillar();
  await video.rows(`
    INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, health, observed_at, provenance, retired_at)
    SELECT 'X' || n, n, 'x', '2102/210202', 38.9, 121.6, true, true, true, 'ONLINE', $1, 'REGISTERED', CASE n WHEN 3 THEN $1::timestamptz END
    FROM generate_series(1, 3) AS n`, [NOW]);
});
afterAll(() => video?.stop());
beforeEach(() => video.setClock(NOW));

const TICKET = '... on ViewingTicketChanged { ticket { id state version approvedByPost openedAt endedAt gaps overdue allowed channels { id } entries { seq action state byPost } } }';
const DETAILS: Record<string, string> = {
  approveViewingTicket: '... on SamePost { post } ... on OutsideWindow { windowFrom windowTo }', rejectViewingTicket: '... on SamePost { post }',
  openViewingTicket: '... on OutsideWindow { windowFrom windowTo }',
};
const wish = (more: object = {}) => ({
  idempotencyKey: newKey(), areaPath: '2102/210202', purpose: 'DISPUTE_EVIDENCE', requestingOrganizationId: 'O2102-JUSTICE', ownerOrganizationId: 'O210202-GOVERNANCE',
  operatorCount: 2, channelIds: ['X2', 'X1'], windowFrom: hoursFromNow(-1), windowTo: hoursFromNow(5), destination: 'VIEWED_ON_SITE', requestedByPost: '210202-DESK', ...more,
});
const request = (more: object = {}) => video.change('requestViewingTicket', wish(more), TICKET);
const posts: Record<string, object> = {
  approveViewingTicket: { approvedByPost: '210202-CHIEF', approvalRef: '大综治批〔2026〕12号' }, rejectViewingTicket: { rejectedByPost: '210202-CHIEF' },
};
const move = (action: string, id: string, expectedVersion: number, more: object = {}) =>
  video.change(action, { idempotencyKey: newKey(), id, expectedVersion, ...(posts[action] ?? { byPost: '210202-DESK' }), ...more }, `${TICKET} ${DETAILS[action] ?? ''}`);
const expire = (hours: number) => video.subgraph.upkeep?.(hoursFromNow(hours));

const WAYS: Record<string, readonly string[]> = {
  REQUESTED: [], APPROVED: ['approveViewingTicket'], REJECTED: ['rejectViewingTicket'], WITHDRAWN: ['withdrawViewingTicket'],
  OPEN: ['approveViewingTicket', 'openViewingTicket'], CLOSED: ['approveViewingTicket', 'openViewingTicket', 'closeViewingTicket'],
};

/** A ticket that has come to the state by legal steps. */
async function bringTo(state: string): Promise<{ id: string; version: number }> {
  const { ticket } = await request();
  if (state === 'EXPIRED') {
    await expire(6);
    return { id: ticket.id, version: 2 };
  }
  const way = WAYS[state] ?? [];
  for (const [at, action] of way.entries()) await move(action, ticket.id, at + 1);
  return { id: ticket.id, version: way.length + 1 };
}

describe('a viewing ticket', () => {
  it('goes from request to closure, with an entry for each step and an announcement', async () => {
    const { ticket } = await request();
    expect(ticket).toMatchObject({ state: 'REQUESTED', version: 1, channels: [{ id: 'X1' }, { id: 'X2' }], gaps: [], allowed: ['approveViewingTicket', 'rejectViewingTicket', 'withdrawViewingTicket'] });
    expect((await move('approveViewingTicket', ticket.id, 1)).ticket).toMatchObject({ state: 'APPROVED', approvedByPost: '210202-CHIEF' });
    expect((await move('openViewingTicket', ticket.id, 2)).ticket).toMatchObject({ state: 'OPEN', openedAt: NOW.toISOString(), gaps: ['CLOSURE'] });
    expect((await move('closeViewingTicket', ticket.id, 3)).ticket).toMatchObject({
      state: 'CLOSED', version: 4, endedAt: NOW.toISOString(), gaps: [], allowed: [],
      entries: [
        { seq: 1, action: 'requestViewingTicket', state: 'REQUESTED', byPost: '210202-DESK' },
        { seq: 2, action: 'approveViewingTicket', state: 'APPROVED', byPost: '210202-CHIEF' },
        { seq: 3, action: 'openViewingTicket', state: 'OPEN', byPost: '210202-DESK' },
        { seq: 4, action: 'closeViewingTicket', state: 'CLOSED', byPost: '210202-DESK' },
      ],
    });
    expect((await video.rows(`SELECT payload->>'state' AS state FROM outbox_event WHERE subject = $1 ORDER BY id`, [ticket.id])).map(({ state }) => state))
      .toEqual(['REQUESTED', 'APPROVED', 'OPEN', 'CLOSED']);
  });

  const everyPair = [...Object.keys(WAYS), 'EXPIRED'].flatMap((state) =>
    (Object.keys(TICKET_TRANSITIONS) as (keyof typeof TICKET_TRANSITIONS)[]).filter((action) => action !== 'expire').map((action) => [state, action] as const));
  it.each(everyPair)('in the state %s takes %s as the table says', async (state, action) => {
    const { id, version } = await bringTo(state);
    const answer = await move(action, id, version);
    const { from, to } = TICKET_TRANSITIONS[action];
    if ((from as readonly string[]).includes(state)) expect(answer.ticket).toMatchObject({ state: to, version: version + 1 });
    else expect(answer).toMatchObject({ __typename: 'IllegalTransition', from: state, allowed: listAllowed(state as never) });
  });

  it.each(['approveViewingTicket', 'rejectViewingTicket'])('is not decided by %s of the post that requested it', async (action) => {
    const { id } = await bringTo('REQUESTED');
    expect(await move(action, id, 1, { [action === 'approveViewingTicket' ? 'approvedByPost' : 'rejectedByPost']: '210202-DESK' }))
      .toMatchObject({ __typename: 'SamePost', post: '210202-DESK' });
    await expect(video.rows(`UPDATE viewing_ticket SET approved_by_post = requested_by_post WHERE id = $1`, [id])).rejects.toThrow('two_posts');
  });

  it.each([['before', -2], ['after', 5]])('is not opened %s its window', async (_name, hours) => {
    const { id } = await bringTo('APPROVED');
    video.setClock(hoursFromNow(hours));
    expect(await move('openViewingTicket', id, 2)).toMatchObject({ __typename: 'OutsideWindow' });
  });

  it('is won by one of several who decide at once', async () => {
    const { id } = await bringTo('REQUESTED');
    const answers = await Promise.all(['approveViewingTicket', 'rejectViewingTicket', 'withdrawViewingTicket', 'approveViewingTicket'].map((action) => move(action, id, 1)));
    expect(answers.filter(({ __typename }) => __typename === 'ViewingTicketChanged')).toHaveLength(1);
    expect((await video.rows('SELECT FROM viewing_ticket_entry WHERE ticket_id = $1', [id]))).toHaveLength(2);
  });

  it.each([
    ['operatorCount', { operatorCount: 1 }], ['channelIds', { channelIds: [] }], ['channelIds', { channelIds: ['X1', 'X1'] }],
    ['caseReference', { purpose: 'CASE_INVESTIGATION' }], ['caseReference', { caseReference: '210202199001011234' }], ['caseReference', { caseReference: '13800138000' }],
    ['requestedByPost', { requestedByPost: '值班室张三' }], ['windowTo', { windowTo: hoursFromNow(-2) }], ['windowTo', { windowTo: hoursFromNow(-0.5) }],
    ['windowTo', { windowTo: hoursFromNow(24 * 31) }], ['areaPath', { areaPath: 'x' }],
  ])('names the field %s that is wrong', async (field, more) => {
    expect(await video.findInputError('requestViewingTicket', wish(more))).toMatchObject({ argument: field });
  });

  it.each([['is not there', 'none', '2102'], ['is retired', 'X3', '2102/210202'], ['stands elsewhere', 'X1', '2102/210203']])(
    'of a channel that %s is refused', async (_name, id, areaPath) => {
      expect(await request({ channelIds: [id], areaPath })).toMatchObject({ __typename: 'NotFound', id });
    });
});

describe('the clock', () => {
  it.each([['REQUESTED', 4.9, 'REQUESTED'], ['REQUESTED', 5, 'EXPIRED'], ['APPROVED', 5, 'EXPIRED'], ['OPEN', 28.9, 'OPEN'], ['OPEN', 29, 'EXPIRED'], ['CLOSED', 99, 'CLOSED']])(
    'leaves a ticket that was %s %d hours on in the state %s', async (state, hours, expected) => {
      const { id, version } = await bringTo(state);
      await Promise.all([expire(hours), expire(hours)]);
      const { viewingTicket } = await video.ask('query ($id: ID!) { viewingTicket(id: $id) { state version entries { action byPost } } }', { id });
      expect(viewingTicket).toMatchObject({ state: expected, version: expected === state ? version : version + 1 });
      expect(viewingTicket.entries).toHaveLength(viewingTicket.version);
      if (expected !== state) expect(viewingTicket.entries.at(-1)).toEqual({ action: 'expire', byPost: null });
    });

  it('makes an open ticket overdue, and an expired one a ticket without closure', async () => {
    const { id } = await bringTo('OPEN');
    const gapsOf = async () => (await video.ask(`query ($id: ID!) { viewingTicket(id: $id) { overdue gaps } viewingTickets(filter: { overdue: true }) { edges { node { id } } } }`, { id }));
    video.setClock(hoursFromNow(6));
    expect(await gapsOf()).toEqual({ viewingTicket: { overdue: true, gaps: ['CLOSURE'] }, viewingTickets: { edges: [{ node: { id } }] } });
    await expire(40);
    expect(await gapsOf()).toEqual({ viewingTicket: { overdue: false, gaps: ['CLOSURE'] }, viewingTickets: { edges: [] } });
  });
});

describe('the audit', () => {
  it.each(['UPDATE viewing_ticket_entry SET by_post = NULL', 'DELETE FROM viewing_ticket_entry', 'TRUNCATE viewing_ticket_entry', 'TRUNCATE viewing_ticket CASCADE'])(
    'refuses %s', async (sql) => {
      await bringTo('REQUESTED');
      await expect(video.rows(sql)).rejects.toThrow('is an audit');
    });

  it('keeps tickets that have entries', async () => {
    await expect(video.rows('DELETE FROM viewing_ticket')).rejects.toThrow(/foreign key|violates/);
  });
});

it('counts and lists tickets of an area by the same conditions, in few statements', async () => {
  await bringTo('APPROVED');
  await bringTo('OPEN');
  await video.rows(`UPDATE viewing_ticket SET purpose = NULL WHERE state = 'APPROVED'`);
  await video.rows(`UPDATE viewing_ticket SET approval_ref = NULL WHERE state = 'OPEN'`);
  for (const [gap, measure] of [['PURPOSE', 'withoutPurpose'], ['APPROVAL', 'withoutApproval'], ['CLOSURE', 'withoutClosure']] as const) {
    const { viewingTickets, viewingTicketSummary } = await video.askArea('2102', `viewingTickets(filter: $filter) { totalCount edges { node { gaps } } } viewingTicketSummary { ${measure} }`,
      { types: ', $filter: ViewingTicketFilter', filter: { gap: [gap] } });
    expect(viewingTickets.totalCount).toBeGreaterThan(0);
    expect(viewingTicketSummary).toEqual({ [measure]: viewingTickets.totalCount });
    for (const { node } of viewingTickets.edges) expect(node.gaps).toContain(gap);
  }
  const countStatements = async (first: number) => {
    video.statements.length = 0;
    await video.ask('query ($first: Int) { viewingTickets(first: $first) { totalCount edges { node { channels { name } entries { at } requestingOrganization { id } } } } }', { first });
    return video.statements.length;
  };
  expect([await countStatements(1), await countStatements(30)]).toEqual([5, 5]);
});
