import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BASICS, eventsOf, type Changed } from './event-ways.js';
import { NOW, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(60_000);

let grid: Pillar;
let events: ReturnType<typeof eventsOf>;
beforeAll(async () => {
  grid = await startGridPillar();
  events = eventsOf(grid);
  await grid.fill(BASICS);
});
afterAll(() => grid?.stop());
beforeEach(() => grid.setClock(NOW));

const statesOf = ({ tasks }: Changed) => tasks.map(({ state }: any) => state);

describe('a task of a department', () => {
  it('is signed for, and the event is in progress; then it is done', async () => {
    const { id, tasks: [lead, aid] } = await events.bringTo('DISPATCHED');
    expect(await events.move('signTask', lead.id, 1)).toMatchObject({ task: { state: 'IN_PROGRESS', stateCode: '02', version: 2, signedAt: NOW.toISOString(), allowed: ['finishTask'], event: { state: 'IN_PROGRESS' } } });
    expect(await events.move('finishTask', lead.id, 2, { note: '已清理' })).toMatchObject({ task: { state: 'DONE', stateCode: '05', note: '已清理', endedAt: NOW.toISOString(), allowed: [] } });
    expect(await events.move('giveFeedback', id, (await events.read(id)).version)).toMatchObject({ __typename: 'TasksOpen', tasks: [aid.id] });
  });

  it('that is the last to be refused sends the event back', async () => {
    const { id, tasks: [lead, aid] } = await events.bringTo('DISPATCHED');
    expect(await events.move('refuseTask', lead.id, 1)).toMatchObject({ task: { state: 'REFUSED', stateCode: '04', note: '不属本部门职责', event: { state: 'DISPATCHED' } } });
    expect(await events.move('refuseTask', aid.id, 1)).toMatchObject({ task: { event: { state: 'RETURNED' } } });
    grid.setClock(new Date(NOW.getTime() + 60_000));
    const event = await events.step(await events.read(id), 'dispatchEvent', { leadOrganizationId: 'O-NEW', assistingOrganizationIds: [] });
    expect(event).toMatchObject({ state: 'DISPATCHED', responsible: { id: 'O-NEW' } });
    expect(statesOf(event)).toEqual(['REFUSED', 'REFUSED', 'AWAITING_RECEIPT']);
  });

  it.each(['returnEvent', 'terminateEvent'])('that is open is withdrawn by %s', async (action) => {
    const dispatched = await events.bringTo('DISPATCHED');
    await events.move('signTask', dispatched.tasks[0].id, 1);
    const event = await events.step(await events.read(dispatched.id), action);
    expect(event.tasks).toMatchObject([{ state: 'WITHDRAWN', stateCode: null, version: 3 }, { state: 'WITHDRAWN', version: 2 }]);
    expect(await events.move('finishTask', dispatched.tasks[0].id, 3)).toMatchObject({ __typename: 'IllegalTransition', from: 'WITHDRAWN', allowed: [] });
  });

  it.each([['finishTask', 'AWAITING_RECEIPT', ['signTask', 'refuseTask']], ['refuseTask', 'IN_PROGRESS', ['finishTask']], ['signTask', 'IN_PROGRESS', ['finishTask']]])(
    'refuses %s in the state %s', async (action, from, allowed) => {
      const { tasks: [{ id }] } = await events.bringTo('DISPATCHED');
      if (from === 'IN_PROGRESS') await events.move('signTask', id, 1);
      expect(await events.move(action, id, from === 'IN_PROGRESS' ? 2 : 1)).toMatchObject({ __typename: 'IllegalTransition', from, allowed });
    });

  it.each([['NotFound', { id: 'none' }], ['StaleVersion', { expectedVersion: 2 }]])('refuses what is asked of another: %s', async (__typename, more) => {
    const { tasks: [{ id }] } = await events.bringTo('DISPATCHED');
    expect(await events.move('signTask', id, 1, more)).toMatchObject({ __typename });
  });

  it('does not wait for that of another department', async () => {
    const { id, tasks } = await events.bringTo('DISPATCHED');
    const answers = await Promise.all(tasks.map((task: any) => events.move('signTask', task.id, 1)));
    expect(answers.map(({ __typename }) => __typename)).toEqual(['EventTaskChanged', 'EventTaskChanged']);
    expect(statesOf(await events.read(id))).toEqual(['IN_PROGRESS', 'IN_PROGRESS']);
  });

  it('stands in the list of its department, by state and in pages', async () => {
    for (let left = 3; left > 0; left -= 1) await events.bringTo('DISPATCHED', {});
    const ask = async (args: string) => (await grid.ask(`{ _entities(representations: [{ __typename: "Organization", id: "O-AID" }]) { ... on Organization {
      eventTasks(${args}) { totalCount pageInfo { hasNextPage endCursor } edges { node { id state event { title } } } } } } }`))._entities[0].eventTasks;
    const first = await ask('state: [AWAITING_RECEIPT], first: 2');
    const rest = await ask(`state: [AWAITING_RECEIPT], first: 200, after: ${JSON.stringify(first.pageInfo.endCursor)}`);
    expect(first.totalCount).toBe(first.edges.length + rest.edges.length);
    const ids = [...first.edges, ...rest.edges].map(({ node }: any) => node.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...first.edges, ...rest.edges].every(({ node }: any) => node.state === 'AWAITING_RECEIPT')).toBe(true);
  });
});

