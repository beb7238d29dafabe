import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EVENT_TRANSITIONS, findTransition, listAllowed } from '../src/events/transitions.js';
import { BASICS, EVENT, eventsOf, newReport, type Changed } from './event-ways.js';
import { newKey, NOW, startGridPillar, type Pillar } from './grid-pillar.js';

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

describe('an event', () => {
  it('goes from the report to the evaluation, with a step and an announcement for each change', async () => {
    let event = await events.report({ flags: ['URGENT', 'URGENT'] });
    expect(event).toMatchObject({ state: 'REPORTED', version: 1, flags: ['URGENT'], acceptedAt: null, dueAt: null, handlingLevel: 'STREET', center: { id: 'C210203001' } });
    event = await events.step(event, 'submitEvent');
    event = await events.step(event, 'acceptEvent', { note: '情况属实' });
    // The severity III allows five working days: Tuesday 24 November to Tuesday 1 December.
    expect(event).toMatchObject({ state: 'ACCEPTED', acceptedAt: NOW.toISOString(), dueAt: '2026-12-01T15:59:59.000Z' });
    event = await events.step(event, 'dispatchEvent');
    expect(event).toMatchObject({ state: 'DISPATCHED', responsible: { id: 'O-LEAD' } });
    expect(event.tasks.map(({ organization, lead, stateCode, dueAt }: any) => [organization.id, lead, stateCode, dueAt])).toEqual([
      ['O-LEAD', true, '01', '2026-12-01T15:59:59.000Z'], ['O-AID', false, '01', '2026-12-01T15:59:59.000Z'],
    ]);
    event = await events.finishTasks(event);
    expect(event).toMatchObject({ state: 'IN_PROGRESS', tasks: [{ stateCode: '05' }, { stateCode: '05' }] });
    for (const [action, state] of [['giveFeedback', 'FEEDBACK_GIVEN'], ['resolveEvent', 'RESOLVED_PENDING_CHECK'], ['checkEvent', 'RESOLVED_PENDING_CHECK']] as const) {
      event = await events.step(event, action);
      expect(event.state).toBe(state);
    }
    event = await events.step(event, 'closeEvent');
    expect(event).toMatchObject({ state: 'CLOSED', closedAt: NOW.toISOString(), checkPassedAt: NOW.toISOString(), allowed: ['evaluateEvent'] });
    event = await events.step(event, 'evaluateEvent');
    expect(event).toMatchObject({ state: 'EVALUATED', rating: 4, allowed: [] });
    expect(event.timeline.map(({ seq, action, state }: any) => [seq, action, state])).toEqual([
      [1, 'reportEvent', 'REPORTED'], [2, 'submitEvent', 'PENDING_ACCEPTANCE'], [3, 'acceptEvent', 'ACCEPTED'], [4, 'dispatchEvent', 'DISPATCHED'],
      [5, 'signTask', 'IN_PROGRESS'], [6, 'finishTask', 'IN_PROGRESS'], [7, 'signTask', 'IN_PROGRESS'], [8, 'finishTask', 'IN_PROGRESS'],
      [9, 'giveFeedback', 'FEEDBACK_GIVEN'], [10, 'resolveEvent', 'RESOLVED_PENDING_CHECK'], [11, 'checkEvent', 'RESOLVED_PENDING_CHECK'],
      [12, 'closeEvent', 'CLOSED'], [13, 'evaluateEvent', 'EVALUATED'],
    ]);
    expect(event.timeline[2]).toMatchObject({ byPost: '210203001-DESK', note: '情况属实', at: NOW.toISOString() });
    const announced = await grid.rows<{ action: string }>(`SELECT payload->>'action' AS action FROM outbox_event WHERE subject = $1 ORDER BY id`, [event.id]);
    expect(announced.map(({ action }) => action)).toEqual(event.timeline.map(({ action }: any) => action));
  });

  const OF_PARTS = ['signTask', 'refuseTask', 'finishTask', 'grantExtension', 'refuseExtension'];
  const actions = [...new Set(EVENT_TRANSITIONS.map(({ action }) => action))].filter((action) => !OF_PARTS.includes(action));
  const STATES = [...new Set(EVENT_TRANSITIONS.flatMap(({ from, to }) => [...from, ...(to ? [to] : [])]))];
  it.each(STATES)('in the state %s takes what the table says and refuses all else', async (state) => {
    expect(events.states).toContain(state);
    const original = await events.report();
    const still = await events.bringTo(state);
    const send = ({ id, version }: Changed, action: string) => events.move(action, id, version, action === 'markDuplicate' ? { originalId: original.id } : {});
    for (const action of actions) {
      const transition = findTransition(action, state, action === 'checkEvent' ? 'passed' : undefined);
      if (!transition) {
        expect({ action, ...await send(still, action) }).toMatchObject({ action, __typename: 'IllegalTransition', from: state, allowed: listAllowed(state) });
        continue;
      }
      let event = await events.bringTo(state);
      if (action === 'closeEvent') event = await events.step(event, 'checkEvent');
      if (action === 'giveFeedback') event = await events.finishTasks(event);
      expect({ action, ...await send(event, action) }).toMatchObject({ action, event: { state: transition.to ?? state, version: event.version + 1 } });
    }
    expect(await events.read(still.id)).toEqual(still);
  });

  it('counts its time from the report on, and gains none by being handed on', async () => {
    const first = await events.bringTo('ACCEPTED');
    grid.setClock(new Date(NOW.getTime() + 3 * 86_400_000));
    const handed = await events.step(first, 'escalateEvent');
    expect(handed).toMatchObject({ state: 'PENDING_ACCEPTANCE', handlingLevel: 'DISTRICT', center: { id: 'C210203' } });
    expect(await events.step(handed, 'acceptEvent')).toMatchObject({ state: 'ACCEPTED', acceptedAt: first.acceptedAt, dueAt: first.dueAt });
  });

  it.each([
    ['escalateEvent', 'STREET'], ['escalateEvent', 'COMMUNITY'], ['delegateEvent', 'STREET'], ['delegateEvent', 'CITY'],
  ])('is not handed by %s to the level %s from a street', async (action, toLevel) => {
    const event = await events.bringTo('ACCEPTED');
    expect(await events.move(action, event.id, event.version, { toLevel })).toMatchObject({ __typename: 'WrongLevel', currentLevel: 'STREET' });
  });

  it('goes down through the levels and up again', async () => {
    let event = await events.bringTo('ACCEPTED');
    event = await events.step(event, 'delegateEvent');
    expect(event).toMatchObject({ handlingLevel: 'COMMUNITY', center: { id: 'C210203001001' } });
    event = await events.step(event, 'escalateEvent', { toCenterId: 'C2102', toLevel: 'CITY' });
    expect(event).toMatchObject({ handlingLevel: 'CITY', center: { id: 'C2102' }, state: 'PENDING_ACCEPTANCE' });
  });

  it('comes back from a failed check, without what an earlier one said', async () => {
    let event = await events.step(await events.bringTo('RESOLVED_PENDING_CHECK'), 'checkEvent');
    event = await events.step(event, 'checkEvent', { passed: false });
    expect(event).toMatchObject({ state: 'CHECK_FAILED', checkPassedAt: null });
    for (const action of ['startEvent', 'giveFeedback', 'resolveEvent']) event = await events.step(event, action);
    expect(await events.move('closeEvent', event.id, event.version)).toMatchObject({ __typename: 'NotChecked' });
  });

  it.each([['YELLOW', 5], ['RED', 10], ['NORMAL', 0]])('with the card %s loses %i points, whatever becomes of it', async (supervision, deduction) => {
    const event = await events.step(await events.bringTo('IN_PROGRESS'), 'superviseEvent', { supervision });
    expect(event).toMatchObject({ supervision, deduction, state: 'IN_PROGRESS' });
    expect(event.stateSince).toBe(event.timeline.findLast(({ action }: any) => action === 'startEvent').at);
  });

  it('is won by one of several who change it at once', async () => {
    const { id, version } = await events.bringTo('PENDING_ACCEPTANCE');
    const answers = await Promise.all(['acceptEvent', 'fileEvent', 'terminateEvent', 'escalateEvent', 'acceptEvent'].map((action) => events.move(action, id, version)));
    expect(answers.filter(({ __typename }) => __typename === 'EventChanged')).toHaveLength(1);
    expect((await events.read(id)).timeline).toHaveLength(version + 1);
  });

  it('asked for twice under one key is changed once', async () => {
    const { id, version } = await events.bringTo('PENDING_ACCEPTANCE');
    const input = { idempotencyKey: newKey(), id, expectedVersion: version, byPost: '210203001-DESK' };
    const answers = await Promise.all([1, 2, 3].map(() => grid.change('acceptEvent', input, EVENT)));
    expect(answers.map(({ event }) => event.version)).toEqual([version + 1, version + 1, version + 1]);
    expect(await grid.change('submitEvent', input, EVENT)).toMatchObject({ __typename: 'KeyReused' });
  });
});

