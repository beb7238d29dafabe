import { expect } from '@jest/globals';
import type { Subgraph } from '@sizhu/kit';
import type { GraphQLUnionType } from 'graphql';
import type pg from 'pg';
import { rowsOf, startCityServer } from '../../../hub/tests/city-harness.js';
import { countDifferences } from '../../../hub/tests/recount.js';
import { withClient } from '../../../hub/src/database/client.js';
import { createSubgraph } from '../src/subgraph.js';

/** The day on which all tests of this pillar play. */
export const NOW = new Date('2026-11-24T10:00:00+08:00');

export interface Pillar {
  readonly url: string;
  readonly subgraph: Subgraph;
  /** Runs statements with parameters of PostgreSQL. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Asks, and fails on any error. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<any>;
  /** Fields of an area of this path, as the gateway asks for them. */
  askArea(path: string, fields: string): Promise<any>;
  /** The answer of one change; `fields` are asked of every type of its union. */
  change(name: string, input: object, fields: string): Promise<any>;
  /** The argument that an error names as bad. */
  badArgument(name: string, input: object): Promise<unknown>;
  /** How many keys of rollups differ from a recount. */
  differences(): Promise<number>;
  /** Takes every row away, rollups included, and puts these in. */
  fill(inserts: string): Promise<unknown>;
  stop(): Promise<void>;
}

/** The pillar alone, on a PostgreSQL of its own, without rows. */
export async function startPillar(): Promise<Pillar> {
  const server = await startCityServer();
  const url = (await server.provideMigrated()).informatization;
  const subgraph = createSubgraph({ databaseUrl: url, now: () => NOW });
  const ask: Pillar['ask'] = async (query, variables = {}) => {
    const { data, errors } = await subgraph.execute({ query, variables });
    expect(errors).toBeUndefined();
    return structuredClone(data);
  };
  const toMutation = (name: string, fields: string) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}`;
    return `mutation ($input: ${type}Input!) {
      answer: ${name}(input: $input) { __typename ${refusalsOf(subgraph, `${type}Result`)} ${fields} } }`;
  };
  return {
    url,
    subgraph,
    ask,
    sql: (text, values) => rowsOf(url, text, values),
    askArea: async (path, fields) => (await ask(
      `query ($areas: [_Any!]!) { _entities(representations: $areas) { ... on Area { ${fields} } } }`,
      { areas: [{ __typename: 'Area', code: path.slice(path.lastIndexOf('/') + 1), path }] }))._entities[0],
    change: async (name, input, fields) => (await ask(toMutation(name, fields), { input })).answer,
    badArgument: async (name, input) => {
      const { errors } = await subgraph.execute({ query: toMutation(name, ''), variables: { input: input } });
      return errors?.[0]?.extensions.argument ?? errors?.[0]?.message;
    },
    differences: () => withClient(url, async (client) => {
      const before = Object.values(await countDifferences(client));
      await client.query('SELECT fold_rollups()');
      return [...before, ...Object.values(await countDifferences(client))].reduce((sum, count) => sum + count, 0);
    }),
    fill: (inserts) => rowsOf(url, `
      DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' CASCADE' FROM pg_tables
        WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'); END $$;
      ${inserts}`),
    stop: async () => {
      await subgraph.close();
      await server.stop();
    },
  };
}

/** Every field of every refusal in the union. */
const refusalsOf = ({ schema }: Subgraph, union: string): string => (schema.getType(union) as GraphQLUnionType).getTypes()
  .filter((type) => type.getInterfaces().some(({ name }) => name === 'Refusal'))
  .map((type) => `... on ${type.name} { ${Object.keys(type.getFields()).join(' ')} }`).join(' ');