describe('an extension', () => {
  const request = async () => events.step(await events.bringTo('IN_PROGRESS'), 'requestExtension');

  it('that is granted by another post moves the deadline by working days', async () => {
    const event = await request();
    expect(event.extensions).toMatchObject([{ state: 'REQUESTED', workingDays: 2, dueBefore: event.dueAt, allowed: ['grantExtension', 'refuseExtension'] }]);
    expect(await events.move('requestExtension', event.id, event.version)).toMatchObject({ __typename: 'ExtensionPending', extensionId: event.extensions[0].id });
    const { event: granted } = await events.move('grantExtension', event.extensions[0].id, event.version, { byPost: '210203-CHIEF' });
    expect(granted).toMatchObject({ dueAt: '2026-12-03T15:59:59.000Z', state: 'IN_PROGRESS', extensions: [{ state: 'GRANTED', decidedByPost: '210203-CHIEF', dueAfter: '2026-12-03T15:59:59.000Z', allowed: [] }] });
    grid.setClock(new Date(NOW.getTime() + 60_000));
    expect(await events.step(granted, 'requestExtension')).toMatchObject({ extensions: [{}, { state: 'REQUESTED', dueBefore: '2026-12-03T15:59:59.000Z' }] });
  });

  it('that is refused leaves it', async () => {
    const event = await request();
    const { event: refused } = await events.move('refuseExtension', event.extensions[0].id, event.version, { byPost: '210203-CHIEF' });
    expect(refused).toMatchObject({ dueAt: event.dueAt, extensions: [{ state: 'REFUSED', dueAfter: null }] });
    expect(await events.move('grantExtension', event.extensions[0].id, refused.version, { byPost: '210203-CHIEF' })).toMatchObject({ __typename: 'IllegalTransition', from: 'REFUSED' });
  });

  it.each(['grantExtension', 'refuseExtension'])('is not decided by %s of the post that asked', async (action) => {
    const event = await request();
    expect(await events.move(action, event.extensions[0].id, event.version)).toMatchObject({ __typename: 'OwnRequest', post: '210203001-DESK' });
  });

  it.each([['NotFound', { id: 'none' }], ['StaleVersion', { expectedVersion: 1 }]])('answers %s', async (__typename, more) => {
    const event = await request();
    expect(await events.move('grantExtension', event.extensions[0].id, event.version, { byPost: '210203-CHIEF', ...more })).toMatchObject({ __typename });
  });

  it('lapses when its event ends', async () => {
    const event = await request();
    expect(await events.step(event, 'terminateEvent')).toMatchObject({ extensions: [{ state: 'LAPSED' }] });
    expect(await events.move('grantExtension', event.extensions[0].id, event.version + 1, { byPost: '210203-CHIEF' })).toMatchObject({ __typename: 'IllegalTransition', from: 'LAPSED' });
  });
});

describe('a duplicate', () => {
  it('names its original, which names it', async () => {
    const original = await events.bringTo('IN_PROGRESS');
    const event = await events.step(await events.bringTo('ACCEPTED'), 'markDuplicate', { originalId: original.id });
    expect(event).toMatchObject({ state: 'TERMINATED', terminatedFor: 'DUPLICATE', duplicateOf: { id: original.id }, closedAt: NOW.toISOString() });
    expect(await events.read(original.id)).toMatchObject({ state: 'IN_PROGRESS', duplicates: [{ id: event.id }] });
  });

  it.each([
    ['itself', async (event: Changed) => event.id], ['an event that is not there', async () => 'none'],
    ['a duplicate', async () => (await events.step(await events.bringTo('ACCEPTED'), 'markDuplicate', { originalId: (await events.report()).id })).id],
  ])('is not one of %s', async (_name, originalOf) => {
    const event = await events.bringTo('ACCEPTED');
    const originalId = await originalOf(event);
    expect(await events.move('markDuplicate', event.id, event.version, { originalId })).toMatchObject({ __typename: 'InvalidOriginal', originalId });
  });

  it('is not what others are duplicates of', async () => {
    const original = await events.bringTo('ACCEPTED');
    await events.step(await events.bringTo('ACCEPTED'), 'markDuplicate', { originalId: original.id });
    expect(await events.move('markDuplicate', original.id, original.version, { originalId: (await events.report()).id })).toMatchObject({ __typename: 'InvalidOriginal' });
  });

  it('of each other, two events marked at once do not become', async () => {
    const [one, other] = [await events.bringTo('ACCEPTED'), await events.bringTo('ACCEPTED')];
    const answers = await Promise.all([events.move('markDuplicate', one.id, one.version, { originalId: other.id }), events.move('markDuplicate', other.id, other.version, { originalId: one.id })]);
    expect(answers.map(({ __typename }) => __typename).sort()).toEqual(['EventChanged', 'InvalidOriginal']);
  });
});

it('tells the work calendar of a year', async () => {
  const { workCalendar } = await grid.ask('{ workCalendar(year: 2026) { day isWorkingDay name isAnnounced } }');
  expect(workCalendar).toContainEqual({ day: '2026-10-10', isWorkingDay: true, name: '国庆节', isAnnounced: true });
  expect(workCalendar).toHaveLength(39);
});
