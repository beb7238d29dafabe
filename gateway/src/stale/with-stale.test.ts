import { beforeEach, describe, expect, it } from '@jest/globals';
import { toTransportError } from '../transport/transport-error.js';
import type { SubgraphAnswer, SubgraphCall, Transport } from '../transport/transport.js';
import { createStaleStore } from './stale-store.js';
import { withStale } from './with-stale.js';

const ENTITIES = 'query ($representations: [_Any!]!, $n: Int) { _entities(representations: $representations) { ... on Area { summary(n: $n) { count } other } ... on Center { summary { count } } } }';
const ALIASED = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { ...A } } fragment A on Area { mine: summary(n: 1) { ...S } } fragment S on Summary { count }';
const ROOT = '{ total { count } other }';
const area = (code: string) => ({ __typename: 'Area', code });

let now = 0;
let answer: SubgraphAnswer | Error;
let transport: Transport;

beforeEach(() => {
  now = 0;
  transport = withStale({
    send: async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    },
    checkReady: async () => {},
  }, {
    service: 'grid',
    store: createStaleStore({ maxBytes: 100_000, maxAgeMs: 60_000, now: () => now }),
    mayBeStale: (typename, field) => ['Area.summary', 'Query.total'].includes(`${typename}.${field}`),
  });
});

const ask = (query: string, variables: object, more: Partial<SubgraphCall> = {}) => transport.send({ query, variables: { ...variables }, operationName: null, ...more });
const DOWN = new Error('connect ECONNREFUSED');

/** Asks once when all is well, then when the subgraph is down, for something else perhaps. */
async function askTwice(good: SubgraphAnswer, first: readonly [string, object, Partial<SubgraphCall>?], second = first) {
  answer = good;
  await ask(...first);
  answer = DOWN;
  now += 5_000;
  return ask(...second).catch((error: unknown) => toTransportError(error).code);
}

const GOOD = { data: { _entities: [{ summary: { count: 7 }, other: 1 }, { summary: { count: 8 }, other: 2 }] } };
const TWO: readonly [string, object] = [ENTITIES, { representations: [area('a'), area('b')], n: 1 }];

describe('a subgraph that does not answer', () => {
  it('is answered for from before, where a field may be stale, with its age and the failure', async () => {
    expect(await askTwice(GOOD, TWO)).toEqual({
      data: { _entities: [{ summary: { count: 7 } }, { summary: { count: 8 } }] },
      stale: {
        failure: expect.objectContaining({ code: 'SUBGRAPH_UNAVAILABLE' }),
        marks: [{ path: ['_entities', 0, 'summary'], ageSeconds: 5 }, { path: ['_entities', 1, 'summary'], ageSeconds: 5 }],
      },
    });
  });

  it('is answered for entity by entity', async () => {
    expect(await askTwice(GOOD, TWO, [ENTITIES, { representations: [area('c'), area('b')], n: 1 }])).toMatchObject({
      data: { _entities: [null, { summary: { count: 8 } }] }, stale: { marks: [{ path: ['_entities', 1, 'summary'], ageSeconds: 5 }] },
    });
  });

  it('is answered for under an alias, through fragments', async () => {
    expect(await askTwice({ data: { _entities: [{ mine: { count: 7 } }] } }, [ALIASED, { representations: [area('a')] }]))
      .toMatchObject({ data: { _entities: [{ mine: { count: 7 } }] }, stale: { marks: [{ path: ['_entities', 0, 'mine'] }] } });
  });

  it('is answered for at the root', async () => {
    expect(await askTwice({ data: { total: { count: 9 }, other: 1 } }, [ROOT, {}])).toMatchObject({ data: { total: { count: 9 } }, stale: { marks: [{ path: ['total'] }] } });
  });

  it.each<[string, SubgraphAnswer, readonly [string, object, Partial<SubgraphCall>?], readonly [string, object, Partial<SubgraphCall>?] | null]>([
    ['of other arguments', GOOD, TWO, [ENTITIES, { representations: [area('a'), area('b')], n: 2 }]],
    ['of another entity', GOOD, TWO, [ENTITIES, { representations: [area('c')], n: 1 }]],
    ['of another selection', GOOD, TWO, [ENTITIES.replaceAll('count', 'count total'), { representations: [area('a')], n: 1 }]],
    ['for other rights', GOOD, [...TWO, { rights: 'city' }], [...TWO, { rights: 'district' }]],
    ['for rights where there were none', GOOD, TWO, [...TWO, { rights: 'district' }]],
    ['of a type that does not allow it', GOOD, [ENTITIES, { representations: [{ __typename: 'Center', id: '1' }, { __typename: 'Center', id: '2' }] }], null],
    ['that came with errors', { ...GOOD, errors: [{ message: 'no' }] }, TWO, null],
    ['that was null', { data: { _entities: [{ summary: null }, null] } }, TWO, null],
    ['to a mutation', GOOD, [...TWO, { isMutation: true }], null],
    ['to a mutation by its document', { data: { total: { count: 1 } } }, ['mutation { total { count } }', {}], null],
    ['to a field that does not allow it', { data: { other: 1 } }, ['{ other }', {}], null],
  ])('is not answered for by an answer %s', async (_name, good, first, second) => {
    expect(await askTwice(good, first, second ?? first)).toBe('SUBGRAPH_UNAVAILABLE');
  });

  it('is answered for only as long as that is not too old', async () => {
    answer = GOOD;
    await ask(...TWO);
    answer = DOWN;
    now = 60_001;
    await expect(ask(...TWO)).rejects.toBe(DOWN);
  });
});
