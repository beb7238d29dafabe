import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createClient as createEventClient } from 'graphql-sse';
import { createClient as createSocketClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { EVENTS, startLiveGateway, until, type LiveGateway } from './live-gateway.js';

jest.setTimeout(120_000);

/** More than the graphs that are kept for what still runs on them. */
const [RELOADS, RATE_MS] = [6, 20];

let gateway: LiveGateway;
beforeAll(async () => { gateway = await startLiveGateway(); });
afterAll(() => gateway?.stop());

it('nothing is lost and nothing fails while the supergraph is replaced again and again', async () => {
  const socketClient = createSocketClient({ url: `${gateway.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket, retryAttempts: 0 });
  const clients = [socketClient, ...[true, false].map((singleConnection) => createEventClient({ url: `${gateway.url}/graphql`, singleConnection, retryAttempts: 0 } as { url: string }))];
  const heard = clients.map((): string[] => []);
  const following = clients.map(async (client, at) => {
    for await (const { data } of client.iterate({ query: EVENTS }) as AsyncIterable<any>) heard[at]!.push(data.eventChanged.id);
  });
  await until(() => gateway.sources.length === clients.length);

  let happened = 0;
  const answers: Promise<unknown>[] = [];
  const asking = setInterval(() => {
    gateway.happen(1);
    happened += 1;
    answers.push(fetch(`${gateway.url}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ area(code: "2102") { name } }' }),
    }).then(async (response) => response.json()));
  }, RATE_MS);
  const sources = () => gateway.sources.length;
  for (let reload = 0; reload < RELOADS; reload += 1) {
    await gateway.reload();
    // One more on each graph: so many graphs are not kept, and the first subscriptions go over to a later one.
    const before = sources();
    following.push((async () => { for await (const _answer of socketClient.iterate({ query: EVENTS })); })());
    await until(() => sources() > before);
  }
  clearInterval(asking);

  const answered = await Promise.all(answers);
  expect(answered).toEqual(answered.map(() => ({ data: { area: { name: '大连市' } } })));
  const everything = Array.from({ length: happened }, (_, at) => `E${at + 1}`);
  await until(() => heard.every((ids) => ids.length >= everything.length));
  expect(heard).toEqual(clients.map(() => everything));
  expect(sources()).toBeGreaterThan(clients.length + RELOADS);
  for (const client of clients) await client.dispose();
  await Promise.all(following.map((one) => one.catch(() => {})));
});
