import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SubgraphCall } from '../transport/transport.js';
import { serveGateway, type ServedGateway } from './serve-gateway.js';

const calls: SubgraphCall[] = [];
const transport = {
  send: async (call: SubgraphCall) => {
    calls.push(call);
    return { data: { area: { name: '大连市', code: '2102', __typename: 'Area' } } };
  },
  checkReady: async () => {},
};
let gateway: ServedGateway;

beforeAll(async () => {
  gateway = await serveGateway({
    supergraphSdl: readFileSync(join(process.cwd(), 'supergraph.graphql'), 'utf8'),
    transports: { centers: transport, informatization: transport, grid: transport, video: transport },
    port: 0, notice: 'Sample.', limits: { depth: 4, aliases: 3, rootFields: 3, directives: 3, tokens: 200, bytes: 20_000 },
  });
});
afterAll(() => gateway?.stop());
beforeEach(() => { calls.length = 0; });

const QUERY = 'query ($code: ID!) { area(code: $code) { name } }';
const DATA = { data: { area: { name: '大连市' } }, extensions: { notice: 'Sample.' } };

async function post(body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${gateway.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  return { status: response.status, type: response.headers.get('content-type'), requestId: response.headers.get('x-request-id'), answer: await response.json() as any };
}

async function get(parameters: Record<string, string>) {
  const response = await fetch(`${gateway.url}/graphql?${new URLSearchParams(parameters).toString()}`);
  return { status: response.status, allow: response.headers.get('allow'), answer: await response.json() as any };
}

it('answers a query by POST and by GET', async () => {
  expect(await post({ query: QUERY, variables: { code: '2102' } })).toMatchObject({ status: 200, answer: DATA });
  expect(await get({ query: QUERY, variables: '{"code":"2102"}' })).toMatchObject({ status: 200, answer: DATA });
});

it('runs no mutation by GET', async () => {
  const { status, allow, answer } = await get({ query: 'mutation { __typename }' });
  expect({ status, allow }).toEqual({ status: 405, allow: 'POST' });
  expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_REQUEST' } }]);
});

describe('the media type', () => {
  it.each([
    ['application/graphql-response+json', 'application/graphql-response+json', 400],
    ['application/json', 'application/json', 200],
    ['application/json, application/graphql-response+json;q=0.5', 'application/json', 200],
    ['application/json;q=0.5, application/graphql-response+json', 'application/graphql-response+json', 400],
    ['*/*', 'application/json', 400],
    ['text/html, */*;q=0.1', 'application/json', 400],
  ])('is chosen by accept: %s', async (accept, expected, status) => {
    const refused = await post({ query: '{ nothing }' }, { accept });
    expect(refused.type).toBe(`${expected}; charset=utf-8`);
    expect(refused.status).toBe(status);
    expect((await post({ query: '{ __typename }' }, { accept })).status).toBe(200);
  });

  it('that there is not is 406', async () => {
    expect(await post({ query: '{ __typename }' }, { accept: 'text/html' })).toMatchObject({ status: 406, answer: { errors: [{ extensions: { code: 'BAD_REQUEST' } }] } });
  });
});

describe('a request that is refused tells why, under its id', () => {
  it.each<[string, unknown, number, string]>([
    ['no JSON', '{"query": ', 400, 'BAD_REQUEST'],
    ['a list', [], 400, 'BATCHES_OFF'],
    ['no document', {}, 400, 'BAD_REQUEST'],
    ['variables that are a list', { query: QUERY, variables: [] }, 400, 'BAD_REQUEST'],
    ['variables that do not fit', { query: QUERY, variables: { code: {} } }, 400, 'BAD_USER_INPUT'],
    ['a missing variable', { query: QUERY }, 400, 'BAD_USER_INPUT'],
    ['too deep', { query: '{ area(code: "1") { parent { parent { parent { name } } } } }' }, 400, 'DOCUMENT_TOO_DEEP'],
    ['too many aliases', { query: '{ a: __typename b: __typename c: __typename d: __typename }' }, 400, 'TOO_MANY_ROOT_FIELDS'],
    ['too many aliases below', { query: '{ area(code: "1") { a: name b: name c: name d: name } }' }, 400, 'TOO_MANY_ALIASES'],
    ['too many directives', { query: '{ __typename @skip(if: false) @include(if: true) ... @include(if: true) { __typename @skip(if: false) } }' }, 400, 'TOO_MANY_DIRECTIVES'],
    ['too many tokens', { query: `{ ${'__typename '.repeat(300)} }` }, 400, 'TOO_MANY_TOKENS'],
    ['too many bytes', { query: `{ __typename } #${'x'.repeat(20_000)}` }, 413, 'REQUEST_TOO_LARGE'],
  ])('%s', async (_what, body, status, code) => {
    const refused = await post(body);
    expect(refused.status).toBe(status);
    expect(refused.answer).toMatchObject({ errors: [{ extensions: { code, requestId: refused.requestId } }] });
    expect(refused.answer).not.toHaveProperty('data');
    expect(calls).toEqual([]);
  });

  it('another type of body', async () => {
    expect(await post('{"query":"{ __typename }"}', { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  });
});

it.each(['multipart/form-data; boundary=x', 'Multipart/Mixed'])('a file is not taken: %s', async (type) => {
  const body = '--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n{"query":"{ __typename }"}\r\n--x--';
  expect(await post(body, { 'content-type': type })).toMatchObject({ status: 415, answer: { errors: [{ extensions: { code: 'UPLOADS_OFF' } }] } });
});

describe('a persisted query', () => {
  const persistedQuery = { version: 1, sha256Hash: createHash('sha256').update(QUERY).digest('hex') };

  it('is asked for, then known', async () => {
    const variables = { code: '2102' };
    expect(await post({ variables, extensions: { persistedQuery } })).toMatchObject({ status: 200, answer: { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] } });
    expect(await post({ query: QUERY, variables, extensions: { persistedQuery } })).toMatchObject({ answer: DATA });
    expect(await post({ variables, extensions: { persistedQuery } })).toMatchObject({ answer: DATA });
  });

  it('is no other document than its hash says', async () => {
    expect(await post({ query: '{ __typename }', extensions: { persistedQuery } })).toMatchObject({ status: 400, answer: { errors: [{ extensions: { code: 'DOCUMENT_HASH_MISMATCH' } }] } });
  });
});
