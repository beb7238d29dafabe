import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createRandom, type Random } from '../../../hub/src/sample/random.js';
import { CLOSURE_GRACE_HOURS, listAllowed, TICKET_TRANSITIONS, type TicketAction } from '../src/tickets/transitions.js';
import { newKey, NOW, startVideoPillar, type VideoPillar } from './video-harness.js';

jest.setTimeout(240_000);

const HOUR = 3_600_000;
const PATHS = ['2102/210202', '2102/210203/210203001'];
const ACTIONS = (Object.keys(TICKET_TRANSITIONS) as TicketAction[]).filter((action) => action !== 'expire');

/** What a ticket is held to be, without looking at the database. */
interface Model {
  readonly id: string;
  readonly path: string;
  readonly from: number;
  readonly to: number;
  readonly requestedBy: string;
  state: string;
  opened: boolean;
  steps: string[];
}
interface Wish { readonly action: TicketAction; readonly version: number; readonly post: string }

let video: VideoPillar;
let clock = NOW.getTime();
let posts = 0;
const met = new Set<string>();
beforeAll(async () => { video = await startVideoPillar(); });
afterAll(() => video?.stop());

const tick = (hours: number) => video.setClock(new Date(clock += hours * HOUR));
const versionOf = ({ steps }: Model) => steps.length;

function drawWish(random: Random, model: Model, post?: string): Wish {
  const open = listAllowed(model.state as never);
  const action = random.chance(0.75) && open.length > 0 ? random.pick(open) : random.pick(ACTIONS);
  return { action, version: versionOf(model) + (random.chance(0.85) ? 0 : random.pick([-1, 1])), post: post ?? (random.chance(0.15) ? model.requestedBy : `POST-${posts += 1}`) };
}

/** What is to be answered at this moment; a change that goes through is made to the model. */
function apply(model: Model, { action, version, post }: Wish): string {
  const { from, to } = TICKET_TRANSITIONS[action];
  if (!(from as readonly string[]).includes(model.state)) return 'IllegalTransition';
  if (version !== versionOf(model)) return 'StaleVersion';
  const isDecision = action === 'approveViewingTicket' || action === 'rejectViewingTicket';
  if (isDecision && post === model.requestedBy) return 'SamePost';
  if (action === 'approveViewingTicket' && model.to <= clock) return 'OutsideWindow';
  if (action === 'openViewingTicket' && (clock < model.from || clock >= model.to)) return 'OutsideWindow';
  if (action === 'openViewingTicket') model.opened = true;
  model.state = to;
  model.steps.push(`${action} ${post}`);
  return 'ViewingTicketChanged';
}

const isDue = ({ state, to }: Model) => (TICKET_TRANSITIONS.expire.from as readonly string[]).includes(state)
  && to + (state === 'OPEN' ? CLOSURE_GRACE_HOURS * HOUR : 0) <= clock;

function expire(model: Model): void {
  if (!isDue(model)) return;
  model.state = 'EXPIRED';
  model.steps.push('expire null');
}

const OWN: Readonly<Partial<Record<TicketAction, (post: string) => object>>> = {
  approveViewingTicket: (approvedByPost) => ({ approvedByPost, approvalRef: 'PZ-2026-1' }), rejectViewingTicket: (rejectedByPost) => ({ rejectedByPost }),
};

/** Twice at a time under one key, both are answered alike. */
async function send({ id }: Model, { action, version, post }: Wish, twice = false): Promise<string> {
  const input = { idempotencyKey: newKey(), id, expectedVersion: version, ...(OWN[action]?.(post) ?? { byPost: post }) };
  const answers = await Promise.all(Array.from({ length: twice ? 2 : 1 }, () => video.change(action, input, '')));
  if (twice) expect(answers[1]).toEqual(answers[0]);
  met.add(answers[0].__typename);
  return answers[0].__typename;
}

async function request(random: Random): Promise<Model> {
  const path = random.pick(PATHS);
  const from = clock + random.int(-3, 10) * HOUR;
  const to = Math.max(from, clock) + random.int(1, 30) * HOUR;
  const requestedBy = `DESK-${posts += 1}`;
  const { ticket } = await video.change('requestViewingTicket', {
    idempotencyKey: newKey(), areaPath: path, purpose: 'DISPUTE_EVIDENCE', requestingOrganizationId: 'O1', ownerOrganizationId: 'O2', operatorCount: 2,
    channelIds: [`X-${path}`], windowFrom: new Date(from), windowTo: new Date(to), destination: 'VIEWED_ON_SITE', requestedByPost: requestedBy,
  }, '... on ViewingTicketChanged { ticket { id } }');
  return { id: ticket.id, path, from, to, requestedBy, state: 'REQUESTED', opened: false, steps: [`requestViewingTicket ${requestedBy}`] };
}

