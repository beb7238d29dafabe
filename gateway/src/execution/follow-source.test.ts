import { expect, it } from '@jest/globals';
import type { Transport } from '../transport/transport.js';
import { followSource } from './follow-source.js';
import type { Run } from './run.js';

const NODE = { kind: 'Fetch', serviceName: 'grid', operation: 'subscription { happened }', operationKind: 'subscription', variableUsages: [] } as never;
const ANSWER = { data: { happened: true } };

it.each([
  ['before its first event is asked again after the place at which it began', [{ id: '1-7' }], '1-7'],
  ['after an event is asked again after that', [{ id: '1-7' }, { id: '1-9', answer: ANSWER }], '1-9'],
])('a pillar that breaks off %s', async (_what, items, place) => {
  const asked: (string | null)[] = [];
  const leaving = new AbortController();
  const transport: Transport = {
    send: async () => ANSWER,
    checkReady: async () => {},
    subscribe: async (_call, after) => {
      asked.push(after);
      return (async function* () {
        if (after === null) {
          yield* items;
          throw new Error('gone');
        }
        yield { id: '1-10', answer: ANSWER };
      })();
    },
  };
  const run = { data: {}, sent: {}, errors: [], fatal: new Set(), isInBytes: false, stale: [], signal: leaving.signal } as Run;
  const events = await followSource(NODE, { nameOf: (name: string) => name } as never, { grid: transport })(run, { after: null, signal: leaving.signal });
  if (!(Symbol.asyncIterator in events)) throw new Error('There are no events.');
  const heard: string[] = [];
  for await (const { id, given } of events) {
    if (given) heard.push(id);
    if (id === '1-10') break;
  }
  leaving.abort();
  expect(asked).toEqual([null, place]);
  expect(heard.at(-1)).toBe('1-10');
});
