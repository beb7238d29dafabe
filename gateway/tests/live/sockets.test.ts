import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createClient, type Client } from 'graphql-ws';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { EVENTS, startLiveGateway, until, type LiveGateway } from './live-gateway.js';
import { leave, openSocket, type RawOptions, type RawSocket } from './raw-socket.js';

jest.setTimeout(30_000);

const LIMITS = { depth: 3, tokens: 100, rootFields: 3, bytes: 5_000 };
const LIVE_LIMITS = { operations: 3, connections: 6, initMs: 1_500, heartbeatMs: 500 };

let gateway: LiveGateway;
let clients: Client[];
let sockets: RawSocket[];

const start = () => startLiveGateway({ limits: LIMITS, liveLimits: LIVE_LIMITS, allowedOrigins: ['https://desk.example.org'], notice: 'Sample.' });
beforeAll(async () => { gateway = await start(); });
beforeEach(() => { [clients, sockets] = [[], []]; });
afterEach(async () => {
  for (const client of clients) await client.dispose();
  await Promise.all(sockets.map(leave));
  await gateway.forget();
});
afterAll(() => gateway?.stop());

function connect(): Client {
  const client = createClient({ url: `${gateway.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
  clients.push(client);
  return client;
}
async function open(options?: RawOptions): Promise<RawSocket> {
  const socket = await openSocket(gateway.url, options);
  sockets.push(socket);
  return socket;
}
const follow = async (client: Client, extensions?: Record<string, unknown>) => {
  const opened = gateway.sources.length;
  const events = client.iterate({ query: EVENTS, extensions });
  const first = events.next();
  await until(() => gateway.sources.length > opened);
  return { first, next: async () => (await events.next()).value, events };
};

describe('a subscription over a socket', () => {
  it('answers each event with its id, and the notice of every answer', async () => {
    const { first, next } = await follow(connect());
    gateway.happen(2);
    expect([(await first).value, await next()]).toEqual([1, 2].map((number) => ({
      data: { eventChanged: { id: `E${number}`, title: '事事事事' } }, extensions: { notice: 'Sample.', eventId: `1-${number}` },
    })));
  });

  it('goes on after the last event that the client had', async () => {
    gateway.happen(5);
    const { first } = await follow(connect(), { lastEventId: '1-3' });
    expect((await first).value).toMatchObject({ data: { eventChanged: { id: 'E4' } } });
  });

  it('ends at its pillar once the client completes it or leaves, though nothing happens', async () => {
    const client = connect();
    const { events, first } = await follow(client);
    const other = await follow(client);
    await events.return!(undefined);
    await first;
    await until(() => gateway.sources[0]!.ended);
    expect(gateway.sources[1]!.ended).toBe(false);
    await client.dispose();
    await other.first.catch(() => {});
    await until(() => gateway.sources[1]!.ended);
  });
});

const AREA = 'query ($code: ID!) { area(code: $code) { name } }';

it('queries and mutations are answered once', async () => {
  const socket = await open();
  socket.say({ type: 'subscribe', id: 'q', payload: { query: AREA, variables: { code: '2102' } } });
  expect(await socket.next('next')).toEqual({ type: 'next', id: 'q', payload: { data: { area: { name: '大连市' } }, extensions: { notice: 'Sample.' } } });
  expect(await socket.next('complete')).toEqual({ type: 'complete', id: 'q' });
  socket.say({ type: 'subscribe', id: 'm', payload: { query: 'mutation { __typename }' } });
  expect(await socket.next('next')).toMatchObject({ id: 'm', payload: { data: { __typename: 'Mutation' } } });
});

it('a hash stands for a document that is known', async () => {
  const extensions = { persistedQuery: { version: 1, sha256Hash: createHash('sha256').update(AREA).digest('hex') } };
  const socket = await open();
  const ask = (id: string, query: string) => { socket.say({ type: 'subscribe', id, payload: { query, variables: { code: '2102' }, extensions } }); };
  ask('unknown', '');
  expect(await socket.next('error')).toMatchObject({ payload: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] });
  ask('told', AREA);
  await socket.next('next');
  ask('known', '');
  expect(await socket.next('next')).toMatchObject({ id: 'known', payload: { data: { area: { name: '大连市' } } } });
});

describe('a request is refused as over HTTP', () => {
  it.each<[string, object, string]>([
    ['no GraphQL', { query: '{ area(' }, 'GRAPHQL_PARSE_FAILED'],
    ['a field that is not there', { query: '{ residents { name } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['a missing variable', { query: AREA }, 'BAD_USER_INPUT'],
    ['too deep', { query: '{ area(code: "1") { parent { parent { name } } } }' }, 'DOCUMENT_TOO_DEEP'],
    ['too many tokens', { query: `{ ${'__typename '.repeat(200)} }` }, 'TOO_MANY_TOKENS'],
    ['too many root fields', { query: '{ a: __typename b: __typename c: __typename d: __typename }' }, 'TOO_MANY_ROOT_FIELDS'],
    ['one of several operations without its name', { query: 'query A { __typename } query B { __typename }' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['a wrong hash', { query: AREA, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }, 'DOCUMENT_HASH_MISMATCH'],
    ['a place that is none', { query: EVENTS, extensions: { lastEventId: 'x' } }, 'BAD_USER_INPUT'],
  ])('%s', async (_what, payload, code) => {
    const socket = await open();
    socket.say({ type: 'subscribe', id: '1', payload });
    const { payload: errors } = await socket.next('error');
    expect(errors).toMatchObject([{ extensions: { code, retryable: expect.any(Boolean), requestId: expect.any(String) } }]);
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream' }, body: JSON.stringify(payload),
    });
    const own = ({ extensions: { requestId: _own, ...extensions }, ...error }: any) => ({ ...error, extensions });
    expect(errors.map(own)).toEqual((await response.json() as any).errors.map(own));
  });

  it('more operations than a connection may have at once; those that run go on', async () => {
    const socket = await open();
    for (const id of ['1', '2', '3', '4']) socket.say({ type: 'subscribe', id, payload: { query: EVENTS } });
    expect(await socket.next('error')).toMatchObject({ id: '4', payload: [{ extensions: { code: 'TOO_MANY_STREAMS' } }] });
    await until(() => gateway.sources.length === 3);
    gateway.happen(1);
    expect((await Promise.all([1, 2, 3].map(() => socket.next('next')))).map(({ id }) => id).sort()).toEqual(['1', '2', '3']);
  });
});

describe('a socket is closed', () => {
  const SUBSCRIBE = { type: 'subscribe', id: '1', payload: { query: EVENTS } };
  it.each<[string, RawOptions, readonly (object | string)[], number]>([
    ['that speaks no JSON', {}, ['hello'], 4_400],
    ['that speaks of what is not', {}, [{ type: 'start' }], 4_400],
    ['that asks before it has introduced itself', { init: false }, [SUBSCRIBE], 4_401],
    ['that introduces itself twice', {}, [{ type: 'connection_init' }], 4_429],
    ['that gives an id twice', {}, [SUBSCRIBE, SUBSCRIBE], 4_409],
    ['that does not introduce itself', { init: false }, [], 4_408],
    ['that speaks another protocol', { init: false, protocol: 'graphql-ws' }, [], 4_406],
    ['whose message is too big', {}, [{ type: 'ping', payload: { x: 'x'.repeat(6_000) } }], 1_009],
  ])('%s', async (_what, options, messages, code) => {
    // A protocol that the server does not choose is a failure to the client before it is told why.
    if (options.protocol) {
      await expect(openSocket(gateway.url, options)).rejects.toThrow('Server sent no subprotocol');
      return;
    }
    const socket = await open(options);
    for (const message of messages) socket.say(message);
    expect((await socket.closed)[0]).toBe(code);
  });

  it('that is dead; what ran on it ends', async () => {
    const socket = await open({ autoPong: false });
    socket.say(SUBSCRIBE);
    await until(() => gateway.sources.length === 1);
    expect((await socket.closed)[0]).toBe(1_006);
    await until(() => gateway.sources[0]!.ended);
  });

  it('not as long as it answers', async () => {
    const socket = await open();
    let pings = 0;
    socket.socket.on('ping', () => { pings += 1; });
    await until(() => pings >= 4);
    socket.say({ type: 'ping', payload: { there: true } });
    expect(await socket.next('pong')).toEqual({ type: 'pong', payload: { there: true } });
  });

  it('with 1001 when the hub stops, also one that does not answer to that', async () => {
    const [socket, deaf] = [await open(), await open()];
    socket.say(SUBSCRIBE);
    await until(() => gateway.sources.length === 1);
    deaf.socket.pause();
    await gateway.stop();
    expect(await socket.closed).toEqual([1_001, 'The hub stops.']);
    expect(gateway.sources[0]!.ended).toBe(true);
    gateway = await start();
  });
});

describe('a socket is let in', () => {
  it.each<[string, string | undefined, string]>([
    ['without an origin', undefined, 'yes'],
    ['from a page of this address', 'its own', 'yes'],
    ['from a page that is allowed', 'https://desk.example.org', 'yes'],
    ['from a page of another site', 'https://evil.example.org', 'status 403'],
    ['from a page of another port', 'http://127.0.0.1:1', 'status 403'],
    ['from a page of no origin', 'null', 'status 403'],
  ])('%s', async (_what, named, expected) => {
    const origin = named === 'its own' ? gateway.url : named;
    expect(await open(origin === undefined ? {} : { origin }).then(() => 'yes', ({ message }) => message)).toBe(expected);
  });

  it('while there is room', async () => {
    // Those of the test before may still be on their way out.
    const enter = async (): Promise<RawSocket> => open().catch(enter);
    await Promise.all(Array.from({ length: 6 }, enter));
    await expect(openSocket(gateway.url)).rejects.toThrow('status 503');
    await leave(sockets.pop()!);
    await enter();
  });

  it('at /graphql', async () => {
    await expect(openSocket(`${gateway.url}/elsewhere`)).rejects.toThrow('status 404');
  });
});

it('an upgrade to anything else is not heard', async () => {
  const status = await new Promise((resolve, reject) => {
    request(`${gateway.url}/healthz`, { headers: { connection: 'upgrade', upgrade: 'h2c' } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject).end();
  });
  expect(status).toBe(200);
});
