import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import catalog from '../../clients/operations/catalog.json' with { type: 'json' };
import { startSmallHub } from './small-hub.js';
import type { Hub } from '../src/start-hub.js';

jest.setTimeout(120_000);

const saved = catalog.flatMap(({ number, operation, variables }) =>
  operation === null ? [] : [{ number, operation, variables }]);
let hub: Hub;

beforeAll(async () => { hub = await startSmallHub(); });
afterAll(() => hub?.stop());

it.each(saved)('$number $operation answers from the sample city', async ({ operation, variables }) => {
  const query = readFileSync(join(__dirname, '../../clients/operations', operation), 'utf8');
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json() as { data?: Readonly<Record<string, unknown>>; errors?: unknown };
  expect(errors).toBeUndefined();
  expect(Object.values(data ?? {})).not.toContain(null);
  expect(findEmptyLists(data)).toEqual([]);
});

/** Paths of lists without an item in any place of the answer: of a question that found nothing. */
function findEmptyLists(answer: unknown): readonly string[] {
  const sizes = new Map<string, number>();
  const visit = (value: unknown, path: string): void => {
    if (Array.isArray(value)) {
      sizes.set(path, (sizes.get(path) ?? 0) + value.length);
      value.forEach((item) => visit(item, path));
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, child] of Object.entries(value)) visit(child, `${path}.${name}`);
    }
  };
  visit(answer, 'data');
  return [...sizes].flatMap(([path, size]) => (size === 0 ? [path] : []));
}
