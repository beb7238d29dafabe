import { afterEach, describe, expect, it } from '@jest/globals';
import { PILLARS } from '@sizhu/contract';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubgraphAnswer, Transport } from '../transport/transport.js';
import { serveGateway, type ServedGateway } from './serve-gateway.js';

const supergraphSdl = readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8');

let gateway: ServedGateway | undefined;
let logged: { readonly fields: any; readonly message: string }[] = [];

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
  logged = [];
});

const answering = (answer: SubgraphAnswer): Transport => ({ send: async () => answer, checkReady: async () => {} });

/** A gateway of which each pillar answers nothing, but `centers` what is given. */
async function serve(centers: Transport): Promise<string> {
  const note = (fields: object, message: string) => void logged.push({ fields, message });
  gateway = await serveGateway({
    supergraphSdl,
    transports: { ...Object.fromEntries(PILLARS.map((pillar) => [pillar, answering({ data: {} })])), centers },
    port: 0,
    log: { error: note, warn: note, info: note } as never,
  });
  return gateway.url;
}

async function ask(url: string, body: unknown) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, requestId: response.headers.get('x-request-id'), answer: await response.json() as any };
}

const AREA = { query: '{ area(code: "2102") { name } }' };

describe('an error', () => {
  it('of a pillar that gives no answer names the pillar and tells nothing of the cause', async () => {
    const url = await serve({ ...answering({}), send: async () => { throw new Error('connect ECONNREFUSED 10.1.2.3'); } });
    const { answer } = await ask(url, AREA);
    expect(answer.data).toEqual({ area: null });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'centers', retryable: true } }]);
    expect(JSON.stringify(answer)).not.toContain('10.1.2.3');
  });

  it('inside a pillar is masked, and the log holds it under the id of the request', async () => {
    const url = await serve(answering({ data: { area: null }, errors: [{ message: 'relation "area" does not exist', path: ['area'] }] }));
    const { answer, requestId } = await ask(url, AREA);
    expect(answer.errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } }]);
    expect(JSON.stringify(answer)).not.toContain('relation');
    expect(logged).toMatchObject([{ fields: { requestId, err: { message: 'relation "area" does not exist' } } }]);
  });

  it('that the client can mend comes through as it is, and is not logged', async () => {
    const refusal = { message: 'first: 0 is outside 1 to 200.', extensions: { code: 'BAD_USER_INPUT', argument: 'first' } };
    const url = await serve(answering({ data: { area: null }, errors: [refusal] }));
    const { answer } = await ask(url, AREA);
    expect(answer.errors).toMatchObject([{ message: refusal.message, extensions: { ...refusal.extensions, retryable: false } }]);
    expect(logged).toEqual([]);
  });
});

describe('a request', () => {
  it.each([
    ['that is no GraphQL', { query: '{ area(' }, 'GRAPHQL_PARSE_FAILED'],
    ['for a field that is not there', { query: '{ residents { name } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    ['for one of several operations without its name', { query: 'query A { __typename } query B { __typename }' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['for an operation that the document does not hold', { query: 'query A { __typename }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
    ['without a document', {}, 'BAD_REQUEST'],
    ['with a document that never ends', { query: `{ ${'a '.repeat(10_001)}}` }, 'TOO_MANY_TOKENS'],
    ['with fragments that unfold to billions of fields', { query: bomb(30) }, 'TOO_MANY_SELECTIONS'],
  ])('%s is refused', async (_name, body, code) => {
    const { status, answer } = await ask(await serve(answering({ data: {} })), body);
    expect(status).toBe(400);
    expect(answer.errors).toMatchObject([{ extensions: { code, retryable: false } }]);
  });

  it('of more than a megabyte is refused', async () => {
    const { status } = await ask(await serve(answering({ data: {} })), { query: `#${' '.repeat(1_000_001)}` });
    expect(status).toBe(413);
  });
});

it('is ready when every pillar is, and says which is not', async () => {
  const url = await serve({ ...answering({ data: {} }), checkReady: async () => { throw new Error('no database'); } });
  const response = await fetch(`${url}/readyz`);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ pillars: { centers: 'not ready', grid: 'ready' } });
  expect((await fetch(`${url}/healthz`)).status).toBe(200);
});

/** Each fragment spreads the next one twice. */
function bomb(depth: number): string {
  const fragments = Array.from({ length: depth }, (_, at) =>
    `fragment F${at} on Area { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } }`);
  return `{ area(code: "2102") { ...F0 } } ${fragments.join(' ')} fragment F${depth} on Area { name }`;
}
