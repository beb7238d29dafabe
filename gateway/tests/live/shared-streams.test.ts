import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createClient, type Client } from 'graphql-sse';
import { EVENTS, startLiveGateway, until, type LiveGateway } from './live-gateway.js';

jest.setTimeout(30_000);

let gateway: LiveGateway;
const clients: { dispose(): void }[] = [];
const start = () => startLiveGateway({ liveLimits: { operations: 3, reservations: 4, reservationMs: 2_000 }, notice: 'Sample.' });

beforeAll(async () => { gateway = await start(); });
afterEach(async () => {
  for (const client of clients.splice(0)) client.dispose();
  await gateway.forget();
});
afterAll(() => gateway?.stop());

function connect() {
  const client: Client<true> = createClient({ singleConnection: true, url: `${gateway.url}/graphql`, retryAttempts: 0 });
  clients.push(client);
  return client;
}

interface Sent {
  readonly method?: string;
  readonly token?: string;
  readonly accept?: string;
  readonly query?: string;
  readonly body?: object;
}

async function send({ method = 'POST', token, accept, query = '', body }: Sent) {
  const client = new AbortController();
  clients.push({ dispose: () => { client.abort(); } });
  return fetch(`${gateway.url}/graphql${query}`, {
    method, signal: client.signal,
    headers: { ...(token !== undefined && { 'x-graphql-event-stream-token': token }), ...(accept && { accept }), ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
}
const reserve = async () => (await send({ method: 'PUT' })).text();
const operation = (operationId?: string, more: object = {}) => ({ query: EVENTS, extensions: { operationId, ...more } });

describe('a client of the single connection mode', () => {
  it('hears of several subscriptions on one connection, and ends each by itself', async () => {
    const client = connect();
    const [one, other] = [client.iterate({ query: EVENTS }), client.iterate({ query: EVENTS })];
    const first = Promise.all([one.next(), other.next()]);
    await until(() => gateway.sources.length === 2);
    gateway.happen(1);
    const expected = { data: { eventChanged: { id: 'E1', title: '事事事事' } }, extensions: { notice: 'Sample.', eventId: '1-1' } };
    expect((await first).map(({ value }) => value)).toEqual([expected, expected]);
    await one.return!(undefined);
    await until(() => gateway.sources.filter(({ ended }) => ended).length === 1);
    const next = other.next();
    gateway.happen(1);
    expect((await next).value).toMatchObject({ data: { eventChanged: { id: 'E2' } } });
  });

  it('is answered queries too', async () => {
    const client = connect();
    const answers: unknown[] = [];
    for await (const answer of client.iterate({ query: '{ area(code: "2102") { name } }' })) answers.push(answer);
    expect(answers).toEqual([{ data: { area: { name: '大连市' } }, extensions: { notice: 'Sample.' } }]);
  });

  it('goes on after the last event that it had', async () => {
    gateway.happen(5);
    const events = connect().iterate({ query: EVENTS, extensions: { lastEventId: '1-3' } });
    expect((await events.next()).value).toMatchObject({ data: { eventChanged: { id: 'E4' } } });
  });
});

describe('a request', () => {
  it.each<[string, Sent, number]>([
    ['for a stream that nobody reserved', { method: 'GET', token: 'x', accept: 'text/event-stream' }, 404],
    ['for an operation on it', { token: 'x', body: operation('1') }, 404],
    ['that ends an operation on it', { method: 'DELETE', token: 'x', query: '?operationId=1' }, 404],
    ['that ends an operation of no stream', { method: 'DELETE', query: '?operationId=1' }, 400],
  ])('%s is refused', async (_what, sent, status) => {
    const response = await send(sent);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  });

  it.each<[string, Omit<Sent, 'token'>, number, string]>([
    ['without an id', { body: operation() }, 400, 'BAD_REQUEST'],
    ['under an id that is in use', { body: operation('used') }, 409, 'BAD_REQUEST'],
    ['of a field that is not there', { body: { ...operation('1'), query: '{ nothing }' } }, 400, 'GRAPHQL_VALIDATION_FAILED'],
    ['after a place that is none', { body: operation('1', { lastEventId: 'x' }) }, 400, 'BAD_USER_INPUT'],
    ['more than there may be', { body: operation('4') }, 429, 'TOO_MANY_STREAMS'],
    ['on a second connection', { method: 'GET', accept: 'text/event-stream' }, 409, 'BAD_REQUEST'],
    ['to end an operation without its id', { method: 'DELETE' }, 400, 'BAD_REQUEST'],
  ])('%s is refused, and what runs goes on', async (what, sent, status, code) => {
    const token = await reserve();
    const stream = await send({ method: 'GET', token, accept: 'text/event-stream' });
    const running = what.startsWith('more') ? ['used', '2', '3'] : ['used'];
    for (const id of running) expect((await send({ token, body: operation(id) })).status).toBe(202);
    const refused = await send({ ...sent, token });
    expect(refused.status).toBe(status);
    expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    await until(() => gateway.sources.length === running.length);
    gateway.happen(1);
    expect(new TextDecoder().decode((await stream.body!.getReader().read()).value)).toContain('"id":"used"');
  });
});

describe('a reservation', () => {
  it('keeps what came before its connection', async () => {
    const token = await reserve();
    await send({ token, body: { query: '{ area(code: "2102") { name } }', extensions: { operationId: 'early' } } });
    const stream = await send({ method: 'GET', token, accept: 'text/event-stream' });
    expect(new TextDecoder().decode((await stream.body!.getReader().read()).value)).toContain('"id":"early"');
  });

  it('is let go when nobody comes, and there are not more than may be', async () => {
    const tokens = await Promise.all(Array.from({ length: 4 }, reserve));
    const refused = await send({ method: 'PUT' });
    expect(refused.status).toBe(429);
    await send({ token: tokens[0]!, body: operation('1') });
    await until(() => gateway.sources.some(({ ended }) => ended));
    expect((await send({ method: 'GET', token: tokens[0]!, accept: 'text/event-stream' })).status).toBe(404);
    expect((await send({ method: 'PUT' })).status).toBe(201);
  });
});

it('a hub that stops tells each operation its end', async () => {
  const token = await reserve();
  const stream = await send({ method: 'GET', token, accept: 'text/event-stream' });
  for (const id of ['1', '2']) await send({ token, body: operation(id) });
  const text = stream.text();
  await gateway.stop();
  expect((await text).match(/event: complete\ndata: \{"id":"[12]"\}/g)).toHaveLength(2);
  gateway = await start();
});
