import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import {
  buildSchema, getNamedType, isEnumType, isObjectType, isRequiredArgument, type GraphQLArgument, type GraphQLField, type GraphQLObjectType,
} from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from '../ask.js';
import { startQuestionServer, type QuestionCity, type QuestionServer } from './question-city.js';

jest.setTimeout(120_000);

/** Ways to some records of a type, for a number of them: each gives a list of objects. */
const MANY: Readonly<Record<string, (count: number) => string>> = {
  Area: (count) => `areas(level: ${count === 1 ? 'CITY' : 'DISTRICT'})`,
  Center: (count) => `area(code: "2102") { centers(first: ${count}) { edges { node`,
  Grid: (count) => `area(code: "210203") { grids(first: ${count}) { edges { node`,
};

const schema = buildSchema(readFileSync(join(__dirname, '../../../supergraph.graphql'), 'utf8'), { assumeValidSDL: true });
const lists = Object.keys(MANY).flatMap((name) => Object.values((schema.getType(name) as GraphQLObjectType).getFields())
  .filter(({ args }) => args.some((argument) => argument.name === 'after'))
  .map((field) => [`${name}.${field.name}`, name, field] as const));

let server: QuestionServer;
let city: QuestionCity;

beforeAll(async () => {
  server = await startQuestionServer();
  city = await server.open('nested', { events: 2_000, disputes: 200 });
});
afterAll(() => server?.stop());

const valueOf = ({ type }: GraphQLArgument): string => {
  const named = getNamedType(type);
  return isEnumType(named) ? named.getValues()[0]!.name : '{ from: "2026-01-01", to: "2026-11-01" }';
};

function toQuery(type: string, field: GraphQLField<unknown, unknown>, count: number): string {
  const way = MANY[type]!(count);
  const args = ['first: 2', ...field.args.filter(isRequiredArgument).map((argument) => `${argument.name}: ${valueOf(argument)}`)];
  const leaves = Object.values((nodeOf(field) as GraphQLObjectType).getFields()).some(({ name }) => name === 'id') ? 'id' : '__typename';
  const total = Object.keys((getNamedType(field.type) as GraphQLObjectType).getFields()).includes('totalCount') ? ' totalCount' : '';
  return `{ ${way} { ${field.name}(${args.join(', ')}) { edges { node { ${leaves} } }${total} } } ${' }'.repeat([...way].filter((letter) => letter === '{').length)} }`;
}

function nodeOf({ type }: GraphQLField<unknown, unknown>) {
  const edge = getNamedType((getNamedType(type) as GraphQLObjectType).getFields().edges!.type);
  return isObjectType(edge) ? getNamedType(edge.getFields().node!.type) : undefined;
}

async function countStatements(query: string): Promise<number> {
  city.statements.length = 0;
  const { errors } = await ask(city.hub.url, query);
  expect(errors).toBeUndefined();
  return city.statements.length;
}

it('knows the lists of areas, centers and grids', () => expect(lists.length).toBeGreaterThan(8));

it.each(lists)('%s takes as many statements for many parents as for one', async (_name, type, field) => {
  const one = await countStatements(toQuery(type, field, 1));
  expect(await countStatements(toQuery(type, field, 7))).toBe(one);
});
