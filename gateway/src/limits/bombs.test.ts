import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate, visit, type ASTNode, type DocumentNode } from 'graphql';
import { DEFAULT_LIMITS, findBrokenLimit } from './index.js';

const schema = buildSchema('type Query { area: Area } type Area { name: String, parent: Area, children: [Area!] }');

/** The document, and how often anybody has looked at a node of it. */
function watch(query: string): { readonly document: DocumentNode; readonly nodes: number; readonly visits: () => number } {
  const document = parse(query, { noLocation: true });
  let [nodes, visits] = [0, 0];
  visit(document, {
    enter: (node: ASTNode) => {
      nodes += 1;
      const { kind } = node;
      Object.defineProperty(node, 'kind', { enumerable: true, get: () => { visits += 1; return kind; } });
    },
  });
  visits = 0;
  return { document, nodes, visits: () => visits };
}

/** As a request is: held to the limits, then validated. */
const refuse = (document: DocumentNode): string | undefined =>
  findBrokenLimit(document, DEFAULT_LIMITS)?.extensions.code as string | undefined ?? validate(schema, document)[0]?.message;

const times = (count: number, write: (at: number) => string): string => Array.from({ length: count }, (_, at) => write(at)).join(' ');

describe('a small document that unfolds to a huge one is refused with work that grows with its own size', () => {
  it.each<[string, string, RegExp]>([
    ['each fragment spreads the next twice', `{ area { ...F0 } } ${times(30, (at) => `fragment F${at} on Area { a: parent { ...F${at + 1} } b: parent { ...F${at + 1} } }`)} fragment F30 on Area { name }`, /TOO_MANY_SELECTIONS/],
    ['without a field in between', `{ area { ...F0 } } ${times(30, (at) => `fragment F${at} on Area { ...F${at + 1} ...F${at + 1} }`)} fragment F30 on Area { name }`, /TOO_MANY_SELECTIONS/],
    ['a fragment spreads itself', '{ area { ...F } } fragment F on Area { parent { ...F } children { ...F ...F } }', /Cannot spread fragment/],
    ['each fragment spreads all of them', `{ area { ...F0 } } ${times(12, (at) => `fragment F${at} on Area { ${times(12, (other) => `...F${other}`)} }`)}`, /Cannot spread fragment|TOO_MANY|Validation aborted/],
    ['two fragments that spread each other below fields', `{ area { ...A ...B } } fragment A on Area { ${times(10, (at) => `a${at}: parent { ...B }`)} } fragment B on Area { ${times(10, (at) => `a${at}: parent { ...A }`)} }`, /Cannot spread fragment|TOO_MANY|Validation aborted/],
    ['inline fragments', `{ area { ${times(8, () => '... { a: parent { ')}name${times(8, () => '} }')} ${times(2_600, () => '... { name }')} } }`, /TOO_MANY_SELECTIONS/],
    ['one field, asked for again and again', `{ area { ${times(4_900, () => 'name')} } }`, /TOO_MANY|Validation aborted/],
  ])('%s', (_how, query, refusal) => {
    const { document, nodes, visits } = watch(query);
    expect(refuse(document)).toMatch(refusal);
    expect(visits()).toBeLessThan(nodes * 150);
  });

  it('while an honest document is taken', () => expect(refuse(parse('{ area { ...F ...F } } fragment F on Area { name parent { name } }'))).toBeUndefined());
});
