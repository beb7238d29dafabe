import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { applyMigrations } from '../../packages/kit/src/database/migrate.js';
import { startPostgresServer, type PostgresServer } from '@sizhu/testkit';

const ROOT = resolve(import.meta.dirname, '../..');
const BINARIES = join(ROOT, 'node_modules/.bin');
const ENGINE = join(ROOT, 'prisma/engine/schema-engine.js');

/** Every command starts the CLI and an engine, a second or two each. */
jest.setTimeout(120_000);

/** One project, in the life of which the tests are successive moments. */
let server: PostgresServer;
let folder: string;
let client: pg.Client;

beforeAll(async () => {
  server = await startPostgresServer();
  folder = await mkdtemp(join(tmpdir(), 'sizhu-prisma-'));
  await administer('CREATE DATABASE shadow');
  await writeConfig();
  await writeSchema('name String');
});

afterAll(async () => {
  await client?.end(); // Never opened when a run is filtered to other tests.
  await rm(folder, { recursive: true });
  await server.stop();
});

async function writeConfig(shadow = 'shadow'): Promise<void> {
  await writeFile(join(folder, 'prisma.config.ts'), `export default ${JSON.stringify({
    schema: join(folder, 'schema.prisma'),
    migrations: { path: join(folder, 'migrations') },
    datasource: {
      url: `${server.urlOf('city')}?schema=centers`,
      shadowDatabaseUrl: `${server.urlOf(shadow)}?schema=centers`,
    },
  })};`);
}

/** `"char"`-typed catalogue columns are read as soon as there is a table with an index and an enum. */
async function writeSchema(...fields: string[]): Promise<void> {
  await writeFile(join(folder, 'schema.prisma'), `
    datasource db {
      provider = "postgresql"
    }
    enum Level {
      COUNTY
      TOWN
    }
    model Center {
      id    Int   @id @default(autoincrement())
      level Level @default(TOWN)
      ${fields.join('\n')}
      @@index([level])
    }`);
}

interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs the ordinary CLI. Its standard output and error come together, without colours. */
function prisma(...args: string[]): Promise<Outcome> {
  const env = {
    ...process.env,
    PATH: [BINARIES, process.env.PATH].join(delimiter),
    NO_COLOR: '1',
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/prisma'),
    PRISMA_SCHEMA_ENGINE_BINARY: ENGINE,
  };
  const command = [join(ROOT, 'node_modules/prisma/build/index.js'), ...args, '--config', join(folder, 'prisma.config.ts')];
  return new Promise((done) => {
    const child = execFile(join(BINARIES, 'node'), command, { env, cwd: ROOT }, (error, stdout, stderr) => {
      done({ code: error ? Number(child.exitCode) : 0, output: stdout + stderr });
    });
    child.stdin?.end();
  });
}

const migrationNames = async () => (await readdir(join(folder, 'migrations'))).filter((name) => !name.endsWith('.toml')).sort();

const readMigration = (name: string) => readFile(join(folder, 'migrations', name, 'migration.sql'), 'utf8');

async function tablesOf(schema: string): Promise<readonly string[]> {
  const { rows } = await client.query('SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1', [schema]);
  return rows.map(({ tablename }) => tablename);
}

async function connectTo(database: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: server.urlOf(database), options: '-c search_path=centers' });
  await connection.connect();
  return connection;
}

async function administer(sql: string): Promise<void> {
  const admin = await connectTo('postgres');
  await admin.query(sql);
  await admin.end();
}

const driftFromDatabase = () =>
  prisma('migrate', 'diff', '--from-config-datasource', '--to-schema', join(folder, 'schema.prisma'), '--exit-code');

it('answers --version, validate and format', async () => {
  expect(await prisma('--version')).toMatchObject({ code: 0, output: expect.stringContaining('schema-engine-wasm') });
  expect(await prisma('validate')).toMatchObject({ code: 0, output: expect.stringContaining('is valid') });
  expect(await prisma('format')).toMatchObject({ code: 0 });
});

describe('authoring', () => {
  it('says that the database is missing', async () => {
    expect(await prisma('migrate', 'status')).toMatchObject({ code: 1, output: expect.stringContaining('P1003') });
  });

  it('writes the first migration, and creates the database on the way', async () => {
    expect(await prisma('migrate', 'dev', '--create-only', '--name', 'init')).toMatchObject({ code: 0 });

    const [name = ''] = await migrationNames();
    expect(await readMigration(name)).toContain('CREATE TABLE "Center"');
    client = await connectTo('city');
    expect(await tablesOf('centers')).toEqual(['_prisma_migrations']);
  });
});

describe('with the in-process applier', () => {
  it('status and deploy find the database up to date after it', async () => {
    expect(await prisma('migrate', 'status')).toMatchObject({ code: 1, output: expect.stringContaining('not yet been applied') });

    const { applied } = await applyMigrations({ client, folder: join(folder, 'migrations'), pillar: 'centers' });

    expect(applied).toEqual(await migrationNames());
    expect(await prisma('migrate', 'status')).toMatchObject({ code: 0, output: expect.stringContaining('up to date') });
    expect(await prisma('migrate', 'deploy')).toMatchObject({ code: 0, output: expect.stringContaining('No pending migrations') });
    expect(await tablesOf('centers')).toEqual(['Center', '_prisma_migrations']);
    expect(await tablesOf('public')).toEqual([]);
  });
});

