import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createRandom, type Random } from '../../../hub/src/sample/random.js';
import { DISPUTE_TRANSITIONS, listAllowed, type DisputeAction } from '../src/disputes/transitions.js';
import { CODES } from './code-rows.js';
import { newKey, startGridPillar, type Pillar } from './grid-pillar.js';

jest.setTimeout(120_000);

/** Long ago, so that one deadline has passed by any clock and the other by none. */
const CLOCK = new Date('2020-01-15T10:00:00+08:00');
const [PASSED, FAR] = ['2020-01-20', '2999-12-31'];
const PATHS = ['2102/210202', '2102/210203/210203001', '2102/210203/210203002'];
const ACTIONS = Object.keys(DISPUTE_TRANSITIONS) as DisputeAction[];

/** What a dispute is held to be, without looking at the database. */
interface Model {
  readonly id: string;
  readonly path: string;
  readonly kind: string;
  state: string;
  version: number;
  result: string;
  method: string | null;
  dueOn: string | null;
  steps: string[];
}

let grid: Pillar;
beforeAll(async () => { grid = await startGridPillar(); });
afterAll(() => grid?.stop());

interface Wish {
  readonly action: DisputeAction;
  readonly version: number;
  readonly own: Readonly<Record<string, string>>;
}

function drawWish(random: Random, { state, version }: Model): Wish {
  const action = random.chance(0.6) ? random.pick(listAllowed(state as never)) : random.pick(ACTIONS);
  const methodCode = random.pick(['03', '10', '13']);
  const own: Record<DisputeAction, Record<string, string>> = {
    acceptDispute: { dueOn: random.pick([PASSED, FAR]) }, recordMediation: { methodCode }, assessDisputeRisk: { risk: random.pick(['LOW', 'HIGH']) },
    transferDispute: { methodCode, organizationId: 'O1' }, superviseDispute: { supervision: random.pick(['YELLOW', 'RED', 'NORMAL']) },
    closeDispute: { result: random.pick(['SUCCEEDED', 'FAILED']), ...(random.chance(0.5) && { methodCode }) },
    evaluateDispute: { opinion: '无反复', evaluatedOn: '2020-01-15' }, reopenDispute: {},
  };
  return { action, version: random.chance(0.75) ? version : version + random.pick([-1, 1]), own: own[action] };
}

/** What is to be answered; a change that goes through is made to the model. */
function apply(model: Model, { action, version, own }: Wish): string {
  const { from, to } = DISPUTE_TRANSITIONS[action];
  if (!(from as readonly string[]).includes(model.state)) return 'IllegalTransition';
  if (version !== model.version) return 'StaleVersion';
  model.state = to ?? model.state;
  model.version += 1;
  model.steps.push(action);
  model.method = own.methodCode ?? model.method;
  if (action === 'acceptDispute') model.dueOn = own.dueOn!;
  if (action === 'closeDispute') model.result = own.result!;
  if (action === 'reopenDispute') model.result = 'RESOLVING';
  return 'DisputeChanged';
}

const send = async ({ id }: Model, { action, version, own }: Wish): Promise<string> =>
  (await grid.change(action, { idempotencyKey: newKey(), id, expectedVersion: version, ...own }, '')).__typename;

async function openOne(random: Random): Promise<Model> {
  const [path, kind] = [random.pick(PATHS), random.pick(['0', '1', '12'])];
  const { dispute } = await grid.change('openDispute', {
    idempotencyKey: newKey(), title: '纠纷', kindCode: kind, scaleCode: '01', areaPath: path, centerId: 'C2102',
  }, '... on DisputeChanged { dispute { id } }');
  return { id: dispute.id, path, kind, state: 'REGISTERED', version: 1, result: 'RESOLVING', method: null, dueOn: null, steps: ['openDispute'] };
}

const isInside = (path: string, root: string) => `${path}/`.startsWith(`${root}/`);

