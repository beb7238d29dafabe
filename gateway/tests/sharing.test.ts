import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveGateway, type ServedGateway, type SubgraphAnswer, type Transport } from '../src/index.js';

let gateway: ServedGateway;
let calls: (() => void)[] = [];
let data: Record<string, unknown>;

/** Answers when the test lets it. */
const held: Transport = {
  send: () => new Promise<SubgraphAnswer>((resolve) => { calls.push(() => { resolve({ data }); }); }),
  checkReady: async () => {},
};

beforeAll(async () => {
  gateway = await serveGateway({
    supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'),
    transports: { centers: held, informatization: held, grid: held, video: held }, port: 0, notice: '示例',
  });
});
afterAll(() => gateway?.stop());
beforeEach(() => { calls = []; });

const QUERY = 'query Named($code: ID!) { area(code: $code) { name } }';
const MUTATION = `mutation { recordCodeTable(input: { idempotencyKey: "key-00001", scheme: "a-b", version: "1", name: "a", nameEn: "a", source: "a",
  inForceFrom: "2026-01-01", values: [{ code: "1", name: "a", nameEn: "a" }] }) { __typename } }`;

interface Asking {
  readonly query?: string;
  readonly code?: string;
  readonly headers?: Record<string, string>;
}

const ask = async ({ query = QUERY, code = '2102', headers = {} }: Asking) => {
  const response = await fetch(`${gateway.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query, variables: query === MUTATION ? {} : { code } }),
  });
  return [response.headers.get('x-request-id'), await response.json()] as const;
};

it.each<[string, readonly Asking[], number]>([
  ['the same', [{}, {}, {}], 1],
  ['the same of different areas', [{}, { code: '210203' }, {}], 2],
  ['the same in other words', [{}, { query: QUERY.replace('Named', 'Called') }], 2],
  ['the same by callers who say who they are', [{ headers: { authorization: 'Bearer a' } }, { headers: { authorization: 'Bearer a' } }, { headers: { cookie: 'a=b' } }, {}], 4],
  ['the same change', [{ query: MUTATION }, { query: MUTATION }], 2],
])('%s, asked at the same time, takes as many calls as it must', async (_name, asked, expected) => {
  data = { area: { name: '大连市' }, recordCodeTable: { __typename: 'RecordCodeTableSuccess' } };
  const answers = Promise.all(asked.map(ask));
  // All have come when nothing comes any more.
  for (let before = -1; calls.length !== before || calls.length < expected;) {
    before = calls.length;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  expect(calls).toHaveLength(expected);
  calls.forEach((answer) => { answer(); });
  const told = await answers;
  expect(new Set(told.map(([id]) => id)).size).toBe(asked.length);
  if (asked.every(({ query = QUERY }) => query !== MUTATION)) {
    for (const [, answer] of told) expect(answer).toEqual({ data: { area: { name: '大连市' } }, extensions: { notice: '示例' } });
  }
});
