import { ApolloGateway } from '@apollo/gateway';
import { describe, expect, it, jest } from '@jest/globals';
import { print, validate, type DocumentNode } from 'graphql';
import { generateOperation } from './differential/generate-operation.js';
import { createRandom } from './differential/random.js';
import { mashup } from './worlds/mashup.js';
import { openWorld, type OpenWorld } from './worlds/open-world.js';
import { shop } from './worlds/shop.js';

jest.setTimeout(60_000);

const OPERATIONS = 60;

/** The stock gateway over the same subgraphs; undefined where it fails. */
async function openStock({ supergraphSdl, transports }: OpenWorld) {
  process.env.APOLLO_TELEMETRY_DISABLED = '1';
  const gateway = new ApolloGateway({
    supergraphSdl,
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    buildService: ({ name }) => ({
      process: async ({ request: { query = '', variables = {} } }) => await transports[name]?.send({ query, variables, operationName: null }) as any,
    }),
  });
  const { executor } = await gateway.load();
  return async (document: DocumentNode, variables: Readonly<Record<string, unknown>>) =>
    await executor?.({ document, queryHash: print(document), operationName: null, request: { variables }, schema: gateway.schema, context: {}, metrics: {}, logger: console } as any)
      .catch(() => undefined);
}

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
