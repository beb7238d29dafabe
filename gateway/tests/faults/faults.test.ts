import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { PILLARS, type PillarName } from '@sizhu/contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { httpTransport, serveGateway, type HttpTransport, type ServedGateway } from '../../src/index.js';
import {
  answer, answerText, breaksOff, floods, resets, saysNothing, startScriptedSubgraph, trickles, type Behaviour, type ScriptedSubgraph,
} from './scripted-subgraph.js';

jest.setTimeout(30_000);

const TIMEOUT_MS = 600;
const QUERY = '{ area(code: "2102") { name gridSummary { grids } } }';
const HEALTHY = { area: { name: '大连市', gridSummary: { grids: 7 } } };
const WITHOUT_GRID = { area: { name: '大连市', gridSummary: null } };

const centersAnswer = answer({ area: { __typename: 'Area', code: '2102', path: '2102', name: '大连市' } });
const gridAnswer = answer({ _entities: [{ gridSummary: { grids: 7 } }] });

let subgraphs: Record<PillarName, ScriptedSubgraph>;
let transports: Record<PillarName, HttpTransport>;
let gateway: ServedGateway;

beforeAll(async () => {
  const started = await Promise.all(PILLARS.map(async (pillar) => [pillar, await startScriptedSubgraph(answer({}))] as const));
  subgraphs = Object.fromEntries(started) as typeof subgraphs;
});
afterAll(async () => {
  await gateway?.stop();
  await Promise.all(Object.values(subgraphs).map((subgraph) => subgraph.stop()));
});
/** A gateway of its own for each test, so that no breaker remembers the last. */
beforeEach(async () => {
  await gateway?.stop();
  await Promise.all(Object.values(transports ?? {}).map((transport) => transport.close()));
  transports = Object.fromEntries(PILLARS.map((pillar) => [pillar, httpTransport(subgraphs[pillar].url, { maxAnswerBytes: 1_000_000 })])) as typeof transports;
  gateway = await serveGateway({
    supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'),
    transports, port: 0, deadlineMs: 10_000, guard: { timeoutMs: TIMEOUT_MS },
  });
  subgraphs.centers.behave = centersAnswer;
  subgraphs.grid.behave = gridAnswer;
  for (const subgraph of Object.values(subgraphs)) subgraph.calls = 0;
});

async function ask(query = QUERY) {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }),
  });
  return await response.json() as any;
}

/** Does one thing the first times, then another. */
function inTurn(times: number, first: Behaviour, then: Behaviour): Behaviour {
  let calls = 0;
  return (...args) => {
    calls += 1;
    (calls <= times ? first : then)(...args);
  };
}

it('the gateway answers when all is well', async () => expect(await ask()).toEqual({ data: HEALTHY }));

describe('a pillar that', () => {
  it.each<[string, Behaviour, string, number]>([
    ['closes the connection', resets, 'SUBGRAPH_UNAVAILABLE', 2],
    ['breaks off in its answer', breaksOff, 'SUBGRAPH_UNAVAILABLE', 2],
    ['says nothing', saysNothing, 'SUBGRAPH_TIMEOUT', 2],
    ['sends a byte at a time', trickles, 'SUBGRAPH_TIMEOUT', 2],
    ['sends more than is taken', floods, 'SUBGRAPH_BAD_ANSWER', 1],
    ['sends no JSON', answerText(200, '<html>hello</html>'), 'SUBGRAPH_BAD_ANSWER', 1],
    ['sends JSON that is no GraphQL response', answerText(200, '{"ok": true}'), 'SUBGRAPH_BAD_ANSWER', 1],
    ['answers 500', answerText(500, 'stack trace of a secret place'), 'SUBGRAPH_UNAVAILABLE', 2],
    ['answers 503 and wants to be left alone', answerText(503, '', { 'retry-after': '60' }), 'SUBGRAPH_UNAVAILABLE', 1],
    ['answers 429 with a date', answerText(429, '', { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }), 'SUBGRAPH_UNAVAILABLE', 1],
  ])('%s leaves the rest of the answer, and is named with a code', async (_name, behave, code, calls) => {
    subgraphs.grid.behave = behave;
    const result = await ask();
    expect(result.data).toEqual(WITHOUT_GRID);
    expect(result.errors).toMatchObject([{ extensions: { code, service: 'grid', requestId: expect.any(String) } }]);
    expect(JSON.stringify(result)).not.toMatch(/127\.0\.0\.1|stack|ECONN|html/);
    expect(subgraphs.grid.calls).toBe(calls);
    subgraphs.grid.behave = gridAnswer;
    expect(await ask()).toEqual({ data: HEALTHY });
  });

  it('fails once is asked again', async () => {
    subgraphs.grid.behave = inTurn(1, resets, gridAnswer);
    expect(await ask()).toEqual({ data: HEALTHY });
  });

  it('fails in a mutation is not asked again: it may have happened', async () => {
    subgraphs.grid.behave = resets;
    const mutation = `mutation { recordCodeTable(input: { idempotencyKey: "key-00001", scheme: "a-b", version: "1", name: "a", nameEn: "a", source: "a",
      inForceFrom: "2026-01-01", values: [{ code: "1", name: "a", nameEn: "a" }] }) { __typename } }`;
    expect((await ask(mutation)).errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'grid' } }]);
    expect(subgraphs.grid.calls).toBe(1);
  });

  it('keeps failing is asked no more, and comes back without a restart', async () => {
    subgraphs.grid.behave = resets;
    for (let times = 0; times < 10; times += 1) await ask();
    subgraphs.grid.calls = 0;
    expect((await ask()).data).toEqual(WITHOUT_GRID);
    expect(subgraphs.grid.calls).toBe(0);
    subgraphs.grid.behave = gridAnswer;
    let result = await ask();
    while (result.errors) {
      await new Promise((resolve) => { setTimeout(resolve, 100); });
      result = await ask();
    }
    expect(result).toEqual({ data: HEALTHY });
  });

  it('is down is named, and so are two of them; without centers nobody knows the area', async () => {
    subgraphs.grid.behave = resets;
    subgraphs.video.behave = resets;
    const { data, errors } = await ask('{ area(code: "2102") { name gridSummary { grids } channelSummary { registered } } }');
    expect(data).toEqual({ area: { name: '大连市', gridSummary: null, channelSummary: null } });
    expect(errors.map(({ extensions }: any) => extensions.service).sort()).toEqual(['grid', 'video']);
    subgraphs.centers.behave = resets;
    expect(await ask()).toMatchObject({ data: { area: null }, errors: [{ extensions: { service: 'centers' } }] });
  });
});

it('a client that hangs up stops the call under way', async () => {
  const closed = new Promise<void>((resolve) => {
    subgraphs.centers.behave = (request) => { request.socket.on('close', () => { resolve(); }); };
  });
  const client = new AbortController();
  const asked = fetch(`${gateway.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: QUERY }), signal: client.signal,
  });
  while (subgraphs.centers.calls === 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
  client.abort();
  await expect(asked).rejects.toThrow();
  await closed;
  expect(subgraphs.centers.calls).toBe(1);
});

it('a request has one deadline, however many pillars it asks in turn', async () => {
  await gateway.stop();
  gateway = await serveGateway({
    supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'), transports, port: 0, deadlineMs: 800, guard: { timeoutMs: 10_000 },
  });
  subgraphs.grid.behave = saysNothing;
  expect(await ask()).toMatchObject({ data: WITHOUT_GRID, errors: [{ extensions: { code: 'SUBGRAPH_TIMEOUT', service: 'grid' } }] });
  expect(subgraphs.grid.calls).toBe(1);
});
