import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startPostgresServer, type PostgresServer } from '@sizhu/testkit';
import { applyMigrations, checkServerVersion } from './migrate.js';

const FIRST = '20260101000000_first';
const SECOND = '20260102000000_second';

let server: PostgresServer;
let folder: string;
let clients: pg.Client[];

beforeAll(async () => {
  server = await startPostgresServer();
}, 60_000);

afterAll(() => server.stop());

beforeEach(async () => {
  clients = [];
  folder = await mkdtemp(join(tmpdir(), 'sizhu-migrations-'));
  await write(FIRST, 'CREATE TABLE center (id int PRIMARY KEY);');
  await write(SECOND, `INSERT INTO center VALUES (1);\nSELECT ';';`);
  const client = await connect();
  await client.query('DROP SCHEMA IF EXISTS centers CASCADE; CREATE SCHEMA centers');
});

afterEach(async () => {
  await Promise.all(clients.map((client) => client.end()));
  await rm(folder, { recursive: true });
});

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: server.urlOf('postgres'),
    options: '-c search_path=centers',
  });
  client.on('error', () => {}); // A test ends some connections from the server's side.
  await client.connect();
  clients.push(client);
  return client;
}

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'migration.sql'), sql);
}

const apply = async () => applyMigrations({ client: await connect(), folder, pillar: 'centers' });

async function read(sql: string): Promise<readonly unknown[]> {
  return (await (await connect()).query(sql)).rows;
}

describe('applyMigrations', () => {
  it('applies in order, tells each, and has nothing to do the second time', async () => {
    const told: string[] = [];
    const input = { client: await connect(), folder, pillar: 'centers', onApplied: (name: string) => told.push(name) };

    expect(await applyMigrations(input)).toEqual({ pillar: 'centers', applied: [FIRST, SECOND], known: 0 });
    expect(await applyMigrations(input)).toEqual({ pillar: 'centers', applied: [], known: 2 });
    expect(told).toEqual([FIRST, SECOND]);
  });

  it('applies once when several start together', async () => {
    const reports = await Promise.all(Array.from({ length: 8 }, apply));

    expect(reports.flatMap(({ applied }) => applied)).toEqual([FIRST, SECOND]);
    expect(await read('SELECT count(*)::int FROM _prisma_migrations')).toEqual([{ count: 2 }]);
    expect(await read('SELECT id FROM center')).toEqual([{ id: 1 }]);
  });

  it('waits for a running prisma migrate', async () => {
    const cli = await connect();
    await cli.query('SELECT pg_advisory_lock(72707369)');
    let ended = false;
    const waiting = apply().finally(() => { ended = true; });
    await until(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);

    expect(ended).toBe(false);
    await cli.query('SELECT pg_advisory_unlock(72707369)');
    expect((await waiting).applied).toHaveLength(2);
  });

  it('leaves nothing of a script that fails, and resumes after its correction', async () => {
    await write(SECOND, 'INSERT INTO center VALUES (1); SELECT 1 / 0;');
    await expect(apply()).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining(`${SECOND} failed and was undone: division by zero`),
    });
    expect(await read('SELECT id FROM center')).toEqual([]);

    await write(SECOND, 'INSERT INTO center VALUES (2);');
    expect(await apply()).toMatchObject({ applied: [SECOND], known: 1 });
  });

  it('resumes when the process died in the middle of a script', async () => {
    await write(SECOND, 'INSERT INTO center VALUES (1); SELECT pg_sleep(60);');
    const dying = apply();
    dying.catch(() => {});
    await until(`SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`);
    await read(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()`);
    await expect(dying).rejects.toMatchObject({ code: 'MIGRATION_FAILED' });

    await write(SECOND, 'INSERT INTO center VALUES (3);');
    expect(await apply()).toMatchObject({ applied: [SECOND] });
    expect(await read('SELECT id FROM center')).toEqual([{ id: 3 }]);
  });

  it('takes a migration that was resolved as rolled back for pending', async () => {
    await apply();
    await read(`DELETE FROM center; UPDATE _prisma_migrations SET rolled_back_at = now() WHERE migration_name = '${SECOND}'`);

    expect(await apply()).toMatchObject({ applied: [SECOND] });
  });

  it.each([
    ['an applied file that changed', 'MIGRATION_CHANGED', () => write(FIRST, 'CREATE TABLE other (id int);')],
    ['a database newer than the program', 'DATABASE_NEWER', () => rm(join(folder, SECOND), { recursive: true })],
    ['a migration that did not end', 'MIGRATION_UNFINISHED', () => read('UPDATE _prisma_migrations SET finished_at = NULL')],
  ])('refuses %s, and applies nothing', async (_name, code, spoil) => {
    await apply();
    await spoil();
    await write('20260103000000_third', 'CREATE TABLE third (id int);');

    const error = await apply().catch((thrown: unknown) => thrown as Error & { remedy: string });
    expect(error).toMatchObject({ name: 'MigrationError', code });
    expect((error as Error).message).toMatch(/^centers: .+\.$/);
    expect((error as Error).message).not.toContain('\n');
    expect(await read(`SELECT to_regclass('third') AS third`)).toEqual([{ third: null }]);
  });
});

describe('checkServerVersion', () => {
  const serverOf = (number: number, name: string) =>
    ({ query: async () => ({ rows: [{ number, name }] }) }) as unknown as pg.Client;

  it('accepts this server', async () => {
    await expect(checkServerVersion(await connect())).resolves.toBeUndefined();
  });

  it('refuses one before 15, and names it', async () => {
    await expect(checkServerVersion(serverOf(140_012, '14.12'))).rejects.toMatchObject({
      code: 'SERVER_TOO_OLD',
      message: expect.stringMatching(/PostgreSQL 14\.12.+15 or later\.$/),
    });
  });
});

async function until(sql: string): Promise<void> {
  const client = await connect();
  while ((await client.query(sql)).rowCount === 0) await new Promise((resolve) => { setTimeout(resolve, 20); });
}