describe('after a change of the schema', () => {
  it('diff exits 0 without drift, and 2 with it', async () => {
    expect(await driftFromDatabase()).toMatchObject({ code: 0, output: expect.stringContaining('No difference') });

    await writeSchema('name String', 'address String?');
    expect(await driftFromDatabase()).toMatchObject({ code: 2, output: expect.stringContaining('address') });
  });

  it('migrate dev --create-only writes the change, and deploy applies it', async () => {
    expect(await prisma('migrate', 'dev', '--create-only', '--name', 'address')).toMatchObject({ code: 0 });
    const [, name = ''] = await migrationNames();
    expect(await readMigration(name)).toContain('ADD COLUMN     "address" TEXT');

    expect(await prisma('migrate', 'deploy')).toMatchObject({ code: 0, output: expect.stringContaining(name) });
    expect(await driftFromDatabase()).toMatchObject({ code: 0 });
    const none = await applyMigrations({ client, folder: join(folder, 'migrations'), pillar: 'centers' });
    expect(none).toMatchObject({ applied: [], known: 2 });
  });

  it('diff replays the migrations in the shadow database, and leaves it empty', async () => {
    const replay = ['migrate', 'diff', '--from-migrations', join(folder, 'migrations'), '--exit-code'];
    expect(await prisma(...replay, '--to-schema', join(folder, 'schema.prisma'))).toMatchObject({ code: 0 });
    expect(await prisma(...replay, '--to-empty')).toMatchObject({ code: 2 });
  });

  it('refuses a shadow database that holds data, and leaves it alone', async () => {
    await writeConfig('city');
    const outcome = await prisma('migrate', 'dev', '--create-only', '--name', 'never');
    await writeConfig();

    expect(outcome).toMatchObject({ code: 1, output: expect.stringContaining('city is not empty') });
    expect(await tablesOf('centers')).toEqual(['Center', '_prisma_migrations']);
  });

  it('migrate dev applies what it writes', async () => {
    await writeSchema('name String', 'address String?', 'phone String?');

    expect(await prisma('migrate', 'dev', '--name', 'phone')).toMatchObject({ code: 0 });
    expect(await driftFromDatabase()).toMatchObject({ code: 0 });
  });
});

describe('migrate dev on a new database', () => {
  it('applies the history, and goes on to compare in the same run', async () => {
    await client.end();
    await administer('DROP DATABASE city');

    expect(await prisma('migrate', 'dev')).toMatchObject({ code: 0, output: expect.stringContaining('in sync') });
    client = await connectTo('city');
    expect(await tablesOf('centers')).toEqual(['Center', '_prisma_migrations']);
  });
});

describe('a migration that fails', () => {
  const NAME = '29990101000000_function';

  const writeMigration = async (sql: string) => {
    await mkdir(join(folder, 'migrations', NAME), { recursive: true });
    await writeFile(join(folder, 'migrations', NAME, 'migration.sql'), sql);
  };

  it('stops deploy, is shown by status, and refuses the applier', async () => {
    await writeMigration('SELECT 1 / 0;');

    expect(await prisma('migrate', 'deploy')).toMatchObject({ code: 1, output: expect.stringContaining('division by zero') });
    expect(await prisma('migrate', 'status')).toMatchObject({ code: 1, output: expect.stringContaining('have failed') });
    await expect(applyMigrations({ client, folder: join(folder, 'migrations'), pillar: 'centers' }))
      .rejects.toMatchObject({ code: 'MIGRATION_UNFINISHED' });
  });

  it('can be resolved; a script with a function body is sent whole', async () => {
    expect(await prisma('migrate', 'resolve', '--rolled-back', NAME)).toMatchObject({ code: 0 });
    await writeMigration(`CREATE FUNCTION one() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END; $$;`);

    expect(await prisma('migrate', 'deploy')).toMatchObject({ code: 0 });
    expect((await client.query('SELECT one()')).rows).toEqual([{ one: 1 }]);
  });

  it('reset starts again from nothing', async () => {
    await client.query('INSERT INTO "Center" (name) VALUES (\'kept by mistake\')');

    expect(await prisma('migrate', 'reset', '--force')).toMatchObject({ code: 0 });
    expect((await client.query('SELECT * FROM "Center"')).rows).toEqual([]);
    expect(await prisma('migrate', 'status')).toMatchObject({ code: 0 });
  });
});

it('shows why the engine panicked, and ends with 1', async () => {
  process.env.FORCE_PANIC_SCHEMA_ENGINE = '1';
  const outcome = await driftFromDatabase();
  delete process.env.FORCE_PANIC_SCHEMA_ENGINE;

  expect(outcome).toMatchObject({ code: 1, output: expect.stringContaining('panic') });
});

/** An engine that dies in a call makes the CLI end with 0, which a check for drift takes for "none". */
it('survives a fault inside the engine, and answers with it', async () => {
  const engine = spawn(join(BINARIES, 'node'), [ENGINE], { stdio: ['pipe', 'pipe', 'ignore'] });
  const lines = createInterface({ input: engine.stdout })[Symbol.asyncIterator]();
  const ask = async (call: object) => {
    engine.stdin.write(`${JSON.stringify(call)}\n`);
    return JSON.parse((await lines.next()).value ?? '{}');
  };

  expect(await ask({ id: 1, method: 'diff', params: {} })).toMatchObject({
    id: 1,
    error: { data: { message: expect.stringContaining('missing field') } },
  });
  expect(await ask({ id: 2, method: 'diff', params: {} })).toMatchObject({ id: 2, error: {} });
  engine.stdin.end();
  expect(await once(engine, 'exit')).toEqual([0, null]);
});
