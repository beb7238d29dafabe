import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createParser } from 'eventsource-parser';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { EVENTS, startLiveGateway, until, type LiveGateway } from './live-gateway.js';
import { openSocket } from './raw-socket.js';

jest.setTimeout(60_000);

/** An event of 60 kB, of which so many happen; the system keeps a few megabytes for a client that does not read. */
const [TITLE_LENGTH, EVENT_COUNT, AT_MOST_TAKEN] = [20_000, 500, 400];

let gateway: LiveGateway;
const leaving: (() => void)[] = [];

let [patient, strict]: LiveGateway[] = [];
beforeAll(async () => {
  patient = await startLiveGateway({ titleLength: TITLE_LENGTH });
  strict = await startLiveGateway({ titleLength: TITLE_LENGTH, liveLimits: { stallMs: 300 } });
});
afterEach(async () => {
  for (const leave of leaving.splice(0)) leave();
  await gateway.forget();
});
afterAll(async () => {
  await patient?.stop();
  await strict?.stop();
});

interface Listener {
  /** Numbers of the events that came. */
  readonly heard: number[];
  lastEventId(): string | undefined;
  pause(): void;
  resume(): void;
  /** What it was told when it was cut off. */
  readonly cutOff: Promise<unknown>;
}

type Listen = (lastEventId?: string) => Promise<Listener>;

const toNumber = (id: string): number => Number(id.slice(1));

const overSocket: Listen = async (lastEventId) => {
  const { socket, say, closed } = await openSocket(gateway.url);
  leaving.push(() => { socket.terminate(); });
  const heard: number[] = [];
  let last: string | undefined;
  socket.on('message', (data: Buffer) => {
    const { type, payload } = JSON.parse(data.toString());
    if (type !== 'next') return;
    heard.push(toNumber(payload.data.eventChanged.id));
    last = payload.extensions.eventId;
  });
  say({ type: 'subscribe', id: '1', payload: { query: EVENTS, extensions: { lastEventId } } });
  return { heard, lastEventId: () => last, pause: () => { socket.pause(); }, resume: () => { socket.resume(); }, cutOff: closed };
};

const overEvents: Listen = async (lastEventId) => {
  const asked = request(`${gateway.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...(lastEventId && { 'last-event-id': lastEventId }) },
  });
  asked.end(JSON.stringify({ query: EVENTS }));
  const [response] = await once(asked, 'response') as [IncomingMessage];
  leaving.push(() => { asked.destroy(); });
  return readEvents(response);
};

const overSharedEvents: Listen = async (lastEventId) => {
  const token = await (await fetch(`${gateway.url}/graphql`, { method: 'PUT' })).text();
  const asked = request(`${gateway.url}/graphql?token=${token}`, { headers: { accept: 'text/event-stream' } }).end();
  const [response] = await once(asked, 'response') as [IncomingMessage];
  leaving.push(() => { asked.destroy(); });
  await fetch(`${gateway.url}/graphql?token=${token}`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: EVENTS, extensions: { operationId: '1', lastEventId } }),
  });
  return readEvents(response);
};

function readEvents(response: IncomingMessage): Listener {
  const heard: number[] = [];
  let last: string | undefined;
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      if (event !== 'next') return;
      const parsed = JSON.parse(data);
      heard.push(toNumber((parsed.payload ?? parsed).data.eventChanged.id));
      last = id ?? parsed.payload.extensions.eventId;
    },
  });
  response.setEncoding('utf8').on('data', (text: string) => { parser.feed(text); }).on('error', () => {});
  return { heard, lastEventId: () => last, pause: () => { response.pause(); }, resume: () => { response.resume(); }, cutOff: new Promise((resolve) => { response.once('close', resolve); }) };
}

describe.each<[string, Listen]>([
  ['a socket', overSocket], ['an event stream', overEvents], ['a shared event stream', overSharedEvents],
])('over %s', (_wire, listen) => {
  it('a client that does not read keeps its place at the pillar, and costs the others nothing', async () => {
    gateway = patient!;
    const slow = await listen();
    const quick = await listen();
    await until(() => gateway.sources.length === 2);
    slow.pause();
    gateway.happen(EVENT_COUNT);
    await until(() => quick.heard.length === EVENT_COUNT);
    const [source] = gateway.sources;
    expect(source!.taken).toBeLessThan(AT_MOST_TAKEN);
    slow.resume();
    await until(() => slow.heard.length === EVENT_COUNT);
    expect(slow.heard).toEqual(quick.heard);
  });

  it('one that does not read for long is cut off, and goes on where it was', async () => {
    gateway = strict!;
    const slow = await listen();
    await until(() => gateway.sources.length === 1);
    slow.pause();
    gateway.happen(EVENT_COUNT);
    await until(() => gateway.sources[0]!.ended);
    slow.resume();
    await slow.cutOff;
    const back = await listen(slow.lastEventId() ?? '1-0');
    await until(() => back.heard.at(-1) === EVENT_COUNT);
    expect([...slow.heard, ...back.heard]).toEqual(Array.from({ length: EVENT_COUNT }, (_, at) => at + 1));
  });
});
