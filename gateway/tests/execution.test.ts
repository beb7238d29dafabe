import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import { createExecutor } from '../src/execution/create-executor.js';
import type { SubgraphCall } from '../src/transport/transport.js';
import { mashup } from './worlds/mashup.js';
import { media } from './worlds/media.js';
import { openWorld, type OpenWorld } from './worlds/open-world.js';
import { shop } from './worlds/shop.js';
import type { Data, World } from './worlds/world.js';

const open = (definition: World) => ({ definition, world: openWorld(definition) });
const worlds = { shop: open(shop), media: open(media), mashup: open(mashup) };

interface Asking {
  readonly change?: (roots: Data['roots']) => void;
  readonly variables?: Record<string, unknown>;
}

/** Our answer, and the truth: one execution of the same data. */
async function ask(name: keyof typeof worlds, query: string, { change, variables = {} }: Asking = {}) {
  const { definition, world } = worlds[name];
  const data = definition.createData();
  change?.(data.roots);
  world.use(data);
  world.calls.length = 0;
  const document = parse(query);
  expect(validate(world.planner.apiSchema, document)).toEqual([]);
  const plain = (answer: unknown) => JSON.parse(JSON.stringify(answer));
  const truth = plain(await world.executeInOne(document, variables));
  return { ours: plain(await world.execute({ document, variables })), truth, calls: [...world.calls] };
}

const toPlaces = (answer: { errors?: readonly { path?: unknown }[] }) => (answer.errors ?? []).map(({ path }) => path);

describe('what is asked of several subgraphs comes out as of one', () => {
  it.each([
    ['shop', 'a requirement with arguments, beside the same field with others',
      '{ a: products(first: 2) { id: name sku price price2: price(currency: EUR) customs } }'],
    ['shop', 'a requirement with arguments, of which the client wants the other value under its own name', '{ top { price(currency: EUR) customs } }'],
    ['shop', 'aliases that are names of keys', '{ products { id: name sku: stars brand: moved inStock weight: sku shipping } }'],
    ['shop', 'a nested key, through lists of lists with nulls', '{ shelves { home { manager { title office { capacity } } } } }'],
    ['shop', 'a field that is provided', '{ latest { product { name brand { name } reviews { author { name } } } } }'],
    ['shop', 'names that every object inherits', '{ constructor: top { toString: inStock __proto__: sku valueOf: stars } }'],
    ['shop', 'the schema beside data', '{ top { inStock } __type(name: "Size") { name fields { name } } __typename }'],
    ['shop', 'an object of which nothing is asked after all', '{ top { id @skip(if: true) } }'],
    ['shop', 'objects of a scalar of the subgraph’s own', '{ products { attributes reviews { product { attributes } } } }'],
    ['media', 'an interface object of which only the interface is asked', '{ rated { stars ratings { stars of { stars } } } }'],
    ['media', 'the type of an interface object', '{ rated { __typename stars } }'],
    ['media', 'fragments on an interface object', '{ rated { isLent ... on Book { pages cover } ... on Work { title } ... on Found { __typename } } }'],
    ['media', 'a requirement of an interface object', '{ media { era ... on Film { book { era } } } best { era } }'],
    ['media', 'a union', '{ search { __typename ... on Shelf { holds { isLent } } ... on Work { title } } loans { any { ... on Key { door } ... on Book { pages } } } }'],
    ['media', 'fields of two types under one key', '{ media { ... on Book { n: extent } ... on Film { n: year } } }'],
    ['mashup', 'keys that overlap', '{ bs { as { nameInTwo composite { one three } pId } one { peers(first: 1) { id } } } }'],
    ['mashup', 'requirements upon requirements', '{ node(pId: "p2") { load } bs { as { load weight } } }'],
    ['mashup', 'a requirement beside one that is skipped', '{ bs { as { nameInTwo @skip(if: true) weight } } }'],
    ['mashup', 'a compound key with an object in it', '{ owner(number: 2) { number rank area { name } deputies { number area { parent { code name } } } } }'],
  ] as const)('%s: %s', async (name, _what, query) => {
    const { ours, truth } = await ask(name, query);
    expect(ours.data).toEqual(truth.data);
    expect(JSON.stringify(ours.data)).toBe(JSON.stringify(truth.data));
    expect(ours.errors).toBeUndefined();
  });
});

