import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { ask } from '../ask.js';
import { startQuestionServer, type QuestionCity, type QuestionServer } from './question-city.js';
import { readStatement, readyQuestions, VARIANTS } from './questions.js';

jest.setTimeout(120_000);

let server: QuestionServer;
let city: QuestionCity;

beforeAll(async () => {
  server = await startQuestionServer();
  city = await server.open('small', { events: 2_000, disputes: 200 });
});
afterAll(() => server?.stop());

it('has one statement for each question: one SELECT of the answer as jsonb, worked out from rows', () => {
  const files = readdirSync(__dirname).filter((file) => file.endsWith('.sql') && file !== 'functions.sql');
  expect(files.sort()).toEqual(readyQuestions.map(({ operation }) => operation.replace(/graphql$/, 'sql')).sort());
});

const cases = readyQuestions.flatMap((question) =>
  [{}, ...VARIANTS[question.operation] ?? []].map((variant) =>
    [`question ${question.number}, ${question.operation} with ${JSON.stringify(variant)}`, question, { ...question.variables, ...variant }] as const));

it.each(cases)('%s: the graph says what the rows say', async (_name, question, variables) => {
  const [{ data, errors }, [row]] = await Promise.all([
    ask(city.hub.url, question.query, variables),
    city.rows<{ answer: unknown }>(`SELECT (${readStatement(question)}) AS answer`, [JSON.stringify(variables)]),
  ]);
  expect(errors).toBeUndefined();
  expect(row?.answer).not.toBeNull();
  expect(comparable(data)).toEqual(comparable(row?.answer));
});

it('tells a wrong figure from a right one', async () => {
  const question = readyQuestions.find(({ number }) => number === 0)!;
  const variables = { code: '210203' };
  const statement = readStatement(question);
  const [row] = await city.rows<{ answer: unknown }>(
    `SELECT (${statement.replace('e.area_path, root.path)', "e.area_path, root.path) AND e.severity <> 'IV'")}) AS answer`,
    [JSON.stringify(variables)]);
  const { data } = await ask(city.hub.url, question.query, variables);
  expect(comparable(data)).not.toEqual(comparable(row?.answer));
});

/** Moments of counting and cursors are the graph's own; these lists come in no promised order. */
const OWN = new Set(['asOf', 'endCursor']);
const UNORDERED = new Set(['byKind', 'byMethod']);

function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => !OWN.has(name)).map(([name, child]) => {
    const plain = comparable(child);
    return [name, UNORDERED.has(name) && Array.isArray(plain) ? sorted(plain) : plain];
  }));
}

const sorted = (items: readonly unknown[]): readonly unknown[] => [...items].sort((one, other) => (toKey(one) < toKey(other) ? -1 : 1));

/** Objects from the two sources name their keys in different orders. */
const toKey = (item: unknown): string => JSON.stringify((item as { readonly code?: { readonly name?: string } | null }).code?.name ?? '');
