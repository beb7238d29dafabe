import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TransportError } from '../src/transport/transport-error.js';
import type { Transports } from '../src/transport/transport.js';
import { serveAskedOver } from './ask-gateway.js';
import { openWorld } from './worlds/open-world.js';
import type { World } from './worlds/world.js';

const library: World = {
  name: 'library',
  subgraphs: {
    books: `type Query { books(first: Int = 5, sorted: Boolean @deprecated(reason: "since 2026-11-01, until 2027-06-30")): [Book!] }
      type Book @key(fields: "id") { id: ID!  name: String  title: String @deprecated(reason: "since 2026-10-01: use name; https://hub.example/title") }`,
    loans: 'type Book @key(fields: "id") { id: ID!  loans: Int }',
  },
  createData: () => {
    const books = [1, 2, 3].map((n) => ({ __typename: 'Book', id: `b${n}`, name: `Book ${n}`, title: `Book ${n}`, loans: n }));
    return { entities: books, roots: { books: () => books } };
  },
  keep: [],
};

const world = openWorld(library);
let isDown = false;
const transports: Transports = {
  ...world.transports,
  loans: {
    send: async (call) => {
      if (isDown) throw new TransportError('SUBGRAPH_BAD_ANSWER', 'It is down.');
      call.observer?.received(123);
      const { observer: _observer, ...rest } = call;
      return world.transports.loans?.send(rest) ?? {};
    },
    checkReady: async () => {},
  },
};
const source = { supergraphSdl: world.supergraphSdl, transports };
let all: Awaited<ReturnType<typeof serveAskedOver>>;
let usual: Awaited<ReturnType<typeof serveAskedOver>>;

beforeAll(async () => {
  all = await serveAskedOver(source, { protocol: { tells: ['plan', 'cost', 'timing'], maxBatch: 5 }, notice: 'Sample.' });
  usual = await serveAskedOver(source);
});
afterAll(() => Promise.all([all?.stop(), usual?.stop()]));

const query = 'query ($first: Int) { books(first: $first) { name loans } }';
const include = (...names: string[]) => ({ sizhu: { include: names } });

