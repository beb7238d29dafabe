import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanUp, findServers, makeDataDir, messageOf, query, start } from '../../tests/database-harness.js';

jest.setTimeout(60_000);
afterEach(cleanUp);

describe('the embedded server', () => {
  it('keeps its rows from one start to the next', async () => {
    const dataDir = await makeDataDir();
    const first = await start(dataDir);
    expect(first).toMatchObject({ firstRun: true, adopted: false });
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    expect(await findServers(dataDir)).toEqual([]);

    const second = await start(dataDir);
    expect(second).toMatchObject({ firstRun: false, adopted: false });
    expect(second.adminUrl).toBe(first.adminUrl);
    expect(await query(second.adminUrl, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('sorts by code points, knows Chinese letters, and writes safely', async () => {
    const { adminUrl } = await start(await makeDataDir());
    await query(adminUrl, 'CREATE EXTENSION pg_trgm');
    const [row] = await query<{ trigrams: string[] }>(adminUrl, `
      SELECT current_setting('server_encoding') AS encoding, datlocale AS locale, current_setting('fsync') AS fsync,
        current_setting('full_page_writes') AS pages, current_setting('listen_addresses') AS address,
        show_trgm('综治中心') AS trigrams
      FROM pg_database WHERE datname = current_database()`);
    expect(row).toMatchObject({ encoding: 'UTF8', locale: 'C.UTF-8', fsync: 'on', pages: 'on', address: '127.0.0.1' });
    expect(row?.trigrams).toHaveLength(5);
  });

  it('asks for the password, which only its owner can read', async () => {
    const dataDir = await makeDataDir();
    const { adminUrl } = await start(dataDir);
    const wrong = new URL(adminUrl);
    wrong.password = 'guessed';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    const { mode } = await stat(join(dataDir, 'admin-password'));
    expect(mode & 0o777).toBe(0o600);
  });

  it('listens below the ports of outgoing connections', async () => {
    const { adminUrl } = await start(await makeDataDir());
    expect(Number(new URL(adminUrl).port)).toBeLessThan(32_768);
  });

  it('takes another port when its own is taken', async () => {
    const [one, two] = [await makeDataDir(), await makeDataDir()];
    const first = await start(one, { durable: false });
    await writeFile(join(two, 'postgres.port'), new URL(first.adminUrl).port);
    const second = await start(two, { durable: false });
    expect(new URL(second.adminUrl).port).not.toBe(new URL(first.adminUrl).port);
  });

  it('leads a session of its own, which the Ctrl-C of a terminal does not reach', async () => {
    const dataDir = await makeDataDir();
    await start(dataDir, { durable: false });
    const [pid] = await findServers(dataDir);
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ');
    expect(Number(fields?.[3])).toBe(pid);
  });

  it('may be stopped twice, with clients connected', async () => {
    const dataDir = await makeDataDir();
    const server = await start(dataDir, { durable: false });
    const sleeper = query(server.adminUrl, 'SELECT pg_sleep(60)').catch((error: { code: string }) => error.code);
    await query(server.adminUrl, 'SELECT 1');
    await Promise.all([server.stop(), server.stop()]);
    await server.stop();
    await sleeper;
    expect(await findServers(dataDir)).toEqual([]);
    expect(await readdir(dataDir)).not.toContain('hub.lock');
  });

  it('writes no statement and no row into its log', async () => {
    const dataDir = await makeDataDir();
    const { adminUrl } = await start(dataDir, { durable: false });
    await query(adminUrl, 'CREATE TABLE person (name text PRIMARY KEY)');
    const insert = () => query(adminUrl, `INSERT INTO person VALUES ('某某')`);
    await insert();
    await expect(insert()).rejects.toMatchObject({ code: '23505' });
    const log = await readFile(join(dataDir, 'postgres.log'), 'utf8');
    expect(log).toContain('duplicate key');
    expect(log).not.toMatch(/某某|INSERT/);
  });
});

describe('a data folder that cannot be used', () => {
  it('is held by another hub', async () => {
    const dataDir = await makeDataDir();
    const server = await start(dataDir, { durable: false });
    expect(await messageOf(start(dataDir))).toBe(
      `The data folder ${dataDir} is in use by another hub (process ${process.pid} on ${hostname()}): `
      + 'stop that hub, or set HUB_DATA_DIR to another folder.',
    );
    expect(await query(server.adminUrl, 'SELECT 1 AS up')).toEqual([{ up: 1 }]);
  });

  it('was made by another version, and is left as it is', async () => {
    const dataDir = await makeDataDir();
    await (await start(dataDir, { durable: false })).stop();
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '16\n');
    expect(await messageOf(start(dataDir))).toMatch(/^The data in \S+ was made by PostgreSQL 16 and this hub brings PostgreSQL 18: .*pg_dump.*HUB_DATA_DIR.*\.$/);
    await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18\n');
    expect((await start(dataDir, { durable: false })).firstRun).toBe(false);
  });

  it('holds other files', async () => {
    const dataDir = await makeDataDir();
    await mkdir(join(dataDir, 'postgres'));
    await writeFile(join(dataDir, 'postgres', 'notes.txt'), 'mine');
    expect(await messageOf(start(dataDir))).toMatch(/holds files but no PostgreSQL data: move it away/);
    expect(await readFile(join(dataDir, 'postgres', 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('has lost its password', async () => {
    const dataDir = await makeDataDir();
    await (await start(dataDir, { durable: false })).stop();
    await writeFile(join(dataDir, 'admin-password'), '');
    expect(await messageOf(start(dataDir))).toMatch(/admin-password with the database's password is missing or empty: put it back/);
  });

  it('is a file', async () => {
    const path = join(await makeDataDir(), 'file');
    await writeFile(path, '');
    expect(await messageOf(start(path))).toBe(`${path} is not a folder: set HUB_DATA_DIR to one.`);
  });
});
