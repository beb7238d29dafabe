import { type PillarName } from '@sizhu/contract';
import { applyMigrations, type Subgraph, type SubgraphSettings } from '@sizhu/kit';
import { getNamedType, isObjectType, isUnionType, type GraphQLObjectType } from 'graphql';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgresServer } from './postgres-server.js';
import { countDifferences } from './recount.js';

type Variables = Readonly<Record<string, unknown>>;

/** One pillar alone, on a PostgreSQL of its own. What it answers is read as any: tests know the shapes. */
export interface Pillar {
  readonly url: string;
  readonly subgraph: Subgraph;
  /** What the reading side has sent since the list was last emptied. */
  readonly statements: string[];
  /** What changes take for this moment. */
  setClock(moment: Date): void;
  /** The data of an answer; an answer with an error is a failure. */
  ask(query: string, variables?: object): Promise<any>;
  /** Fields of the area of this path, as the gateway asks for them. `types` declares further variables. */
  askArea(path: string, fields: string, variables?: Variables & { readonly types?: string }): Promise<any>;
  /** What a mutation answers: `fields` of its result, and every field of whatever refuses. */
  change(mutation: string, input: object, fields: string): Promise<any>;
  /** Field and message of the input error that a mutation answers. */
  findInputError(mutation: string, input: object): Promise<{ readonly argument: unknown; readonly message: string }>;
  rows<Row = any>(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /** Takes every row away, rollups included, and runs the statements. */
  fill(inserts?: string): Promise<void>;
  /** How many keys of rollups differ from a recount, before and after they are folded. */
  differences(): Promise<number>;
  stop(): Promise<void>;
}

export interface PillarOptions {
  readonly name: PillarName;
  readonly createSubgraph: (settings: SubgraphSettings & { readonly now: () => Date }) => Subgraph;
  readonly now: Date;
}

/** An audit refuses to be emptied; its trigger is not asked here. */
const EMPTY = `SET session_replication_role = replica;
DO $$ BEGIN EXECUTE (SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' CASCADE' FROM pg_tables
  WHERE schemaname = current_schema() AND tablename <> '_prisma_migrations'); END $$;
SET session_replication_role = origin`;

export async function startPillar({ name, createSubgraph, now }: PillarOptions): Promise<Pillar> {
  const server = await startPostgresServer();
  const url = server.urlOf('postgres');
  const pool = new pg.Pool({ connectionString: url, options: `-c search_path=${name}`, max: 2 });
  // The server may be gone before the pool has closed the last of its connections.
  pool.on('error', () => {});
  const client = await pool.connect();
  await client.query(`CREATE SCHEMA ${name}`);
  await applyMigrations({ client, pillar: name, folder: join(__dirname, '../../../prisma', name, 'migrations') });
  const statements: string[] = [];
  let clock = now;
  const subgraph = createSubgraph({ databaseUrl: url, now: () => clock, onStatement: (text) => statements.push(text) });

  const execute = (query: string, variables: object) => subgraph.execute({ query, variables: JSON.parse(JSON.stringify(variables)) as Variables });
  const ask: Pillar['ask'] = async (query, variables = {}) => {
    const { data, errors } = await execute(query, variables);
    if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
    return structuredClone(data);
  };
  const toMutation = (mutation: string, fields: string) => `mutation ($input: ${toInputType(mutation)}!) {
    answer: ${mutation}(input: $input) { __typename ${refusalsOf(subgraph, mutation)} ${fields} } }`;
  return {
    url, subgraph, statements, ask,
    setClock: (moment) => { clock = moment; },
    askArea: async (path, fields, { types = '', ...variables } = {}) => (await ask(
      `query ($areas: [_Any!]!${types}) { _entities(representations: $areas) { ... on Area { ${fields} } } }`,
      { areas: [{ __typename: 'Area', code: path.slice(path.lastIndexOf('/') + 1), path }], ...variables }))._entities[0],
    change: async (mutation, input, fields) => (await ask(toMutation(mutation, fields), { input })).answer,
    findInputError: async (mutation, input) => {
      const { errors } = await execute(toMutation(mutation, ''), { input });
      const [error] = errors ?? [];
      if (error?.extensions.code !== 'BAD_USER_INPUT') throw new Error(`No input error: ${JSON.stringify(errors)}`);
      return { argument: error.extensions.argument, message: error.message };
    },
    rows: async (sql, values = []) => (await pool.query(sql, [...values])).rows,
    fill: async (inserts = '') => void await client.query(`${EMPTY}; ${inserts}`),
    differences: async () => {
      const before = await countDifferences(client);
      await client.query('SELECT fold_rollups()');
      return [before, await countDifferences(client)].flatMap((one) => Object.values(one)).reduce((sum, count) => sum + count, 0);
    },
    stop: async () => {
      await subgraph.close();
      client.release();
      await pool.end();
      await server.stop();
    },
  };
}

const toInputType = (mutation: string): string => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;

/** Every field of every refusal that the mutation may answer. */
function refusalsOf({ schema }: Subgraph, mutation: string): string {
  const result = getNamedType(schema.getMutationType()?.getFields()[mutation]?.type);
  if (!isUnionType(result)) return '';
  return result.getTypes().filter((type) => type.getInterfaces().some(({ name }) => name === 'Refusal'))
    .map((type) => `... on ${type.name} ${selectAll(type)}`).join(' ');
}

const selectAll = (type: GraphQLObjectType): string => `{ ${Object.values(type.getFields()).map((field) => {
  const inner = getNamedType(field.type);
  return isObjectType(inner) ? `${field.name} ${selectAll(inner)}` : field.name;
}).join(' ')} }`;

let keys = 0;
/** A new idempotencyKey. */
export const newKey = (): string => `key-${String(keys += 1).padStart(8, '0')}`;
