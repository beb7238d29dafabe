import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createRandom, type Random } from '../../../hub/src/sample/random.js';
import { EVENT_TRANSITIONS, EXTENSION_TRANSITIONS, findTransition, SETTLED, TASK_TRANSITIONS, type TaskAction } from '../src/events/transitions.js';
import { applyToModel, modelOf, summarize, type EventModel, type EventWish } from './event-model.js';
import { BASICS, newReport } from './event-ways.js';
import { newKey, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(240_000);

/** Long ago, so that every deadline has passed by the database's clock. */
const CLOCK = new Date('2020-01-15T10:00:00+08:00');
const PATHS = ['2102/210202', '2102/210203/210203001', '2102/210203/210203001/210203001001'];
const ACTIONS = [...new Set(EVENT_TRANSITIONS.map(({ action }) => action))];
/** Without these as the most usual, few events would come to their end. */
const FORWARD: readonly string[] = [
  'acceptEvent', 'escalateEvent', 'dispatchEvent', 'startEvent', 'signTask', 'finishTask', 'giveFeedback', 'resolveEvent', 'checkEvent', 'closeEvent', 'evaluateEvent',
];
const CHANGED = ['EventChanged', 'EventTaskChanged'];

let grid: Pillar;
let minutes = 0;
let posts = 0;
/** Answers, and changes that went through, of all histories. */
const met = new Set<string>();
beforeAll(async () => { grid = await startGridPillar(); });
afterAll(() => grid?.stop());

/** What is changed at a time has one moment; what follows comes some hours later. */
function tick(): Date {
  minutes += 250;
  const now = new Date(CLOCK.getTime() + minutes * 60_000);
  grid.setClock(now);
  return now;
}

async function report(random: Random): Promise<EventModel> {
  tick();
  const kind = random.pick([{ category: 'SECURITY_HAZARD', subcategoryCode: '0201' }, { category: 'DISPUTE', subcategoryCode: '0101' }]);
  const input = { ...newReport({ areaPath: random.pick(PATHS), gridId: null, ...kind }), severity: random.pick(['I', 'IV'] as const) };
  const { event } = await grid.change('reportEvent', input, '... on EventChanged { event { id } }');
  return modelOf(event.id, { ...input, ...kind });
}

/** A change that may be legal, may come too late, or may be of something that is not there. */
function drawWish(random: Random, model: EventModel, { originals, isStale }: { readonly originals: readonly EventModel[]; readonly isStale: boolean }): EventWish {
  const open = ACTIONS.filter((action) => findTransition(action, model.state as never));
  const forward = open.filter((action) => FORWARD.includes(action));
  const action = random.pick(random.chance(0.7) && forward.length > 0 ? forward : random.chance(0.7) && open.length > 0 ? open : ACTIONS);
  posts += 1;
  const byPost = random.chance(0.2) ? 'THE-SAME-DESK' : `DESK-${posts}`;
  const off = isStale ? random.pick([-1, 1]) : 0;
  if (action in TASK_TRANSITIONS) {
    const fitting = model.tasks.filter(({ state }) => (TASK_TRANSITIONS[action as TaskAction].from as readonly string[]).includes(state));
    const task = random.pick([...random.chance(0.9) ? fitting : model.tasks, ...fitting.length === 0 ? [{ id: 'none', version: 1 }] : []]);
    return { action, id: task.id, version: task.version + off, byPost, own: { note: '说明' } };
  }
  if (action in EXTENSION_TRANSITIONS) return { action, id: model.extensions.at(-1)?.id ?? 'none', version: model.version + off, byPost, own: {} };
  const own: Partial<Record<string, object>> = {
    acceptEvent: random.chance(0.5) ? { workingDays: random.int(1, 9) } : {},
    dispatchEvent: { leadOrganizationId: random.pick(['O1', 'O2']), assistingOrganizationIds: random.chance(0.4) ? ['O3'] : [] },
    checkEvent: { passed: random.chance(0.7) }, evaluateEvent: { rating: random.int(1, 5) }, terminateEvent: { reason: 'OUTSIDE_REMIT' },
    escalateEvent: { toCenterId: 'C1', toLevel: random.pick(['COMMUNITY', 'DISTRICT', 'CITY']) }, delegateEvent: { toCenterId: 'C2', toLevel: random.pick(['COMMUNITY', 'STREET']) },
    markDuplicate: { originalId: random.pick(originals).id }, superviseEvent: { supervision: random.pick(['NORMAL', 'YELLOW', 'RED']) },
    flagEvent: { flags: random.sample(['URGENT', 'LEFT_OVER', 'LEADERS_INSTRUCTION'], random.int(0, 2)) }, requestExtension: { workingDays: random.int(1, 5), note: '等待' },
  };
  return { action, id: model.id, version: model.version + off, byPost, own: own[action] ?? {} };
}

const send = async ({ action, id, version, byPost, own }: EventWish): Promise<string> =>
  (await grid.change(action, { idempotencyKey: newKey(), id, expectedVersion: version, byPost, ...own }, '')).__typename;

/** Ids of what the pillar has added to an event. */
async function nameParts({ id, tasks, extensions }: EventModel): Promise<void> {
  for (const [table, parts] of [['event_task', tasks], ['event_extension', extensions]] as const) {
    if (parts.every((part) => part.id !== '')) continue;
    const fresh = await grid.rows<{ id: string; organization: string }>(
      `SELECT id, to_jsonb(p)->>'organization_id' AS organization FROM ${table} p WHERE event_id = $1 AND id <> ALL ($2)`, [id, parts.map((part) => part.id)]);
    expect(fresh).toHaveLength(parts.filter((part) => part.id === '').length);
    for (const part of parts.filter((one) => one.id === '')) {
      part.id = fresh.find(({ organization }) => !('organization' in part) || organization === part.organization)?.id ?? 'lost';
    }
  }
}

/** Sent at once: those that went through are put into the order of the timeline and made to the model one by one. */
async function race(random: Random, model: EventModel, models: readonly EventModel[]): Promise<number> {
  const at = tick();
  const wishes = Array.from({ length: 4 }, () => ({ ...drawWish(random, model, { originals: models, isStale: false }), byPost: `RACER-${posts += 1}` }));
  const before = model.version;
  const answers = await Promise.all(wishes.map(send));
  const steps = await grid.rows<{ post: string }>('SELECT by_post AS post FROM event_step WHERE event_id = $1 AND seq > $2 ORDER BY seq', [model.id, before]);
  const winners = wishes.filter((_, place) => CHANGED.includes(answers[place] ?? ''));
  expect(steps.map(({ post }) => post).sort()).toEqual(winners.map(({ byPost }) => byPost).sort());
  for (const { post } of steps) expect(CHANGED).toContain(applyToModel(models, model, winners.find(({ byPost }) => byPost === post)!, at));
  // Nobody was refused who could have been first, but for one who was.
  if (winners.length === 0) expect(answers).toEqual(wishes.map((wish) => applyToModel(models, structuredClone(model), wish, at)));
  return winners.length;
}

const SUMMARY = `eventSummary { reported accepted acceptance { numerator denominator } closed open overdue onTimeClosure { numerator denominator } cards { yellow red }
  byCategory { category reported closed } bySeverity { severity reported closed } byOrganization { organization { id } onTimeClosure { numerator denominator } cards { yellow red } }
  byState { state events } }`;

async function expectTrue(models: readonly EventModel[]): Promise<void> {
  const inOrder = (states: readonly { state: string }[]) => [...states].sort((one, other) => (one.state < other.state ? -1 : 1));
  for (const root of ['2102', ...PATHS]) {
    const { eventSummary: told } = await grid.askArea(root, SUMMARY);
    const expected = summarize(models, root);
    expect({ root, ...told, byState: inOrder(told.byState) }).toEqual({ root, ...expected, byState: inOrder(expected.byState) });
  }
}

const byId = <One extends { readonly id: string }>(ones: readonly One[]): One[] => [...ones].sort((one, other) => (one.id < other.id ? -1 : 1));
const orNull = <One>(ones: readonly One[]) => (ones.length > 0 ? ones : null);
const toStored = ({ id, state, version, supervision, responsible, due, closed, original, level, flags, steps, tasks, extensions }: EventModel) => ({
  id, state, version, supervision, responsible, due, closed, original, level, flags, steps, announced: steps.length,
  tasks: orNull(byId(tasks).map((task) => `${task.state} ${task.version}`)), extensions: orNull(byId(extensions).map((one) => one.state)),
});
const readStored = () => grid.rows<ReturnType<typeof toStored>>(`
  SELECT id, state::text, version, supervision::text, responsible_id AS responsible, due_at AS due, closed_at AS closed, duplicate_of_id AS original, handling_level::text AS level, flags::text[],
    (SELECT array_agg(action::text ORDER BY seq) FROM event_step WHERE event_id = e.id) AS steps,
    (SELECT count(*)::int FROM outbox_event WHERE subject = e.id) AS announced,
    (SELECT array_agg(state || ' ' || version ORDER BY id COLLATE "C") FROM event_task WHERE event_id = e.id) AS tasks,
    (SELECT array_agg(state::text ORDER BY id COLLATE "C") FROM event_extension WHERE event_id = e.id) AS extensions
  FROM grid_event e`);

it.each([1, 2, 3])('keeps events as a model of them has it, through random histories and writers at a time (%i)', async (seed) => {
  const random = createRandom(seed, 'event histories');
  await grid.fill(BASICS);
  const models: EventModel[] = [];
  for (let round = 0; round < 200; round += 1) {
    const open = models.filter(({ state }) => !SETTLED.includes(state as never));
    if (open.length < 4) models.push(await report(random));
    const model = random.pick(open.length > 0 && random.chance(0.9) ? open : models);
    if (random.chance(0.25)) met.add(`${Math.min(await race(random, model, models), 2)} at a time`);
    else {
      const wish = drawWish(random, model, { originals: models, isStale: random.chance(0.1) });
      const expected = applyToModel(models, model, wish, tick());
      const answered = await send(wish);
      expect({ round, wish, answered }).toEqual({ round, wish, answered: expected });
      met.add(answered);
    }
    await nameParts(model);
    if (round % 40 === 39) await expectTrue(models);
  }
  expect(await grid.differences()).toBe(0);
  await expectTrue(models);
  expect(byId(await readStored())).toEqual(byId(models.map(toStored)));
  for (const { steps } of models) for (const action of steps) met.add(action);
});

// A race decides part of every history: what is rare in them is not asked for here.
it('has met what the histories are for', () => {
  const wanted = [
    ...CHANGED, 'NotFound', 'IllegalTransition', 'StaleVersion', '0 at a time', '1 at a time',
    'acceptEvent', 'dispatchEvent', 'signTask', 'refuseTask', 'finishTask', 'giveFeedback', 'checkEvent', 'closeEvent', 'escalateEvent', 'requestExtension',
  ];
  expect(wanted.filter((name) => !met.has(name))).toEqual([]);
});
