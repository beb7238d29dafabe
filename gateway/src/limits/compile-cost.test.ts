import { describe, expect, it } from '@jest/globals';
import { buildSchema, getIntrospectionQuery, getOperationAST, getVariableValues, parse, validate } from 'graphql';
import { DEFAULT_LIMITS } from './index.js';
import { createAdmission } from './admission.js';
import { compileCost } from './compile-cost.js';
import { readCostTable } from './cost-table.js';

const SDL = `
  directive @cost(weight: String!) on FIELD_DEFINITION
  directive @listSize(assumedSize: Int, slicingArguments: [String!], sizedFields: [String!]) on FIELD_DEFINITION
  type Query { area(code: ID!): Area, areas: [Area!]!, places: [Place!]! @listSize(assumedSize: 3), pick(limit: Int): Picks @listSize(slicingArguments: ["limit"], sizedFields: ["picked"]) }
  type Mutation { rename(code: ID!): Area, move(code: ID!): Area }
  type Area implements Named { name: String, dear: Int @cost(weight: "5"), parent: Area, ground: Ground @cost(weight: "7"), centers(first: Int = 20, after: String): Centers!, nearest(first: Int): [Center!] }
  type Ground { name: String }
  type Centers { edges: [Edge!]!, totalCount: Int }
  type Edge { node: Center!, cursor: String }
  type Center implements Named { name: String, rooms: [Room!]!, area: Area }
  type Room { name: String }
  type Picks { picked: [Area!], others: [Area!] }
  interface Named { name: String }
  union Place = Area | Center`;
const schema = buildSchema(SDL);
const table = readCostTable(parse(SDL));

function measure(query: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(query);
  const operation = getOperationAST(document);
  if (!operation || validate(schema, document).length > 0) throw new Error(`The operation is not valid: ${query}`);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return compileCost(document, operation, { schema, table })(coerced ?? {});
}

describe('the cost', () => {
  it.each<[string, string, number]>([
    ['leaves are free', '{ area(code: "1") { name } }', 1],
    ['each object counts', '{ area(code: "1") { parent { parent { name } } } }', 3],
    ['a weight of the schema counts, also of a leaf', '{ area(code: "1") { dear ground { name } } }', 1 + 5 + 7],
    ['a list of unknown length is taken for ten', '{ areas { name } }', 10],
    ['or for what the schema says', '{ places { ... on Area { parent { name } } } }', 3 * 2],
    ['a page is as long as it is asked for', '{ area(code: "1") { centers(first: 7) { totalCount edges { node { name } } } } }', 1 + 1 + 7 * 2],
    ['or as its default', '{ area(code: "1") { centers { edges { node { name } } } } }', 1 + 1 + 20 * 2],
    ['a list that is asked for by length itself', '{ area(code: "1") { nearest(first: 4) { rooms { name } } } }', 1 + 4 * (1 + 10)],
    ['lists inside of lists multiply', '{ area(code: "1") { centers(first: 7) { edges { node { area { centers(first: 9) { edges { node { name } } } } } } } } }', 2 + 7 * (3 + 1 + 9 * 2)],
    ['the schema says which list an argument is about', '{ pick(limit: 3) { picked { name } others { name } } }', 1 + 3 + 10],
    ['fragments count wherever they are spread', '{ a: area(code: "1") { ...F } b: area(code: "1") { ...F } } fragment F on Area { parent { name } }', 4],
    ['aliases count each', '{ area(code: "1") { a: parent { name } b: parent { name } } }', 3],
    ['what is left out does not', '{ area(code: "1") { parent @skip(if: true) { name } ... @include(if: false) { parent { name } } } }', 1],
    ['a change counts ten', 'mutation { a: rename(code: "1") { name } b: move(code: "1") { parent { name } } }', 10 + 11],
    ['a negative page costs nothing more: a pillar refuses it', '{ area(code: "1") { centers(first: -5) { edges { node { name } } } } }', 2],
    ['the schema counts a hundredth', '{ __type(name: "Area") { fields { name } } }', 0.01 + 0.1],
  ])('%s', (_rule, query, cost) => expect(measure(query)).toBeCloseTo(cost));

  const paged = 'query ($first: Int, $on: Boolean = false) { area(code: "1") { centers(first: $first) { edges { node { name } } } parent @include(if: $on) { name } } }';
  it.each<[string, object, number]>([
    ['a page', { first: 100 }, 2 + 200],
    ['a page that is not given', {}, 2 + 40],
    ['a page that is null', { first: null }, 2 + 40],
    ['a hundred million', { first: 100_000_000 }, 2 + 200_000_000],
    ['a condition', { first: 1, on: true }, 2 + 2 + 1],
  ])('follows the variables: %s', (_what, variables, cost) => expect(measure(paged, variables as Record<string, unknown>)).toBe(cost));

  it('of the whole schema stays within the limit; of the schema inside of itself it does not', () => {
    expect(measure(getIntrospectionQuery())).toBeLessThan(DEFAULT_LIMITS.cost);
    const nested = (depth: number): string => (depth === 0 ? 'name' : `fields { type { ${nested(depth - 1)} } }`);
    const document = parse(`{ __schema { types { ${nested(8)} } } }`);
    expect(compileCost(document, getOperationAST(document)!, { schema, table })({})).toBeGreaterThan(DEFAULT_LIMITS.cost);
  });
});

describe('an operation is admitted', () => {
  const document = parse('query ($first: Int) { area(code: "1") { centers(first: $first) { edges { node { name } } } } }');
  const admit = createAdmission(document, getOperationAST(document)!, { schema, table, limits: { cost: 202, values: 3 } });
  it.each<[string, object, string | undefined]>([
    ['at the most cost', { first: 100 }, undefined],
    ['not beyond it', { first: 101 }, 'COST_TOO_HIGH'],
    ['with the most values', { first: 1, list: [1] }, undefined],
    ['not with more of them', { first: 1, list: [1, 2] }, 'TOO_MANY_VALUES'],
    ['nor with more of them further down', { first: 1, in: { side: { of: 1 } } }, 'TOO_MANY_VALUES'],
  ])('%s', (_what, variables, code) => {
    const admitted = admit(variables as Record<string, unknown>, variables as Record<string, unknown>);
    expect(typeof admitted === 'number' ? undefined : admitted.extensions.code).toBe(code);
  });
});
