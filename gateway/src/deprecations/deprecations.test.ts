import { describe, expect, it } from '@jest/globals';
import { buildSchema, getOperationAST, parse, validate } from 'graphql';
import { findDeprecations } from './find-deprecations.js';
import { readReason } from './read-reason.js';
import { toDeprecationHeaders } from './to-headers.js';

const reason = (day: number) => `@deprecated(reason: "since 2026-01-0${day}, until 2027-06-0${day}, see https://hub.example/${day}.")`;
const schema = buildSchema(`
  type Query { area(code: ID, old: Int ${reason(2)}, filter: Filter, level: Level): Area, late: Int @deprecated(reason: "Do not ask.") }
  type Area implements Named { name: String, title: String ${reason(1)}, area: Area }
  interface Named { name: String, title: String ${reason(5)} }
  input Filter { under: ID, inside: Filter, above: ID ${reason(3)} }
  enum Level { CITY, TOWN ${reason(4)} }`);

function headersOf(query: string, name?: string) {
  const document = parse(query);
  expect(validate(schema, document)).toEqual([]);
  const operation = getOperationAST(document, name);
  return operation && toDeprecationHeaders([findDeprecations(document, operation, schema)]);
}

const headers = (day: number) => ({
  deprecation: `@${Date.UTC(2026, 0, day) / 1_000}`,
  sunset: new Date(Date.UTC(2027, 5, day, 23, 59, 59)).toUTCString(),
  link: `<https://hub.example/${day}>; rel="deprecation"`,
});

describe('an operation that touches what is deprecated says so', () => {
  it.each<[string, string, number]>([
    ['a field', '{ area { area { title } } }', 1],
    ['a field in a fragment', '{ area { ...F } } fragment F on Area { area { ... { title } } }', 1],
    ['a field of an interface', '{ area { ... on Named { title } } }', 5],
    ['an argument', '{ area(old: 1) { name } }', 2],
    ['an argument by variable', 'query ($old: Int) { area(old: $old) { name } }', 2],
    ['a field of an input', '{ area(filter: { under: "1", inside: { above: "2" } }) { name } }', 3],
    ['a value of an enum', '{ area(level: TOWN) { name } }', 4],
    ['a value of an enum as a default', 'query ($level: Level = TOWN) { area(level: $level) { name } }', 4],
  ])('%s', (_what, query, day) => expect(headersOf(query)).toEqual(headers(day)));

  it('with the earliest moments and each link once', () => {
    expect(headersOf('{ a: area(old: 1) { title } b: area { title } }')).toEqual({ ...headers(1), link: `${headers(2).link}, ${headers(1).link}` });
  });

  it('without a day, it is deprecated already', () => expect(headersOf('{ late }')).toEqual({ deprecation: '@0' }));
});

it.each([
  ['nothing deprecated', '{ area(level: CITY, filter: { under: "1" }) { name } }', undefined],
  ['a fragment that is not spread and another operation', 'query A { area { name } } query B { area { ...F } } fragment F on Area { title }', 'A'],
])('%s says nothing', (_what, query, name) => expect(headersOf(query, name)).toEqual({}));

it.each<[string, ReturnType<typeof readReason>]>([
  ['Use name.', { since: 0, until: null, links: [] }],
  ['until 2027-02-31', { since: 0, until: null, links: [] }],
  ['Until 2027-06-30.', { since: 0, until: Date.UTC(2027, 5, 30, 23, 59, 59) / 1_000, links: [] }],
  ['see (https://a.example/b?c=d&e), or http://f.example', { since: 0, until: null, links: ['https://a.example/b?c=d&e', 'http://f.example'] }],
  ['https://a.example/>;rel="x"', { since: 0, until: null, links: [] }],
  ['https://a.example/\r\nset-cookie:x', { since: 0, until: null, links: ['https://a.example/'] }],
])('reads of the reason %j', (text, read) => expect(readReason(text)).toEqual(read));
