import { describe, expect, it, jest } from '@jest/globals';
import { parse, print, type DocumentNode } from 'graphql';
import { composeServices } from '@apollo/composition';
import { loadPlanner } from '../src/planning/load-planner.js';
import { findDifference, type ComparableAnswer } from './differential/compare-answers.js';
import { openFederation } from './differential/federations/compare-federation.js';
import { createDrawnData } from './differential/federations/create-drawn-data.js';
import { drawFederation } from './differential/federations/draw-federation.js';
import { generateOperation } from './differential/generate-operation.js';
import { openStock } from './differential/open-stock.js';
import { createRandom } from './differential/random.js';
import { archive } from './worlds/archive.js';
import { mashup } from './worlds/mashup.js';
import { media } from './worlds/media.js';
import { openWorld } from './worlds/open-world.js';
import { shop } from './worlds/shop.js';

jest.setTimeout(180_000);

const FEDERATIONS = 10;
const OPERATIONS = 8;

const plain = (answer: unknown): ComparableAnswer => JSON.parse(JSON.stringify(answer ?? {})) as ComparableAnswer;

/** Where the stock gateway is known to be wrong. */
const REASONS: readonly (readonly [reason: string, applies: (about: { readonly text: string; readonly plan: string; readonly theirs: ComparableAnswer; readonly truth: ComparableAnswer }) => boolean])[] = [
  ['the order of fields', ({ theirs, truth }) => sorted(theirs.data) === sorted(truth.data)],
  ['names that are mashed up with those of keys, of requirements or of every object', ({ plan }) => plan.includes('_as_asked_')],
  ['interface objects', ({ plan }) => plan.includes('Item')],
  ['conditions that take a requirement with them', ({ text }) => text.includes('@skip') || text.includes('@include')],
];

const sorted = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) =>
  (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))) : inner)) ?? '';

describe('beside the stock gateway', () => {
  it('answers over generated federations are the same, but where it is wrong for a known reason', async () => {
    const unexplained: string[] = [];
    let [compared, same] = [0, 0];
    for (let seed = 1; seed <= FEDERATIONS; seed += 1) {
      const draft = drawFederation(createRandom(seed));
      const { world, compare } = await openFederation(draft, 'as JSON');
      const stock = await openStock(world);
      for (let turn = 0; turn < OPERATIONS; turn += 1) {
        const { document, variables } = generateOperation(world.planner.apiSchema, createRandom(seed * 1_000 + turn));
        const data = { seed: seed + turn, isBroken: turn % 2 === 1 };
        world.use(createDrawnData(draft, data));
        const theirs = plain(await stock(document, variables));
        const { truth: unsaid, difference } = await compare({ document, variables, data });
        const truth = plain(unsaid);
        expect(difference).toBeUndefined();
        compared += 1;
        if (theirs.data !== undefined && findDifference(theirs, truth) === undefined) same += 1;
        else {
          const about = { text: print(document), plan: JSON.stringify((await world.planner.plan(document, undefined, variables)).node ?? {}), theirs, truth };
          if (!REASONS.some(([, applies]) => applies(about))) unexplained.push(`seed ${seed}, operation ${turn}\n${print(document)}\n${findDifference(theirs, truth)}`);
        }
      }
    }
    expect(unexplained.join('\n\n')).toBe('');
    expect(same).toBeGreaterThan(compared * 0.75);
  });

  const worlds = { shop, media, mashup, archive };

  it.each([
    ['shop', 'a requirement with arguments, beside the same field with others', '{ top { price(currency: EUR) customs } }'],
    ['shop', 'keys that are mashed up with aliases', '{ products { id: name sku: stars brand: moved inStock weight: sku shipping } }'],
    ['media', 'interface objects whose type is asked through a union', '{ rated { stars ... on Found { __typename } } }'],
    ['mashup', 'a requirement beside one that is skipped', '{ bs { as { nameInTwo @skip(if: true) weight } } }'],
    ['shop', 'the order of fields around fragments', '{ ... on Query { top { name } } author(id: "a1") { name } ... on Query { products { id } } }'],
    ['archive', 'a requirement of a type whose interface is asked in the same breath', '{ files { era place } }'],
  ] as const)('%s: ours is right and it is wrong about %s', async (name, _what, query) => {
    const world = openWorld(worlds[name]);
    const document: DocumentNode = parse(query);
    const truth = plain(await world.executeInOne(document, {}));
    const stock = await openStock(world);
    expect(findDifference(plain(await world.execute({ document })), truth)).toBeUndefined();
    const theirs = plain(await stock(document, {}));
    expect(JSON.stringify(theirs.data)).not.toBe(JSON.stringify(truth.data));
  });

  it.each([
    ['@authenticated', '@authenticated'], ['@requiresScopes', '@requiresScopes(scopes: [["read"]])'], ['@policy', '@policy(policies: [["p"]])'],
  ])('what it would have to enforce and cannot is refused, as there: %s', (directive, use) => {
    const typeDefs = parse(`extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["${directive}"]) type Query { secret: Int ${use} }`);
    const { supergraphSdl = '' } = composeServices([{ name: 'one', typeDefs, url: 'http://one' }]);
    expect(supergraphSdl).toContain(directive);
    expect(() => loadPlanner(supergraphSdl)).toThrow('unsupported');
  });
});
