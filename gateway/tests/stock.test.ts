import { describe, expect, it, jest } from '@jest/globals';
import { validate } from 'graphql';
import { generateOperation } from './differential/generate-operation.js';
import { openStock } from './differential/open-stock.js';
import { createRandom } from './differential/random.js';
import { mashup } from './worlds/mashup.js';
import { openWorld } from './worlds/open-world.js';
import { shop } from './worlds/shop.js';

jest.setTimeout(60_000);

const OPERATIONS = 60;

describe.each([shop, mashup])('beside the stock gateway, over $name', (definition) => {
  it('ours is right where it is, and asks subgraphs no oftener and for no more entities', async () => {
    const world = openWorld(definition);
    const stock = await openStock(world);
    const count = async <T>(run: () => Promise<T>) => {
      world.calls.length = 0;
      const answer = await run();
      const entities = world.calls.reduce((sum, { call }) => sum + ((call.variables.representations as readonly unknown[] | undefined)?.length ?? 0), 0);
      return { answer, calls: world.calls.length, entities };
    };
    let [compared, saved] = [0, 0];
    for (let seed = 1; seed <= OPERATIONS; seed += 1) {
      const { document, variables } = generateOperation(world.planner.apiSchema, createRandom(seed));
      expect(validate(world.planner.apiSchema, document)).toEqual([]);
      const truth = JSON.stringify((await world.executeInOne(document, variables)).data);
      const theirs = await count(() => stock(document, variables));
      if (JSON.stringify(theirs.answer?.data) !== truth) continue;
      const ours = await count(() => world.execute({ document, variables }));
      expect(JSON.stringify(ours.answer.data)).toBe(truth);
      expect(ours.calls).toBeLessThanOrEqual(theirs.calls);
      expect(ours.entities).toBeLessThanOrEqual(theirs.entities);
      compared += 1;
      saved += theirs.entities - ours.entities;
    }
    expect(compared).toBeGreaterThan(OPERATIONS / 3);
    expect(saved).toBeGreaterThan(0);
  });
});
