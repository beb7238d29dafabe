import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { print } from 'graphql';
import type { PlanNode } from '../src/planning/plan.js';
import { WAYS } from './differential/carry.js';
import { countFederation, countOperation, createCounts } from './differential/features.js';
import { describeSmallest, openFederation, type OpenFederation } from './differential/federations/compare-federation.js';
import { drawFederation } from './differential/federations/draw-federation.js';
import type { Draft } from './differential/federations/draft.js';
import { findUnmet } from './differential/federations/find-unmet.js';
import { printSubgraph } from './differential/federations/print-subgraph.js';
import { generateOperation } from './differential/generate-operation.js';
import { createRandom } from './differential/random.js';

/** More of them find more: SIZHU_DIFFERENTIAL_FEDERATIONS=1000 npx jest gateway/tests/federations */
const FEDERATIONS = Number(process.env.SIZHU_DIFFERENTIAL_FEDERATIONS ?? 40);
const FIRST_SEED = Number(process.env.SIZHU_DIFFERENTIAL_SEED ?? 1);
const OPERATIONS = 20;

jest.setTimeout(60_000 + FEDERATIONS * 5_000);

const counts = createCounts();
const seen = { federations: 0, redrawn: 0, operations: 0, withErrors: 0, withNulls: 0, refused: 0, unmet: 0 };

/** A federation that does not compose is drawn again. */
async function open(seed: number): Promise<{ readonly draft: Draft; readonly federation: OpenFederation }> {
  for (let turn = 0; ; turn += 1) {
    const draft = drawFederation(createRandom(seed + turn * 1_000_000));
    try {
      return { draft, federation: await openFederation(draft, WAYS[seed % WAYS.length] ?? 'as JSON') };
    } catch (error) {
      if (turn > 3) throw error;
      seen.redrawn += 1;
    }
  }
}

/** What the planner does not plan, or plans wrongly, is no fault of the execution's; how often it happens is held below. */
async function faultOfPlanner(plan: () => Promise<PlanNode | undefined>, draft: Draft): Promise<'refused' | 'unmet' | undefined> {
  try {
    return findUnmet(draft, await plan()) === undefined ? undefined : 'unmet';
  } catch {
    return 'refused';
  }
}

describe('generated operations over generated federations', () => {
  it('are answered as by one execution of the same data', async () => {
    const failures: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + FEDERATIONS && failures.length < 3; seed += 1) {
      const { draft, federation } = await open(seed);
      const { world, compare, close } = federation;
      seen.federations += 1;
      countFederation(counts, draft.subgraphs.map((subgraph) => printSubgraph(draft, subgraph)).join('\n'));
      for (let turn = 0; turn < OPERATIONS && failures.length < 3; turn += 1) {
        const { document, variables } = generateOperation(world.planner.apiSchema, createRandom(seed * 1_000 + turn));
        const asked = { document, variables, data: { seed: seed + turn, isBroken: turn % 2 === 1 } };
        const { truth, difference } = await compare(asked);
        seen.operations += 1;
        countOperation(counts, print(document));
        if (truth.errors) seen.withErrors += 1;
        if (JSON.stringify(truth.data).includes('null')) seen.withNulls += 1;
        if (difference === undefined) continue;
        const fault = await faultOfPlanner(async () => (await world.planner.plan(document, undefined, variables)).node, draft);
        if (fault) seen[fault] += 1;
        else failures.push(`seed ${seed}, operation ${turn}\n${await describeSmallest(draft, asked)}`);
      }
      await close();
    }
    expect(failures.join('\n\n')).toBe('');
  });

  // What is not drawn is not held.
  it('hold all that a federation and an operation may', () => {
    expect([...counts].filter(([, times]) => times === 0).map(([feature]) => feature)).toEqual([]);
    expect(seen.withErrors).toBeGreaterThan(seen.operations / 10);
    expect(seen.withNulls).toBeGreaterThan(seen.operations / 10);
  });

  it('are seldom drawn in vain', () => {
    expect(seen.redrawn).toBeLessThanOrEqual(Math.max(1, seen.federations * 0.03));
    expect(seen.refused + seen.unmet).toBeLessThanOrEqual(Math.max(1, seen.operations * 0.002));
  });
});

afterAll(() => {
  if (process.env.SIZHU_DIFFERENTIAL_FEDERATIONS) process.stderr.write(`${JSON.stringify({ ...seen, ...Object.fromEntries(counts) }, null, 1)}\n`);
});
