import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createParser } from 'eventsource-parser';
import type { Hub } from '../src/start-hub.js';
import { ask } from './ask.js';
import { startSmallHub } from './small-hub.js';

jest.setTimeout(120_000);

let hub: Hub;
let channels: readonly { readonly id: string; readonly deviceId: string }[];

beforeAll(async () => {
  hub = await startSmallHub();
  const { data } = await ask<any>(hub.url, '{ area(code: "210203") { channels(filter: { health: [ONLINE] }, first: 20) { edges { node { id deviceId } } } } }');
  channels = data.area.channels.edges.map(({ node }: any) => node);
});
afterAll(() => hub?.stop());

interface Item {
  readonly event: string | undefined;
  readonly id: string | undefined;
  readonly data: any;
}

/** Subscribes, and hands out what comes one by one. */
async function subscribe(query: string, headers: Readonly<Record<string, string>> = {}) {
  const client = new AbortController();
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST', signal: client.signal, body: JSON.stringify({ query }),
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
  });
  const items: Item[] = [];
  const waiting: ((item: Item) => void)[] = [];
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      const item = { event, id, data: data === '' ? null : JSON.parse(data) };
      const next = waiting.shift();
      if (next) next(item);
      else items.push(item);
    },
  });
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) parser.feed(decoder.decode(chunk, { stream: true }));
  })().catch(() => {});
  return {
    response,
    next: () => new Promise<Item>((resolve) => {
      const item = items.shift();
      if (item) resolve(item);
      else waiting.push(resolve);
    }),
    leave: async () => {
      client.abort();
      await reading;
    },
  };
}

const QUERY = `subscription { channelStatusChanged(under: "210203") { id health { state } area { name center { name } } } }`;
let keys = 0;
const observe = (at: number, state: string) => ask<any>(hub.url, `mutation ($input: RecordObservationsInput!) {
  recordObservations(input: $input) { ... on ObservationsRecorded { changed } } }`, {
  input: { idempotencyKey: `observation-${keys += 1}`, observations: [{ deviceId: channels[at]!.deviceId, state, observedAt: new Date().toISOString() }] },
});

describe('a subscription', () => {
  it('answers each event across the pillars, with an id', async () => {
    const { response, next, leave } = await subscribe(QUERY);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await observe(0, 'OFFLINE');
    const item = await next();
    expect(item).toMatchObject({
      event: 'next', id: expect.stringMatching(/^\d+-\d+$/),
      data: { data: { channelStatusChanged: { id: channels[0]!.id, health: { state: 'OFFLINE' }, area: { name: expect.any(String) } } }, extensions: { notice: expect.any(String) } },
    });
    expect(item.data.errors).toBeUndefined();
    await leave();
  });

  it('goes on after the last event that the client had', async () => {
    const first = await subscribe(QUERY);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await observe(1, 'OFFLINE');
    const { id } = await first.next();
    await first.leave();
    await observe(2, 'OFFLINE');
    await observe(3, 'OFFLINE');
    const second = await subscribe(QUERY, { 'last-event-id': id! });
    expect([await second.next(), await second.next()].map(({ data }) => data.data.channelStatusChanged.id)).toEqual([channels[2]!.id, channels[3]!.id]);
    await second.leave();
  });

  it('hears of nothing outside its area', async () => {
    const elsewhere = await subscribe('subscription { channelStatusChanged(under: "210202") { id } }');
    const here = await subscribe(QUERY);
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    await observe(4, 'OFFLINE');
    await here.next();
    expect(await Promise.race([elsewhere.next(), new Promise((resolve) => { setTimeout(resolve, 300, 'nothing'); })])).toBe('nothing');
    await Promise.all([here.leave(), elsewhere.leave()]);
  });

  it.each([
    ['with a place that is none', QUERY, { 'last-event-id': 'x' }, [400, 'BAD_USER_INPUT']],
    ['of a field that is not there', 'subscription { nothing }', {}, [400, 'GRAPHQL_VALIDATION_FAILED']],
    ['to a client that takes no events', QUERY, { accept: 'application/json' }, [406, 'BAD_REQUEST']],
  ] as const)('%s is refused', async (_name, query, headers, [status, code]) => {
    const response = await fetch(`${hub.url}/graphql`, {
      method: 'POST', body: JSON.stringify({ query }), headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});

it('a query that asks for events is answered with one, and an end', async () => {
  const { next, leave } = await subscribe('{ area(code: "2102") { name } }');
  expect(await next()).toMatchObject({ event: 'next', data: { data: { area: { name: '大连市' } } } });
  expect(await next()).toMatchObject({ event: 'complete' });
  await leave();
});

it('the hub stops although somebody listens', async () => {
  const { next } = await subscribe(QUERY);
  const end = next();
  await hub.stop();
  expect(await end).toMatchObject({ event: 'complete' });
});
