import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serveAsked, type AskedGateway } from '../../tests/ask-gateway.js';

const QUERY = { query: '{ area(code: "2102") { name } }' };
const ANSWER = { data: { area: { name: '大连市' } } };
const DATA = { data: { area: { name: '大连市', code: '2102', __typename: 'Area' } } };
let on: AskedGateway;
let off: AskedGateway;

beforeAll(async () => {
  on = await serveAsked(DATA, { protocol: { maxBatch: 3 }, limits: { aliases: 2 } });
  off = await serveAsked(DATA);
});
afterAll(() => Promise.all([on?.stop(), off?.stop()]));
beforeEach(() => { on.calls.length = 0; });

it('a list of operations is answered by a list in the same order', async () => {
  const { status, headers, answer } = await on.post([QUERY, { query: '{ __typename }' }], { accept: 'application/graphql-response+json' });
  expect({ status, answer }).toEqual({ status: 200, answer: [ANSWER, { data: { __typename: 'Query' } }] });
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
});

it('one that is refused leaves the others alone, and names its own code', async () => {
  const { status, answer } = await on.post([{ query: '{ nothing }' }, QUERY, 'nonsense']);
  expect(status).toBe(200);
  expect(answer).toMatchObject([{ errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }] }, ANSWER, { errors: [{ extensions: { code: 'BAD_REQUEST' } }] }]);
});

it('each is held to the limits by itself', async () => {
  const within = { query: '{ a: __typename b: __typename }' };
  const beyond = { query: '{ a: __typename b: __typename c: __typename }' };
  expect((await on.post([within, within, beyond])).answer).toMatchObject([
    { data: { a: 'Query' } }, { data: { a: 'Query' } }, { errors: [{ extensions: { code: 'TOO_MANY_ALIASES' } }] },
  ]);
});

describe('a list is refused', () => {
  it.each<[string, () => AskedGateway, unknown, string]>([
    ['where none are taken', () => off, [QUERY], 'BATCHES_OFF'],
    ['of more operations than are taken', () => on, [QUERY, QUERY, QUERY, QUERY], 'BATCH_TOO_LARGE'],
    ['of no operations', () => on, [], 'BAD_REQUEST'],
  ])('%s', async (_what, gateway, body, code) => {
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      expect(await gateway().post(body, { accept })).toMatchObject({ status: 400, answer: { errors: [{ extensions: { code } }] } });
    }
    expect(gateway().calls).toEqual([]);
  });
});
