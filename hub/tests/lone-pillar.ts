import { expect } from '@jest/globals';
import type { PillarName } from '@sizhu/contract';
import type { Subgraph } from '@sizhu/kit';
import type { GraphQLUnionType } from 'graphql';
import type pg from 'pg';
import { withClient } from '../src/database/client.js';
import { rowsOf, startCityServer } from './city-harness.js';
import { countDifferences } from './recount.js';

export interface LonePillar {
  readonly url: string;
  readonly subgraph: Subgraph;
  /** Statements of the reading side since the list was last emptied. */
  readonly statements: string[];
  /** What changes take for this moment. */
  setClock(moment: Date): void;
  /** Runs statements with parameters of PostgreSQL. */
  sql<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Asks, and fails on any error. */
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<any>;
  /** Fields of an area of this path, as the gateway asks for them. */
  askArea(path: string, fields: string): Promise<any>;
  /** The answer of one change; `fields` are asked of every type of its union. */
  change(name: string, input: object, fields: string): Promise<any>;
  /** The argument that an error names as bad, and what it says. */
  badInput(name: string, input: object): Promise<{ argument: unknown; message: string }>;
  /** How many keys of rollups differ from a recount, before a fold and after it. */
  differences(): Promise<number>;
  /** Takes every row away, rollups included, and puts these in. */
  fill(inserts: string): Promise<unknown>;
  stop(): Promise<void>;
}

interface LonePillarOptions {
  readonly pillar: PillarName;
  readonly now: Date;
  readonly create: (settings: { databaseUrl: string; now: () => Date; onStatement: (sql: string) => void }) => Subgraph;
}

const asSent = <Value extends object>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

/** One pillar alone, on a PostgreSQL of its own, without rows. */
export async function startLonePillar({ pillar, now, create }: LonePillarOptions): Promise<LonePillar> {
  const server = await startCityServer();
  const url = (await server.provideMigrated())[pillar];
  let clock = now;
  const statements: string[] = [];
  const subgraph = create({ databaseUrl: url, now: () => clock, onStatement: (sql) => statements.push(sql) });
  const ask: LonePillar['ask'] = async (query, variables = {}) => {
    const { data, errors } = await subgraph.execute({ query, variables: asSent(variables) });
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
    statements,
    ask,
    setClock: (moment) => { clock = moment; },
    sql: (text, values) => rowsOf(url, text, values),
    askArea: async (path, fields) => (await ask(
      `query ($areas: [_Any!]!) { _entities(representations: $areas) { ... on Area { ${fields} } } }`,
      { areas: [{ __typename: 'Area', code: path.slice(path.lastIndexOf('/') + 1), path }] }))._entities[0],
    change: async (name, input, fields) => (await ask(toMutation(name, fields), { input })).answer,
    badInput: async (name, input) => {
      const { errors } = await subgraph.execute({ query: toMutation(name, ''), variables: asSent({ input }) });
      return { argument: errors?.[0]?.extensions.argument, message: errors?.[0]?.message ?? 'No error.' };
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
