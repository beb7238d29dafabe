import { describe, expect, it, jest } from '@jest/globals';
import { print, type DocumentNode } from 'graphql';
import { breakData } from './differential/break-data.js';
import { findDifference } from './differential/compare-answers.js';
import { generateOperation } from './differential/generate-operation.js';
import { createRandom } from './differential/random.js';
import { shrinkOperation } from './differential/shrink-operation.js';
import { mashup } from './worlds/mashup.js';
import { media } from './worlds/media.js';
import { openWorld } from './worlds/open-world.js';
import { shop } from './worlds/shop.js';

/** More of them find more: SIZHU_DIFFERENTIAL_OPERATIONS=5000 npx jest gateway/tests/differential */
const OPERATIONS = Number(process.env.SIZHU_DIFFERENTIAL_OPERATIONS ?? 150);
const FIRST_SEED = Number(process.env.SIZHU_DIFFERENTIAL_SEED ?? 1);

jest.setTimeout(60_000 + OPERATIONS * 1_000);

const WAYS = ['execute', 'executeInBytes'] as const;

describe.each([shop, media, mashup].flatMap((definition) => WAYS.map((way) => [definition.name, way, definition] as const)))('generated operations over %s, by %s', (_name, way, definition) => {
  const world = openWorld(definition);

  it('are answered as by one execution of the same data', async () => {
    const failures: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + OPERATIONS && failures.length < 3; seed += 1) {
      const { document, variables } = generateOperation(world.planner.apiSchema, createRandom(seed));
      const compare = async (asked: DocumentNode): Promise<string | undefined> => {
        world.use(breakData(definition.createData(), { schema: world.planner.apiSchema, keep: definition.keep, random: createRandom(seed) }));
        const ours = await world[way]({ document: asked, variables })
          .catch((error: unknown) => ({ data: undefined, errors: [{ message: String(error) }] }));
        return findDifference(ours, await world.executeInOne(asked, variables));
      };
      if (await compare(document) === undefined) continue;
      const smallest = await shrinkOperation(world.planner.apiSchema, document, async (smaller) => await compare(smaller) !== undefined);
      failures.push(`seed ${seed}\n${print(smallest)}\nvariables ${JSON.stringify(variables)}\n${await compare(smallest)}`);
    }
    expect(failures.join('\n\n')).toBe('');
  });
});