/** The summary as the model has it. */
function summarize(models: readonly Model[], root: string) {
  const here = models.filter(({ path }) => isInside(path, root));
  const count = (of: readonly Model[]) => {
    const accepted = of.filter(({ dueOn }) => dueOn !== null);
    return { accepted: accepted.length, ...Object.fromEntries(['SUCCEEDED', 'FAILED'].map((result) => [result.toLowerCase(), accepted.filter((one) => one.result === result).length])) };
  };
  const by = (keyOf: (model: Model) => string | null) => [...Map.groupBy(here, keyOf)]
    .map(([code, of]) => ({ code: code === null ? null : { code }, ...count(of) })).sort((one, other) => ((one.code?.code ?? '') < (other.code?.code ?? '') ? -1 : 1));
  const all = count(here) as { accepted: number; succeeded: number; failed: number };
  return {
    opened: here.length, ...all, pending: all.accepted - all.succeeded - all.failed,
    overdue: here.filter(({ dueOn, result }) => dueOn === PASSED && result === 'RESOLVING').length,
    resolutionRatio: { numerator: all.succeeded, denominator: all.accepted }, byKind: by(({ kind }) => kind), byMethod: by(({ method }) => method),
  };
}

const SUMMARY = `disputeSummary { opened accepted succeeded failed pending overdue resolutionRatio { numerator denominator }
  byKind { code { code } accepted succeeded failed } byMethod { code { code } accepted succeeded failed } }`;

async function expectTrue(models: readonly Model[]): Promise<void> {
  for (const root of ['2102', '2102/210203', '2102/210203/210203001']) {
    expect({ root, ...(await grid.askArea(root, SUMMARY)).disputeSummary }).toEqual({ root, ...summarize(models, root) });
  }
}

it.each([1, 2, 3])('keeps disputes as a model of them has it, through random histories and writers at a time (%i)', async (seed) => {
  const random = createRandom(seed, 'dispute histories');
  await grid.fill(CODES);
  grid.setClock(CLOCK);
  const models: Model[] = [];
  const answers = new Map<string, number>();
  for (let round = 0; round < 60; round += 1) {
    if (models.length < 4 || random.chance(0.15)) models.push(await openOne(random));
    const model = random.pick(models);
    if (random.chance(0.6)) {
      const wish = drawWish(random, model);
      // What somebody sends twice under other keys is another change.
      const expected = apply(model, wish);
      const answered = await send(model, wish);
      answers.set(answered, (answers.get(answered) ?? 0) + 1);
      expect({ round, wish, answered }).toEqual({ round, wish, answered: expected });
    } else {
      // Of several at a time on one dispute, the winner is told by its answer: it is replayed on the model.
      const wishes = Array.from({ length: 4 }, () => drawWish(random, model));
      const others = models.filter((one) => one !== model).slice(0, 3).map((one) => [one, drawWish(random, one)] as const);
      const [typenames, elsewhere] = await Promise.all([
        Promise.all(wishes.map((wish) => send(model, wish))), Promise.all(others.map(([one, wish]) => send(one, wish))),
      ]);
      expect(elsewhere).toEqual(others.map(([one, wish]) => apply(one, wish)));
      const winners = wishes.filter((_, at) => typenames[at] === 'DisputeChanged');
      const couldWin = wishes.some((wish) => apply(structuredClone(model), wish) === 'DisputeChanged');
      // A version that is ahead by one may win after another: then there are two winners, one after the other.
      expect(winners.length > 0).toBe(couldWin);
      for (const wish of winners.sort((one, other) => one.version - other.version)) expect(apply(model, wish)).toBe('DisputeChanged');
    }
    if (round % 15 === 14) await expectTrue(models);
  }
  await expectTrue(models);
  expect(await grid.differences()).toBe(0);
  await expectTrue(models);
  expect(Math.min(answers.get('DisputeChanged') ?? 0, answers.get('IllegalTransition') ?? 0, answers.get('StaleVersion') ?? 0)).toBeGreaterThan(0);
  const stored = await grid.rows<{ id: string }>(`
    SELECT d.id, state::text, version, result::text, method_code AS method, array_agg(s.action ORDER BY seq) AS steps
    FROM dispute_case d JOIN (SELECT dispute_id, seq, action FROM dispute_step) s ON s.dispute_id = d.id GROUP BY d.id`);
  const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
  expect([...stored].sort(byId)).toEqual(models.map(({ id, state, version, result, method, steps }) => ({ id, state, version, result, method, steps })).sort(byId));
});