describe('a refusal', () => {
  it.each([['NotFound', { id: 'none' }], ['StaleVersion', { expectedVersion: 1 }]])('%s', async (__typename, more) => {
    const event = await events.bringTo('PENDING_ACCEPTANCE');
    expect(await events.move('acceptEvent', event.id, event.version, more)).toMatchObject({ __typename });
  });

  it('of a report in a grid that is not there', async () => {
    expect(await grid.change('reportEvent', newReport({ gridId: 'none' }), EVENT)).toMatchObject({ __typename: 'NotFound', id: 'none' });
  });

  it.each([
    ['title', { title: '' }], ['title', { title: '联系电话13800138000' }], ['note', { note: '当事人姓名' }], ['byPost', { byPost: '张三' }],
    ['byPost', { byPost: '13800138000' }], ['areaPath', { areaPath: 'x' }], ['centerId', { centerId: '' }], ['location.latitude', { location: { latitude: 91, longitude: 0 } }],
    ['subcategoryCode', { subcategoryCode: '9999' }], ['subcategoryCode', { subcategoryCode: '0101' }],
  ])('names the field %s of a report that is wrong: %o', async (argument, more) => {
    expect(await grid.findInputError('reportEvent', newReport(more))).toMatchObject({ argument });
  });

  it.each([
    ['acceptEvent', 'workingDays', { workingDays: 0 }], ['dispatchEvent', 'workingDays', { leadOrganizationId: 'O', workingDays: 61 }],
    ['dispatchEvent', 'assistingOrganizationIds', { leadOrganizationId: 'O', assistingOrganizationIds: ['O'] }],
    ['dispatchEvent', 'assistingOrganizationIds', { leadOrganizationId: 'O', assistingOrganizationIds: Array.from({ length: 11 }, (_, at) => `O${at}`) }],
    ['evaluateEvent', 'rating', { rating: 6 }], ['terminateEvent', 'reason', { reason: 'DUPLICATE' }], ['requestExtension', 'workingDays', { workingDays: 61, note: '等待' }],
    ['requestExtension', 'note', { workingDays: 1, note: ' ' }], ['escalateEvent', 'toCenterId', { toCenterId: '中心', toLevel: 'CITY' }],
  ])('of %s names the field %s', async (action, argument, more) => {
    expect(await grid.findInputError(action, { idempotencyKey: newKey(), id: 'x', expectedVersion: 1, byPost: 'POST', ...more })).toMatchObject({ argument });
  });
});
