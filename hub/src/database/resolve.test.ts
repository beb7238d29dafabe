import { PILLARS } from '@sizhu/contract';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { cleanUp, findServers, keepUntilEnd, makeDataDir, messageOf, onCleanup, query, silentLog, start } from '../../tests/database-harness.js';
import { listen, speakAsVersion } from '../../tests/stand-in-server.js';
import type { EmbeddedPostgres } from './embedded.js';
import { resolveDatabases, type DatabaseSettings } from './resolve.js';

jest.setTimeout(60_000);

let external: EmbeddedPostgres;
let endExternal: () => Promise<void>;

beforeAll(async () => {
  external = await start(await makeDataDir(), { durable: false });
  await query(external.adminUrl, 'CREATE DATABASE city');
  endExternal = keepUntilEnd();
});
afterEach(cleanUp);
afterAll(() => endExternal());

const cityUrl = (changes: Partial<URL> = {}): string =>
  Object.assign(new URL(external.adminUrl), { pathname: '/city', ...changes }).href;

async function resolve(settings: Partial<DatabaseSettings>) {
  const databases = await resolveDatabases({ dataDir: '/nowhere', log: silentLog, ...settings });
  onCleanup(() => databases.stop());
  return databases;
}

describe('where the databases are', () => {
  it('are in the embedded server when no URL is given', async () => {
    const dataDir = await makeDataDir();
    const databases = await resolve({ dataDir, durable: false });
    expect(databases.embedded?.firstRun).toBe(true);
    for (const pillar of PILLARS) {
      expect(await query(databases.urls[pillar], 'SELECT current_schema AS schema')).toEqual([{ schema: pillar }]);
    }
    await databases.stop();
    expect(await findServers(dataDir)).toEqual([]);
  });

  it('are in the server of DATABASE_URL', async () => {
    const { urls, embedded } = await resolve({ databaseUrl: cityUrl() });
    expect(embedded).toBeUndefined();
    expect(await query(urls.video, 'SELECT current_database() AS name, current_schema AS schema'))
      .toEqual([{ name: 'city', schema: 'video' }]);
  });

  it('are where each pillar says, and in DATABASE_URL for the rest', async () => {
    const { urls } = await resolve({ databaseUrl: cityUrl(), pillarUrls: { grid: external.adminUrl } });
    expect(urls.grid).toBe(external.adminUrl);
    expect(new URL(urls.video).username).toBe('sizhu_video');
  });

  it('are where each pillar says when all four do', async () => {
    const pillarUrls = Object.fromEntries(PILLARS.map((pillar) => [pillar, external.adminUrl]));
    expect((await resolve({ pillarUrls })).urls).toEqual(pillarUrls);
  });

  it('are nowhere for the pillars that were forgotten', async () => {
    expect(await messageOf(resolve({ pillarUrls: { grid: external.adminUrl, video: external.adminUrl } }))).toMatch(
      /^CENTERS_DATABASE_URL, INFORMATIZATION_DATABASE_URL are not set .*: give all four, or DATABASE_URL for the rest\.$/,
    );
  });
});

describe('a server that cannot be used', () => {
  it.each([
    ['is not there', () => cityUrl({ port: '1' }), /^No PostgreSQL answers at 127.0.0.1:1: start it, or correct host and port in DATABASE_URL/],
    ['has no such host', () => cityUrl({ hostname: 'db.invalid' }), /^The host of db.invalid:\d+ is not known: correct it in DATABASE_URL/],
    ['refuses the password', () => cityUrl({ password: 'guessed' }), /refuses the user "sizhu_admin": correct user and password in DATABASE_URL/],
    ['lacks the database', () => cityUrl({ pathname: '/town' }), /^There is no database "town" at .*: create it there, or name another in DATABASE_URL/],
    ['has no database in its URL', () => cityUrl({ pathname: '' }), /names no database|There is no database/],
    ['is no URL', () => 'localhost/city', /^DATABASE_URL is not a URL such as/],
  ])('%s', async (_name, toUrl, expected) => {
    const message = await messageOf(resolve({ databaseUrl: toUrl() }));
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/\n|guessed/);
    expect(message).not.toContain(new URL(external.adminUrl).password);
  });

  const toPillarUrls = () => Object.fromEntries(PILLARS.map((pillar) => [pillar, external.adminUrl]));

  it('is named by the setting of its pillar', async () => {
    expect(await messageOf(resolve({ pillarUrls: { ...toPillarUrls(), grid: cityUrl({ password: 'guessed' }) } }))).toMatch(/in GRID_DATABASE_URL/);
  });

  it('and is one pillar’s is missing, with its line, and keeps nobody from the others', async () => {
    const { missing, urls } = await resolve({ pillarUrls: { ...toPillarUrls(), grid: cityUrl({ port: '1' }) } });
    expect(missing).toEqual({ grid: expect.objectContaining({ message: expect.stringMatching(/^No PostgreSQL answers at \S+: .* in GRID_DATABASE_URL\.$/) }) });
    expect(urls.grid).toBe(cityUrl({ port: '1' }));
  });

  it('is too old', async () => {
    const port = await listen(speakAsVersion('120000'));
    expect(await messageOf(resolve({ databaseUrl: `postgresql://a:b@127.0.0.1:${port}/city` }))).toBe(
      `PostgreSQL at 127.0.0.1:${port} is version 12, and the hub needs 15 or later: `
      + 'upgrade it, or name another server in DATABASE_URL.',
    );
  });

  it('takes the connection and says nothing', async () => {
    const port = await listen(() => {});
    expect(await messageOf(resolve({ databaseUrl: `postgresql://a:b@127.0.0.1:${port}/city` })))
      .toMatch(/does not answer in time: check the address in DATABASE_URL/);
  });
});