describe('a null where none may be', () => {
  it.each([
    ['climbs to the field that may be null', '{ product(id: "p1") { name reviews { id author { name } } } }', 'author'],
    ['takes an item out of a list', '{ latest { id } author(id: "a2") { reviews { author { name } } } }', 'author'],
    ['takes all', '{ products { id kind } }', 'kind'],
  ])('%s, told once', async (_what, query, field) => {
    const change = (roots: Data['roots']) => {
      const [first] = roots.products({ first: 1 });
      if (field === 'kind') first.kind = null;
      else first.reviews({ atLeast: 0 })[0].author = null;
    };
    const { ours, truth } = await ask('shop', query, { change });
    expect(ours.data).toEqual(truth.data);
    expect(truth.errors.length).toBeGreaterThan(0);
    expect(toPlaces(ours)).toEqual(toPlaces(truth));
  });

  it('is told when no subgraph told it', async () => {
    const { world } = worlds.shop;
    const { catalog } = world.transports;
    const answers = { ...world.transports, catalog: { ...catalog, send: async () => ({ data: { top: { id: 'p1', kind: null } } }) } } as OpenWorld['transports'];
    const query = '{ top { id kind } }';
    const { execute } = openWorldWith(answers);
    const { data, errors } = await execute({ document: parse(query) });
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ message: 'Cannot return null for non-nullable field Product.kind.', path: ['top', 'kind'] }]);
  });
});

describe('a value that is none of its type', () => {
  it.each([
    ['{ top { name } }', { name: 7 }], ['{ top { weight } }', { weight: 2 ** 31 }], ['{ top { tags } }', { tags: 'a' }],
    ['{ top { size { width } } }', { size: [] }], ['{ top { matrix } }', { matrix: [['x']] }],
  ])('%s is null and an error', async (query, top) => {
    const answers = { ...worlds.shop.world.transports, catalog: { send: async () => ({ data: { top } }), checkReady: async () => {} } };
    const { data, errors } = await openWorldWith(answers).execute({ document: parse(query) });
    expect(JSON.stringify(data)).toContain('null');
    expect(errors).toHaveLength(1);
  });
});

describe('an error of a subgraph', () => {
  it('stands at every place of the entity that was asked for once, under the client’s names', async () => {
    const change = (roots: Data['roots']) => { roots.products({ first: 1 })[0].inStock = new Error('no stock'); };
    const { ours, truth, calls } = await ask('shop', '{ s: shelves { here: inStock } }', { change });
    expect(ours.data).toEqual(truth.data);
    expect(ours.errors).toEqual([[0, 0], [3, 0]].map((at) => ({ message: 'no stock', path: ['s', ...at, 'here'], extensions: { service: 'stock' } })));
    expect(calls.find(({ service }) => service === 'stock')?.call.variables.representations).toHaveLength(2);
  });

  it('under a key that was renamed on the way is told under the client’s', async () => {
    const change = (roots: Data['roots']) => { roots.top.stars = new Error('no stars'); };
    const { ours } = await ask('shop', '{ top { ... { id: stars } inStock } }', { change });
    expect(ours.errors).toMatchObject([{ path: ['top', 'id'] }]);
  });

  it('that gives no answer at all leaves what the others said', async () => {
    const failing = { ...worlds.shop.world.transports, stock: { send: async () => { throw new Error('ECONNREFUSED'); }, checkReady: async () => {} } };
    const query = '{ top { sku inStock } }';
    worlds.shop.world.use(shop.createData());
    const { data, errors } = await openWorldWith(failing).execute({ document: parse(query) });
    expect(data).toEqual({ top: { sku: 's0', inStock: null } });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'stock' } }]);
  });

  it.each([[null], [{ _entities: [] }], [{}]])('is found in an answer that fits no question: %j', async (data) => {
    const failing = { ...worlds.shop.world.transports, stock: { send: async () => ({ data }), checkReady: async () => {} } } as OpenWorld['transports'];
    const query = '{ top { sku inStock } }';
    const answer = await openWorldWith(failing).execute({ document: parse(query) });
    expect(answer.data).toEqual({ top: { sku: 's0', inStock: null } });
    expect(answer.errors).toMatchObject([{ extensions: { service: 'stock' } }]);
  });
});