describe('a request that asks to be told', () => {
  it('of nothing is told nothing, and its calls are watched by nobody', async () => {
    world.calls.length = 0;
    expect((await usual.post({ query })).answer).toEqual({ data: { books: [1, 2, 3].map((n) => ({ name: `Book ${n}`, loans: n })) } });
    expect((await all.post({ query, extensions: include() })).answer.extensions).toEqual({ notice: 'Sample.' });
    for (const { call } of world.calls) expect(call).not.toHaveProperty('observer');
  });

  it('of the cost learns it beside the notice, with the values of its variables', async () => {
    const { answer } = await all.post({ query, variables: { first: 7 }, extensions: include('cost') });
    expect(answer.extensions).toEqual({ notice: 'Sample.', sizhu: { cost: { cost: 7, most: 50_000 } } });
  });

  it('of the plan learns who is asked for what, and in which order', async () => {
    const { answer } = await all.post({ query, extensions: include('plan') });
    expect(answer.extensions.sizhu.plan).toMatchObject({
      kind: 'Sequence',
      nodes: [
        { kind: 'Fetch', pillar: 'books', isForEntities: false, operation: expect.stringContaining('books(first:') },
        { kind: 'Flatten', path: ['books', '@'], node: { kind: 'Fetch', pillar: 'loans', isForEntities: true, operation: expect.stringContaining('_entities') } },
      ],
    });
    expect((await all.post({ query: '{ __typename }', extensions: include('plan') })).answer.extensions.sizhu.plan).toBeNull();
  });

  it('of the timing learns of each call', async () => {
    const before = new Date().toISOString();
    const { timing } = (await all.post({ query, extensions: include('timing') })).answer.extensions.sizhu;
    expect(timing.fetches).toEqual([
      { pillar: 'books', path: [], entities: null, startMs: expect.any(Number), ms: expect.any(Number), bytes: null, retries: 0, fromBreaker: false, asOf: expect.any(String), code: null },
      { pillar: 'loans', path: ['books', '@'], entities: 3, startMs: expect.any(Number), ms: expect.any(Number), bytes: 123, retries: 0, fromBreaker: false, asOf: expect.any(String), code: null },
    ]);
    expect(timing.pillars).toEqual({ books: { fetches: 1, ms: timing.fetches[0].ms, asOf: timing.fetches[0].asOf }, loans: { fetches: 1, ms: timing.fetches[1].ms, asOf: timing.fetches[1].asOf } });
    expect(timing.fetches[0].asOf >= before && timing.fetches[0].asOf <= timing.fetches[1].asOf).toBe(true);
    expect(timing.totalMs).toBeGreaterThanOrEqual(timing.planMs);
  });

  it('of the timing learns of a pillar that does not answer, and that it was left alone in the end', async () => {
    const gateway = await serveAskedOver(source);
    isDown = true;
    const codes: unknown[] = [];
    for (let time = 0; time < 12; time += 1) {
      const { answer } = await gateway.post({ query, extensions: include('timing') });
      expect(answer.data.books[0]).toEqual({ name: 'Book 1', loans: null });
      const { code, fromBreaker } = answer.extensions.sizhu.timing.fetches[1];
      codes.push([code, fromBreaker]);
    }
    isDown = false;
    await gateway.stop();
    expect(codes[0]).toEqual(['SUBGRAPH_BAD_ANSWER', false]);
    expect(codes[11]).toEqual(['SUBGRAPH_UNAVAILABLE', true]);
  });

  it('does so for itself in a list and in a link', async () => {
    const { answer } = await all.post([{ query, extensions: include('cost') }, { query }]);
    expect(answer.map((one: any) => Object.keys(one.extensions))).toEqual([['notice', 'sizhu'], ['notice']]);
    expect((await all.get({ query, extensions: JSON.stringify(include('cost')) })).answer.extensions.sizhu.cost).toBeDefined();
  });

  it.each<[string, unknown]>([
    ['what is not told here', { include: ['cost', 'plan'] }], ['what nobody tells', { include: ['secrets'] }], ['by no list', { include: 'cost' }], ['by a number', 3],
  ])('%s is refused', async (_what, sizhu) => {
    expect(await usual.post({ query, extensions: { sizhu } })).toMatchObject({ status: 400, answer: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] } });
  });
});

describe('the headers of an answer', () => {
  const pick = (headers: Headers) => [headers.get('deprecation'), headers.get('sunset'), headers.get('link')];
  const since = (day: string) => `@${Date.parse(day) / 1_000}`;
  const SUNSET = 'Wed, 30 Jun 2027 23:59:59 GMT';
  const LINK = '<https://hub.example/title>; rel="deprecation"';

  it.each<[string, string, readonly (string | null)[]]>([
    ['nothing that is deprecated', '{ books { name } }', [null, null, null]],
    ['a deprecated field', '{ books { title } }', [since('2026-10-01'), null, LINK]],
    ['a deprecated argument', '{ books(sorted: true) { name } }', [since('2026-11-01'), SUNSET, null]],
    ['both', '{ books(sorted: true) { title } }', [since('2026-10-01'), SUNSET, LINK]],
  ])('of an operation that touches %s', async (_what, text, expected) => {
    const { status, headers } = await usual.post({ query: text });
    expect(status).toBe(200);
    expect(pick(headers)).toEqual(expected);
  });

  it('tell of all operations of a list', async () => {
    const { headers } = await all.post([{ query: '{ books { title } }' }, { query: '{ nothing }' }, { query: '{ books(sorted: true) { name } }' }]);
    expect(pick(headers)).toEqual([since('2026-10-01'), SUNSET, LINK]);
  });
});
