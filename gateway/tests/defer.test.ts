import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse, print, validate, type DocumentNode } from 'graphql';
import { request as httpRequest } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import type { Delivery } from '../src/execution/defer/deliver-parts.js';
import { createExecutor } from '../src/execution/create-executor.js';
import { TransportError } from '../src/transport/transport-error.js';
import type { Transports } from '../src/transport/transport.js';
import { serveAskedOver } from './ask-gateway.js';
import { breakData } from './differential/break-data.js';
import { applyDelivery, deferSome } from './differential/defer-some.js';
import { generateOperation } from './differential/generate-operation.js';
import { createRandom } from './differential/random.js';
import { mashup } from './worlds/mashup.js';
import { media } from './worlds/media.js';
import { openWorld, type OpenWorld } from './worlds/open-world.js';
import { shop } from './worlds/shop.js';

const OPERATIONS = Number(process.env.SIZHU_DIFFERENTIAL_OPERATIONS ?? 100);

jest.setTimeout(60_000 + OPERATIONS * 1_000);

/** Everything that comes, in order. */
async function collect(world: Pick<OpenWorld, 'execute'>, document: DocumentNode, variables: Readonly<Record<string, unknown>> = {}) {
  const { data, errors, later } = await world.execute({ document, variables, isDeferring: true });
  const first = structuredClone(data);
  const deliveries: Delivery[] = [];
  for await (const delivery of later ?? []) deliveries.push(structuredClone({ ...delivery, incremental: delivery.incremental.map(({ errors: own, ...one }) => ({ ...one, ...(own && { errors: own.map((error) => error.toJSON()) }) })) }) as never);
  return { first, errors, deliveries };
}

describe.each([shop, media, mashup])('generated operations over $name', (definition) => {
  const world = openWorld(definition);

  it('come to the same in parts as at once', async () => {
    const failures: string[] = [];
    let parts = 0;
    for (let seed = 1; seed <= OPERATIONS && failures.length < 3; seed += 1) {
      const { document, variables } = generateOperation(world.planner.apiSchema, createRandom(seed));
      const deferred = deferSome(document, createRandom(seed + 10_000));
      if (validate(world.planner.apiSchema, deferred).length > 0) continue;
      const data = definition.createData();
      world.use(seed % 2 === 0 ? data : breakData(data, { schema: world.planner.apiSchema, keep: definition.keep, random: createRandom(seed) }));
      const atOnce = await world.execute({ document: deferred, variables });
      const { first, deliveries } = await collect(world, deferred, variables).catch((error: unknown) => ({ first: String(error), deliveries: [] }));
      parts += deliveries.reduce((count, { incremental }) => count + incremental.length, 0);
      // A null that climbs stops at the fragment around it, which there is only in parts.
      if (atOnce.errors) continue;
      let whole: unknown = first;
      try {
        for (const delivery of deliveries) applyDelivery(whole, delivery);
      } catch (error) {
        whole = String(error);
      }
      if (!isDeepStrictEqual(JSON.parse(JSON.stringify(whole)), JSON.parse(JSON.stringify(atOnce.data)))) {
        failures.push(`seed ${seed}\n${print(deferred)}\nvariables ${JSON.stringify(variables)}\nin parts ${JSON.stringify(whole)}\nat once  ${JSON.stringify(atOnce.data)}`);
      }
    }
    expect(failures.join('\n\n')).toBe('');
    expect(parts).toBeGreaterThan(OPERATIONS / 4);
  });
});

