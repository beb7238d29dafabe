import { applyMigrations, type Subgraph } from '@sizhu/kit';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgresServer } from '../../../packages/testkit/src/postgres-server.js';
import { createSubgraph } from '../src/index.js';

export const NOW = new Date('2026-03-01T12:00:00Z');
export const hoursFromNow = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);

export interface VideoPillar {
  readonly subgraph: Subgraph;
  readonly client: pg.Client;
  readonly url: string;
  /** Statements of the reading side since the last look. */
  readonly statements: string[];
  /** What changes take for this moment. */
  setClock(moment: Date): void;
  /** The data of an answer without errors. */
  ask(query: string, variables?: object): Promise<any>;
  /** What a mutation answers; `fields` are asked of its success type. */
  change(mutation: string, input: object, fields: string): Promise<any>;
  /** Field and message of the input error that an answer holds. */
  findInputError(mutation: string, input: object): Promise<{ argument: unknown; message: string }>;
  rows(sql: string, values?: readonly unknown[]): Promise<any[]>;
  stop(): Promise<void>;
}

const REFUSALS = { NotFound: 'id', StaleVersion: 'currentVersion', IllegalTransition: 'from allowed' };

/** The video pillar alone, on a PostgreSQL of its own. */
export async function startVideoPillar(): Promise<VideoPillar> {
  const server = await startPostgresServer();
  const url = server.urlOf('postgres');
  const client = new pg.Client({ connectionString: url, options: '-c search_path=video' });
  await client.connect();
  await client.query('CREATE SCHEMA video');
  await applyMigrations({ client, pillar: 'video', folder: join(__dirname, '../../../prisma/video/migrations') });
  let clock = NOW;
  const statements: string[] = [];
  const subgraph = createSubgraph({ databaseUrl: url, now: () => clock, onStatement: (text) => statements.push(text) });
  const inputType = (mutation: string) => `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const run = (mutation: string, input: object, fields: string) => subgraph.execute({
    query: `mutation ($input: ${inputType(mutation)}!) { ${mutation}(input: $input) { __typename ${fields} ... on Refusal { message messageZh } } }`,
    variables: JSON.parse(JSON.stringify({ input })),
  });
  return {
    subgraph, client, url, statements,
    setClock: (moment) => { clock = moment; },
    ask: async (query, variables = {}) => {
      const { data, errors } = await subgraph.execute({ query, variables: JSON.parse(JSON.stringify(variables)) });
      if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
      return data;
    },
    change: async (mutation, input, fields) => {
      const refusals = Object.entries(REFUSALS).filter(([kind]) => isMemberOf(subgraph, mutation, kind)).map(([kind, own]) => `... on ${kind} { ${own} }`).join(' ');
      const { data, errors } = await run(mutation, input, `${fields} ${refusals}`);
      if (errors) throw new Error(errors.map(({ message }) => message).join('\n'));
      return (data as any)[mutation];
    },
    findInputError: async (mutation, input) => {
      const { errors } = await run(mutation, input, '');
      const [error] = errors ?? [];
      if (error?.extensions.code !== 'BAD_USER_INPUT') throw new Error(`No input error: ${JSON.stringify(errors)}`);
      return { argument: error.extensions.argument, message: error.message };
    },
    rows: async (sql, values = []) => (await client.query(sql, [...values])).rows,
    stop: async () => {
      await subgraph.close();
      await client.end();
      await server.stop();
    },
  };
}

function isMemberOf(subgraph: Subgraph, mutation: string, kind: string): boolean {
  const type = subgraph.schema.getMutationType()?.getFields()[mutation]?.type.toString().replace('!', '') ?? '';
  const union = subgraph.schema.getType(type);
  return union !== undefined && 'getTypes' in union && union.getTypes().some(({ name }) => name === kind);
}

let keys = 0;
export const newKey = (): string => `key-${String(keys += 1).padStart(8, '0')}`;

/** The entity of a representation, as the gateway would ask for it. */
export const askArea = async ({ ask }: VideoPillar, path: string, fields: string, variables: { types?: string } & Record<string, unknown> = {}): Promise<any> => {
  const { types = '', ...values } = variables;
  return (await ask(`query ($representations: [_Any!]!${types}) { _entities(representations: $representations) { ... on Area { ${fields} } } }`,
    { representations: [{ __typename: 'Area', code: path.split('/').at(-1), path }], ...values }))._entities[0];
};
