import { PILLARS, type PillarName } from '@sizhu/contract';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanUp, makeDataDir, messageOf, query, start } from '../../tests/database-harness.js';
import { provisionPillars } from './provision.js';

jest.setTimeout(60_000);

let adminUrl: string;
let urls: Record<PillarName, string>;

beforeAll(async () => {
  ({ adminUrl } = await start(await makeDataDir(), { durable: false }));
  urls = await provisionPillars({ adminUrl, createDatabase: true });
  for (const pillar of PILLARS) await query(urls[pillar], `CREATE TABLE secret AS SELECT '${pillar}' AS of`);
});
afterAll(cleanUp);

const withPath = (url: string, database: string): string => Object.assign(new URL(url), { pathname: `/${database}` }).href;

describe('the pillars', () => {
  it.each(PILLARS)('%s works in its own schema', async (pillar) => {
    expect(await query(urls[pillar], 'SELECT current_user AS role, current_schema AS schema, of FROM secret'))
      .toEqual([{ role: `sizhu_${pillar}`, schema: pillar, of: pillar }]);
  });

  it.each(PILLARS.flatMap((one) => PILLARS.filter((other) => other !== one).map((other) => [one, other] as const)))(
    '%s cannot read %s',
    async (one, other) => {
      await expect(query(urls[one], `SELECT * FROM ${other}.secret`)).rejects.toMatchObject({ code: '42501' });
    },
  );

  it.each([
    ['create in the shared schema', 'CREATE TABLE public.stray (i int)'],
    ['create a schema', 'CREATE SCHEMA stray'],
    ['create a role', 'CREATE ROLE stray'],
    ['become another pillar', 'SET ROLE sizhu_video'],
    ['read a file of the server', `SELECT pg_read_file('/etc/passwd')`],
  ])('cannot %s', async (_name, statement) => {
    await expect(query(urls.grid, statement)).rejects.toMatchObject({ code: '42501' });
  });

  it('use the shared extensions and temporary tables', async () => {
    expect(await query(urls.grid, `SELECT similarity('综治中心', '综治中心') AS same, '2102.210203'::ltree <@ '2102' AS inside`))
      .toEqual([{ same: 1, inside: true }]);
    await query(urls.grid, 'CREATE TEMPORARY TABLE staged (i int, EXCLUDE USING gist (i WITH =))');
  });

  it('shut everybody else out of the database', async () => {
    await query(adminUrl, `CREATE ROLE passer_by LOGIN PASSWORD 'x'`);
    const url = Object.assign(new URL(urls.grid), { username: 'passer_by', password: 'x' });
    await expect(query(url.href, 'SELECT 1')).rejects.toMatchObject({ code: '42501' });
  });
});

describe('provisioning again', () => {
  it('changes nothing, and keeps the rows', async () => {
    const rolesBefore = await query(adminUrl, `SELECT rolname, rolpassword FROM pg_authid WHERE rolname ~ '^sizhu_' ORDER BY 1`);
    expect(await provisionPillars({ adminUrl, createDatabase: true })).toEqual(urls);
    expect(await query(adminUrl, `SELECT rolname, rolpassword FROM pg_authid WHERE rolname ~ '^sizhu_' ORDER BY 1`))
      .toEqual(rolesBefore);
    expect(await query(urls.grid, 'SELECT of FROM secret')).toEqual([{ of: 'grid' }]);
  });

  it.each([
    ['a lost password', `ALTER ROLE sizhu_centers PASSWORD 'other'`],
    ['a lost path', 'ALTER ROLE sizhu_grid RESET search_path'],
    ['a lost extension', 'DROP EXTENSION pg_trgm'],
    ['a door left open', 'GRANT CREATE ON SCHEMA public TO PUBLIC'],
    ['a database open to all', 'GRANT CONNECT ON DATABASE sizhu TO PUBLIC'],
  ])('repairs %s', async (_name, damage) => {
    const databaseUrl = withPath(adminUrl, 'sizhu');
    await query(databaseUrl, damage);
    await provisionPillars({ adminUrl, createDatabase: true });
    expect(await query(urls.centers, `SELECT similarity('a', 'a') AS same, has_schema_privilege('public', 'CREATE') AS may`))
      .toEqual([{ same: 1, may: false }]);
    expect(await query(urls.grid, 'SELECT current_schema AS schema')).toEqual([{ schema: 'grid' }]);
    expect(await query(databaseUrl, `SELECT count(*)::int AS open FROM pg_database, aclexplode(datacl) a
      WHERE datname = current_database() AND a.grantee = 0`)).toEqual([{ open: 0 }]);
  });

  it('works from several hubs at once, on one database and on others', async () => {
    const names = ['shared', 'shared', 'shared', 'one', 'two', 'three'];
    const results = await Promise.all(names.map((databaseName) => provisionPillars({ adminUrl, databaseName, createDatabase: true })));
    for (const [index, result] of results.entries()) {
      expect(await query(result.video, 'SELECT current_database() AS name, current_schema AS schema'))
        .toEqual([{ name: names[index], schema: 'video' }]);
    }
  });
});

it('is enough for an administrator to own the database and to create roles', async () => {
  const server = await start(await makeDataDir(), { durable: false });
  await query(server.adminUrl, `CREATE ROLE keeper LOGIN CREATEROLE PASSWORD 'kept:safe'`);
  await query(server.adminUrl, 'CREATE DATABASE city OWNER keeper');
  const url = withPath(Object.assign(new URL(server.adminUrl), { username: 'keeper', password: 'kept:safe' }).href, 'city');
  const first = await provisionPillars({ adminUrl: url, databaseName: 'city', createDatabase: false });
  expect(await provisionPillars({ adminUrl: url, databaseName: 'city', createDatabase: false })).toEqual(first);
  expect(await query(first.grid, 'SELECT current_schema AS schema')).toEqual([{ schema: 'grid' }]);
});

it('asks for a password', async () => {
  const url = Object.assign(new URL(adminUrl), { password: '' }).href;
  expect(await messageOf(provisionPillars({ adminUrl: url, createDatabase: false })))
    .toMatch(/^DATABASE_URL holds no password.*add one, or give one URL per pillar/);
});