it('an interface object that no subgraph can name is an error where its type matters, and none where it does not', async () => {
  const silent = { ...worlds.media.world.transports, library: { send: async ({ variables }: SubgraphCall) => ({ data: { _entities: (variables.representations as []).map(() => null) } }), checkReady: async () => {} } };
  worlds.media.world.use(media.createData());
  const execute = createExecutor(worlds.media.world.planner, silent);
  const run = (query: string) => execute({ document: parse(query) });
  expect(await run('{ rated { stars } }')).toEqual({ data: { rated: [{ stars: 2.5 }, { stars: 3.5 }, { stars: null }] } });
  expect(await run('{ rated { __typename stars } }')).toMatchObject({ data: { rated: null }, errors: [{ path: ['rated', 0] }] });
  expect(await run('{ best { stars ... on Book { pages } } }')).toMatchObject({ data: { best: null }, errors: [{ path: ['best'] }] });
});

describe('a call to a subgraph', () => {
  it('holds each entity once, and only the variables that it uses', async () => {
    const { calls } = await ask('shop', 'query ($n: Int, $express: Boolean, $representations: ID!) { latest(n: $n) { product { shipping(express: $express) } } product(id: $representations) { sku } }',
      { variables: { n: 6, express: true, representations: 'p3', unknown: 1 } });
    const variables = calls.map(({ service, call }) => [service, call.variables] as const);
    expect(Object.fromEntries(variables.filter(([service]) => service === 'reviews'))).toEqual({ reviews: { n: 6 } });
    const [, stock] = variables.find(([service]) => service === 'stock') ?? [];
    expect(stock?.express).toBe(true);
    const ids = (stock?.representations as { id: string }[]).map(({ id }) => id);
    expect(ids.toSorted()).toEqual(['p1', 'p2', 'p3', 'p4']);
  });

  it('carries a body that is printed but for the variables', async () => {
    const { calls } = await ask('shop', 'query Top($c: Currency!) { top { price(currency: $c) } }', { variables: { c: 'EUR' } });
    for (const { call: { bodyStart, query, variables, operationName } } of calls) {
      expect(JSON.parse(`${bodyStart}${JSON.stringify(variables)}}`)).toEqual({ query, variables, operationName });
    }
  });

  it('is not made for what is left out', async () => {
    const query = 'query ($with: Boolean!) { top { sku inStock @include(if: $with) } }';
    expect((await ask('shop', query, { variables: { with: false } })).calls.map(({ service }) => service)).toEqual(['catalog']);
    expect((await ask('shop', query, { variables: { with: true } })).calls.map(({ service }) => service)).toEqual(['catalog', 'stock']);
  });
});

it.each([
  ['query ($n: Int!) { products(first: $n) { id } }', { n: 'seven' }],
  ['query ($n: Int!) { products(first: $n) { id } }', {}],
])('refuses variables that do not fit, before anything is asked: %s %j', async (query, variables) => {
  const { ours, calls } = await ask('shop', query, { variables });
  expect(ours).not.toHaveProperty('data');
  expect(ours.errors).toHaveLength(1);
  expect(calls).toEqual([]);
});

function openWorldWith(transports: OpenWorld['transports']) {
  return { execute: createExecutor(worlds.shop.world.planner, transports) };
}

it('an error of a field that was asked of other types is told where it took the entity, and only there', async () => {
  const query = '{ best { loans ... on Book { isLent ratings { stars } } } }';
  const [fatal, harmless] = [
    await ask('media', query, { change: ({ best }) => { best.isLent = new Error('unknown'); } }),
    await ask('media', '{ best { isLent ... on Book { loans } } }', { change: ({ best }) => { best.loans = new Error('unknown'); } }),
  ];
  expect(fatal.ours).toMatchObject({ data: { best: { loans: null } }, errors: [{ path: ['best'], message: 'unknown' }] });
  expect(harmless.ours).toEqual({ data: { best: { isLent: true } } });
});