const entriesOf = (id: string, after = 0) => video.rows<{ step: string; post: string | null }>(
  `SELECT action || ' ' || coalesce(by_post, 'null') AS step, by_post AS post FROM viewing_ticket_entry WHERE ticket_id = $1 AND seq > $2 ORDER BY seq`, [id, after]);

/** Several decide at once while the clock sweeps: what the audit says is replayed, and it says what was answered. */
async function race(random: Random, model: Model, models: readonly Model[]): Promise<void> {
  const before = structuredClone(model);
  const wishes = Array.from({ length: 4 }, () => drawWish(random, model, `RACER-${posts += 1}`));
  const [answers] = await Promise.all([Promise.all(wishes.map((wish) => send(model, wish, random.chance(0.2)))), video.subgraph.upkeep?.(new Date(clock))]);
  const winners = wishes.filter((_, at) => answers[at] === 'ViewingTicketChanged');
  const entries = await entriesOf(model.id, versionOf(before));
  expect(entries.map(({ post }) => post).filter((post) => post !== null).sort()).toEqual(winners.map(({ post }) => post).sort());
  const moments = [structuredClone(model)];
  for (const { post } of entries) {
    if (post === null) expire(model);
    else expect(apply(model, winners.find((wish) => wish.post === post)!)).toBe('ViewingTicketChanged');
    moments.push(structuredClone(model));
  }
  expect(model.steps).toHaveLength(versionOf(before) + entries.length);
  for (const [at, answer] of answers.entries()) {
    if (answer === 'ViewingTicketChanged') continue;
    expect(moments.map((moment) => apply(structuredClone(moment), wishes[at]!))).toContain(answer);
  }
  // A ticket that was being changed is left to the next sweep; nobody changes any now.
  await video.subgraph.upkeep?.(new Date(clock));
  for (const one of models) expire(one);
}

async function expectTrue(models: readonly Model[]): Promise<void> {
  for (const root of ['2102', ...PATHS]) {
    const { viewingTicketSummary: told } = await video.askArea(root, 'viewingTicketSummary { requested byState { state tickets } withoutPurpose withoutApproval withoutClosure }');
    const here = models.filter(({ path }) => `${path}/`.startsWith(`${root}/`));
    const states = Object.fromEntries(told.byState.map(({ state, tickets }: { state: string; tickets: number }) => [state, tickets]));
    expect({ root, ...told, byState: states }).toEqual({
      root, requested: here.length, withoutPurpose: 0, withoutApproval: 0, withoutClosure: here.filter(({ opened, state }) => opened && state !== 'CLOSED').length,
      byState: Object.fromEntries([...Map.groupBy(here, ({ state }) => state)].map(([state, of]) => [state, of.length])),
    });
  }
}

it.each([1, 2, 3])('keeps viewing tickets as a model of them has it, through random histories, writers and sweeps at a time (%i)', async (seed) => {
  const random = createRandom(seed, 'ticket histories');
  await video.fill(PATHS.map((path) => `INSERT INTO video_channel (id, device_id, name, area_path, latitude, longitude, built, networked, intact, health, observed_at, provenance)
    VALUES ('X-${path}', '${path}', 'x', '${path}', 38.9, 121.6, true, true, true, 'ONLINE', now(), 'SAMPLE')`).join(';'));
  tick(0);
  const models: Model[] = [];
  for (let round = 0; round < 120; round += 1) {
    const living = models.filter(({ state }) => listAllowed(state as never).length > 0);
    if (living.length < 4) models.push(await request(random));
    const model = random.pick(living.length > 0 && random.chance(0.9) ? living : models);
    if (random.chance(0.25)) await race(random, model, models);
    else {
      const wish = drawWish(random, model);
      const expected = apply(model, wish);
      expect({ round, wish, answered: await send(model, wish, random.chance(0.2)) }).toEqual({ round, wish, answered: expected });
    }
    if (random.chance(0.4)) tick(random.int(1, 6));
    if (round % 30 === 29) await expectTrue(models);
  }
  expect(await video.differences()).toBe(0);
  await expectTrue(models);
  for (const { id, state, steps } of models) {
    const [row] = await video.rows('SELECT state::text, version, (SELECT count(*)::int FROM outbox_event WHERE subject = t.id) AS announced FROM viewing_ticket t WHERE id = $1', [id]);
    expect({ id, ...row, steps: (await entriesOf(id)).map(({ step }) => step) }).toEqual({ id, state, version: steps.length, announced: steps.length, steps });
    for (const step of steps) met.add(step.split(' ')[0]!);
  }
});

it('has met every answer and every step that there is', () => {
  const wanted = ['ViewingTicketChanged', 'IllegalTransition', 'StaleVersion', 'SamePost', 'OutsideWindow', 'requestViewingTicket', ...Object.keys(TICKET_TRANSITIONS)];
  expect(wanted.filter((name) => !met.has(name))).toEqual([]);
});
