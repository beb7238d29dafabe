import { afterEach, describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { openWorld } from '../../tests/worlds/open-world.js';
import { shop } from '../../tests/worlds/shop.js';
import { createExecutor } from '../execution/create-executor.js';
import { createPlanApart, type PlanApart, type PlanApartOptions } from './plan-apart.js';
import { loadPlanner, type Planner } from './load-planner.js';

const opened: (PlanApart | Planner)[] = [];
afterEach(() => Promise.all(opened.splice(0).map((one) => one.close())));

/** A planner that never comes to an end for operations called Slow, that fails for those called Wrong, and else tells how many it planned. */
const PROGRAM = new URL(`data:text/javascript,${encodeURIComponent(`
  import { parentPort } from 'node:worker_threads';
  let count = 0;
  parentPort.on('message', ({ operationName }) => {
    if (operationName === 'Slow') for (;;) count += 0;
    count += 1;
    parentPort.postMessage(operationName === 'Wrong' ? { failure: 'cannot plan it' } : { node: count });
  });
  parentPort.postMessage({ ready: true });`)}`);

function open(options: Partial<PlanApartOptions> = {}) {
  const apart = createPlanApart({ supergraphSdl: '', config: {}, mostMs: 100, program: PROGRAM, ...options });
  opened.push(apart);
  return (name: string) => apart.plan(parse(`query ${name} { a }`), name);
}

const coded = (code: string) => ({ extensions: { code } });

it('the planner is the same in another thread', async () => {
  const { supergraphSdl, planner: inline, transports } = openWorld(shop);
  const planner = loadPlanner(supergraphSdl, { planningMs: 10_000, inlineSelections: 0 });
  opened.push(planner, inline);
  const document = parse('query Q($n: Int) { products(first: $n) { title: name stars shipping reviews { author { name } } } __typename }');
  const [apart, here] = [planner.plan(document, 'Q', {}), inline.plan(document, 'Q', {})];
  expect([apart instanceof Promise, here instanceof Promise]).toEqual([true, false]);
  expect((await apart).node).toEqual((await here).node);
  const execute = createExecutor(planner, transports);
  const { data, errors } = await execute({ document, variables: { n: 2 } });
  expect(errors).toBeUndefined();
  expect(data?.products).toHaveLength(2);
});

describe('a plan that takes too long', () => {
  it('is given up, and the next one is made by a new thread', async () => {
    const plan = open();
    expect(await plan('Quick')).toBe(1);
    expect(await plan('Quick')).toBe(2);
    await expect(plan('Slow')).rejects.toMatchObject(coded('PLANNING_TOO_LONG'));
    expect(await plan('Quick')).toBe(1);
  });

  it('does not take with it those that wait behind', async () => {
    const plan = open();
    const [slow, quick] = await Promise.allSettled([plan('Slow'), plan('Quick')]);
    expect(slow).toMatchObject({ status: 'rejected', reason: coded('PLANNING_TOO_LONG') });
    expect(quick).toMatchObject({ status: 'fulfilled' });
  });

  it('keeps no more waiting than there may be', async () => {
    const plan = open({ mostWaiting: 2 });
    const results = await Promise.allSettled([plan('Slow'), plan('Quick'), plan('Quick')]);
    expect(results[2]).toMatchObject({ status: 'rejected', reason: coded('PLANNING_BUSY') });
    expect(await plan('Quick')).toBeGreaterThan(0);
  });

  it('is refused at once when it is asked for again', async () => {
    const { supergraphSdl, transports, planner: inline } = openWorld(shop);
    const asked: string[] = [];
    const tooLong = createPlanApart({ supergraphSdl, config: {}, mostMs: 100, program: PROGRAM });
    opened.push(tooLong);
    const planner: Planner = { ...inline, plan: (document, name) => { asked.push(String(name)); return tooLong.plan(document, name) as never; } };
    const execute = createExecutor(planner, transports);
    const document = parse('query Slow { top { name } }');
    for (let time = 0; time < 3; time += 1) await expect(execute({ document })).rejects.toMatchObject(coded('PLANNING_TOO_LONG'));
    expect(asked).toEqual(['Slow']);
  });
});

it('a planner that fails is not begun anew', async () => {
  const plan = open();
  await expect(plan('Wrong')).rejects.toThrow('cannot plan it');
  expect(await plan('Quick')).toBe(2);
});

it('a thread that nobody asks ends', async () => {
  const plan = open({ idleMs: 1 });
  await plan('Quick');
  await new Promise((resolve) => { setTimeout(resolve, 200); });
  expect(await plan('Quick')).toBe(1);
});
