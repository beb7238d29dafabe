import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { DEFAULT_LIMITS, findBrokenLimit, type Limits } from './index.js';

const find = (query: string, limits: Partial<Limits>) => findBrokenLimit(parse(query), { ...DEFAULT_LIMITS, ...limits })?.extensions.code;

describe.each<[keyof Limits, string, number, readonly [string, string]]>([
  ['depth', 'DOCUMENT_TOO_DEEP', 3, ['{ a { b { c } } }', '{ a { b { c { d } } } }']],
  ['depth', 'DOCUMENT_TOO_DEEP', 3, ['{ a { ...F } } fragment F on T { b { ... { c } } }', '{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c { d } }']],
  ['aliases', 'TOO_MANY_ALIASES', 2, ['{ x: a y: a a }', '{ x: a b { y: a z: a } }']],
  ['aliases', 'TOO_MANY_ALIASES', 2, ['{ ...F ...F } fragment F on T { x: a }', '{ b { ...F } c { ...F } } fragment F on T { x: a ... { y: a } }']],
  ['rootFields', 'TOO_MANY_ROOT_FIELDS', 2, ['{ a { b c d } e }', '{ a ...F } fragment F on Query { b ... { c } }']],
  ['directives', 'TOO_MANY_DIRECTIVES', 2, ['{ a @x @x }', '{ a @x ...F @x } fragment F on T { b @x }']],
  ['selections', 'TOO_MANY_SELECTIONS', 5, ['{ a b { c } ...F } fragment F on T { d }', '{ a ...F ...F } fragment F on T { b c }']],
])('%s (%s)', (limit, code, most, [within, beyond]) => {
  it('is taken up to the limit', () => expect(find(within, { [limit]: most })).toBeUndefined());
  it('is refused beyond it', () => expect(find(beyond, { [limit]: most })).toBe(code));
});

it.each(['{ ...F } fragment F on T { ...F }', '{ ...Missing }'])('leaves to validation what is not valid: %s', (query) => {
  expect(find(query, {})).toBeUndefined();
});

it('measures fragments that unfold to billions of selections at once', () => {
  const fragments = Array.from({ length: 60 }, (_, at) => `fragment F${at} on T { a { ...F${at + 1} } b { ...F${at + 1} } }`);
  expect(find(`{ ...F0 } ${fragments.join(' ')} fragment F60 on T { c }`, {})).toBe('TOO_MANY_SELECTIONS');
});