describe('what is deferred', () => {
  const world = openWorld(shop);
  const run = (query: string, variables = {}) => collect(world, parse(query), variables);

  it('comes after the rest, with its label and its place', async () => {
    const { first, deliveries } = await run('{ product(id: "p2") { id ... @defer(label: "stock") { inStock } } }');
    expect(first).toEqual({ product: { id: 'p2' } });
    expect(deliveries).toEqual([{ incremental: [{ data: { inStock: true }, path: ['product'], label: 'stock' }], hasNext: false }]);
  });

  it('comes once for each object of a list, and for each place where a fragment is spread', async () => {
    const { first, deliveries } = await run('{ products(first: 2) { id ...F @defer } top { ...F @defer } } fragment F on Product { inStock }');
    expect(first).toEqual({ products: [{ id: 'p1' }, { id: 'p2' }], top: {} });
    const all = deliveries.flatMap(({ incremental }) => incremental).map(({ path }) => path.join('.')).sort();
    expect(all).toEqual(['products.0', 'products.1', 'top']);
  });

  it('inside of what is deferred comes after it', async () => {
    const { deliveries } = await run(`{ product(id: "p2") { ... @defer(label: "outer") { reviews { id author { ... @defer(label: "inner") { name } } } } } }`);
    const labels = deliveries.flatMap(({ incremental }) => incremental).map(({ label }) => label);
    expect(labels[0]).toBe('outer');
    expect(new Set(labels.slice(1))).toEqual(new Set(['inner']));
    expect(deliveries.map(({ hasNext }) => hasNext)).toEqual([...deliveries.slice(1).map(() => true), false]);
  });

  const CONDITIONAL = 'query ($later: Boolean! = true) { product(id: "p2") { id ... @defer(if: $later) { inStock } } }';
  it.each<[string, string, object, number]>([
    ['if: true', '{ product(id: "p2") { id ... @defer(if: true) { inStock } } }', {}, 1],
    ['if: false', '{ product(id: "p2") { id ... @defer(if: false) { inStock } } }', {}, 0],
    ['if by a default', CONDITIONAL, {}, 1],
    ['if by a variable that is true', CONDITIONAL, { later: true }, 1],
    ['if by a variable that is false', CONDITIONAL, { later: false }, 0],
  ])('%s', async (_what, query, variables, count) => {
    const { first, deliveries } = await run(query, variables);
    expect(deliveries).toHaveLength(count);
    expect(first).toEqual({ product: count === 0 ? { id: 'p2', inStock: true } : { id: 'p2' } });
  });

  it('at the root comes later as well', async () => {
    const { first, deliveries } = await run('{ __typename ... @defer { top { id } } }');
    expect(first).toEqual({ __typename: 'Query' });
    expect(deliveries).toEqual([{ incremental: [{ data: { top: { id: expect.any(String) } }, path: [] }], hasNext: false }]);
  });

  it('and cannot be planned that way comes at once', async () => {
    const { first, deliveries } = await run('{ __typename ... @defer { top { id } __type(name: "Product") { name } } }');
    expect(first).toEqual({ __typename: 'Query', top: { id: expect.any(String) }, __type: { name: 'Product' } });
    expect(deliveries).toEqual([]);
  });

  it('does not wait for what takes longer beside it', async () => {
    let letGo = () => {};
    const slow = new Promise<void>((resolve) => { letGo = resolve; });
    const transports: Transports = {
      ...world.transports,
      reviews: { send: async (call) => { await slow; return world.transports.reviews?.send(call) ?? {}; }, checkReady: async () => {} },
    };
    const execute = createExecutor(world.planner, transports);
    const { later } = await execute({ document: parse('{ product(id: "p2") { id ... @defer(label: "slow") { stars } ... @defer(label: "quick") { inStock } } }'), isDeferring: true });
    const labelsOf = async () => (await later?.next())?.value?.incremental.map(({ label }) => label);
    expect(await labelsOf()).toEqual(['quick']);
    letGo();
    expect(await labelsOf()).toEqual(['slow']);
  });

  it('that fails is told with its part, and the rest stands', async () => {
    const transports: Transports = { ...world.transports, stock: { send: async () => { throw new TransportError('SUBGRAPH_BAD_ANSWER', 'down'); }, checkReady: async () => {} } };
    const { first, errors, deliveries } = await collect({ execute: createExecutor(world.planner, transports) }, parse('{ products(first: 2) { id ... @defer { inStock } } }'));
    expect({ first, errors }).toEqual({ first: { products: [{ id: 'p1' }, { id: 'p2' }] }, errors: undefined });
    const [one, two] = deliveries.flatMap(({ incremental }) => incremental);
    expect(one).toMatchObject({ data: { inStock: null }, errors: [{ extensions: { code: 'SUBGRAPH_BAD_ANSWER', service: 'stock' } }] });
    expect(two).toEqual({ data: { inStock: null }, path: ['products', 1] });
  });
});

describe('over HTTP', () => {
  const world = openWorld(shop);
  let gateway: Awaited<ReturnType<typeof serveAskedOver>>;
  beforeAll(async () => { gateway = await serveAskedOver(world, { protocol: { maxBatch: 2 }, notice: 'Sample.' }); });
  afterAll(() => gateway?.stop());

  const query = '{ product(id: "p2") { id ... @defer(label: "stock") { inStock } } }';
  const AT_ONCE = { data: { product: { id: 'p2', inStock: true } }, extensions: { notice: 'Sample.' } };
  const APOLLO = 'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9';

  const post = (accept: string, body: object): Promise<{ readonly type: string | undefined; readonly text: string }> => new Promise((resolve, reject) => {
    const request = httpRequest(gateway.url, { method: 'POST', headers: { accept, 'content-type': 'application/json' } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk; }).on('end', () => { resolve({ type: response.headers['content-type'], text }); });
    });
    request.on('error', reject).end(JSON.stringify(body));
  });

  it.each([APOLLO, 'application/json, multipart/mixed', 'multipart/mixed; deferSpec="20220824"'])('comes in parts for a client that accepts %s', async (accept) => {
    const { type, text } = await post(accept, { query, extensions: { sizhu: { include: ['cost'] } } });
    expect(type).toBe('multipart/mixed; boundary="-"; deferSpec=20220824');
    const part = (body: object) => `content-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(body)}\r\n---`;
    expect(text).toBe(`\r\n---\r\n${part({ data: { product: { id: 'p2' } }, extensions: { notice: 'Sample.' }, hasNext: true })}\r\n${
      part({ incremental: [{ data: { inStock: true }, path: ['product'], label: 'stock' }], hasNext: false, extensions: { sizhu: { cost: { cost: 1, most: 50_000 } } } })}--\r\n`);
  });

  it.each(['application/json', 'application/graphql-response+json', '*/*', 'multipart/mixed;deferSpec=20991231, application/json', 'multipart/mixed;q=0, application/json'])('comes at once for a client that accepts %s', async (accept) => {
    const { type, text } = await post(accept, { query });
    expect(type).toMatch(/^application\//);
    expect(JSON.parse(text)).toEqual(AT_ONCE);
  });

  it('comes at once in a list, and where nothing is deferred', async () => {
    expect(JSON.parse((await post(APOLLO, [{ query }, { query: '{ __typename }' }])).text)).toMatchObject([AT_ONCE, { data: { __typename: 'Query' } }]);
    expect(JSON.parse((await post('multipart/mixed', { query: '{ __typename }' })).text)).toMatchObject({ data: { __typename: 'Query' } });
  });

  it.each<[string, string]>([
    ['one label twice', '{ top { ... @defer(label: "a") { id } ... @defer(label: "a") { name } } }'],
    ['a label by variable', 'query ($a: String) { top { ... @defer(label: $a) { id } } }'],
  ])('%s is refused', async (_what, text) => {
    expect(await gateway.post({ query: text }, { accept: '*/*' })).toMatchObject({ status: 400, answer: { errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] } });
  });
});
