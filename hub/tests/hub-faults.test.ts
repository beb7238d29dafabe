import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanUp, findServers, makeDataDir } from './database-harness.js';
import { startProcess } from './process-harness.js';
import { mountDisk } from './small-disk.js';
import { listen, speakAsVersion } from './stand-in-server.js';

jest.setTimeout(120_000);
afterEach(cleanUp);

type Environment = Readonly<Record<string, string>>;

/** Starts the hub's command where it must fail: one line, no stack, exit code 1, and no server left. */
async function failToStart(dataDir: string, env: Environment): Promise<string> {
  const { code, stderr } = await startProcess('hub/dist/main.js', { HUB_DATA_DIR: dataDir, HUB_PORT: '0', ...env }).ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^[^\n]+\n$/) });
  expect(await findServers(dataDir)).toEqual([]);
  return stderr.trimEnd();
}

const DATABASE_FORM = 'must be a PostgreSQL URL such as postgresql://user:password@host:5432/sizhu';

describe('settings that cannot be', () => {
  it.each<[string, Environment, string]>([
    ['a port that is no number', { HUB_PORT: 'abc' }, 'HUB_PORT: must be a port number from 0 to 65535'],
    ['a port that is too high', { HUB_PORT: '70000' }, 'HUB_PORT: must be a port number from 0 to 65535'],
    ['an empty port', { HUB_PORT: '' }, 'HUB_PORT: must be a port number from 0 to 65535'],
    ['an empty data folder', { HUB_DATA_DIR: '' }, 'HUB_DATA_DIR: must name a folder'],
    ['a database that is no URL', { DATABASE_URL: 's3cret' }, `DATABASE_URL: ${DATABASE_FORM}`],
    ['several at once', { HUB_PORT: '-1', GRID_DATABASE_URL: 's3cret' },
      `HUB_PORT: must be a port number from 0 to 65535; GRID_DATABASE_URL: ${DATABASE_FORM}`],
  ])('are named: %s', async (_name, env, expected) => {
    const dataDir = await makeDataDir();
    expect(await failToStart(dataDir, env)).toBe(`Bad configuration: ${expected}`);
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe('an address that cannot be had', () => {
  it.each<[string, () => Promise<Environment>, RegExp]>([
    ['a taken port', async () => ({ HUB_PORT: String(await listen(() => {})) }),
      /^Port \d+ is taken by another program, perhaps by another hub: stop it, or set HUB_PORT to a free one\.$/],
    ['an address of another machine', async () => ({ HUB_HOST: '192.0.2.1' }),
      /^This machine has no address 192\.0\.2\.1: set HUB_HOST to 127\.0\.0\.1, or to 0\.0\.0\.0 for all that it has\.$/],
  ])('is named before any data are made: %s', async (_name, toEnv, expected) => {
    const dataDir = await makeDataDir();
    expect(await failToStart(dataDir, await toEnv())).toMatch(expected);
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe('a data folder that cannot be used', () => {
  it.each<[string, (dataDir: string) => Promise<string>, RegExp]>([
    ['is a file', async (dataDir) => writeNote(join(dataDir, 'hub')), /^\S+\/hub is not a folder: set HUB_DATA_DIR to one\.$/],
    ['lies below a file', async (dataDir) => join(await writeNote(join(dataDir, 'hub')), 'below'),
      /^\S+\/hub\/below is not a folder: set HUB_DATA_DIR to one\.$/],
    ['holds other files', async (dataDir) => writeInto(dataDir, 'notes.txt', 'mine'),
      /^\S+\/postgres holds files but no PostgreSQL data: move it away, or set HUB_DATA_DIR to another folder\.$/],
    ['holds the data of another version', async (dataDir) => writeInto(dataDir, 'PG_VERSION', '16\n'),
      /^The data in \S+\/postgres was made by PostgreSQL 16 and this hub brings PostgreSQL 18: .* or set HUB_DATA_DIR to another folder\.$/],
    ['holds data whose password is lost', async (dataDir) => writeInto(dataDir, 'PG_VERSION', '18\n'),
      /^The file \S+\/admin-password with the database's password is missing or empty: put it back from a backup, or move the data folder away/],
  ])('%s', async (_name, prepare, expected) => {
    const dataDir = await makeDataDir();
    expect(await failToStart(dataDir, { HUB_DATA_DIR: await prepare(dataDir) })).toMatch(expected);
  });
});

async function writeNote(path: string): Promise<string> {
  await writeFile(path, 'mine');
  return path;
}

async function writeInto(dataDir: string, name: string, text: string): Promise<string> {
  await mkdir(join(dataDir, 'postgres'));
  await writeFile(join(dataDir, 'postgres', name), text);
  return dataDir;
}

const toDatabase = (port: number | string) => ({ DATABASE_URL: `postgresql://keeper:s3cret@127.0.0.1:${port}/city` });

describe('a database server that cannot be used', () => {
  it.each<[string, () => Promise<Environment>, RegExp]>([
    ['is not there', async () => toDatabase(1),
      /^No PostgreSQL answers at 127\.0\.0\.1:1: start it, or correct host and port in DATABASE_URL\.$/],
    ['is too old', async () => toDatabase(await listen(speakAsVersion('130011'))),
      /^PostgreSQL at 127\.0\.0\.1:\d+ is version 13, and the hub needs 15 or later: upgrade it, or name another server in DATABASE_URL\.$/],
    ['is something else', async () => toDatabase(await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))), /DATABASE_URL/],
    ['says nothing', async () => toDatabase(await listen(() => {})),
      /^PostgreSQL at 127\.0\.0\.1:\d+ does not answer in time: check the address in DATABASE_URL, and the network between\.$/],
    ['has an address of another kind', async () => ({ DATABASE_URL: 'mysql://keeper:s3cret@127.0.0.1/city' }),
      /^DATABASE_URL is not a URL such as postgresql:\/\/user:password@host:5432\/database\.$/],
    ['is given for two pillars alone', async () => ({ GRID_DATABASE_URL: 'postgresql://a@127.0.0.1:1/b', VIDEO_DATABASE_URL: 'postgresql://a@127.0.0.1:1/b' }),
      /^CENTERS_DATABASE_URL, INFORMATIZATION_DATABASE_URL are not set .*: give all four, or DATABASE_URL for the rest\.$/],
    ['is not there, nor that of one pillar', async () => ({ ...toDatabase(1), VIDEO_DATABASE_URL: 'postgresql://a:s3cret@127.0.0.1:2/b' }),
      /^No PostgreSQL answers at 127\.0\.0\.1:1: start it, or correct host and port in DATABASE_URL\.$/],
    ['is each pillar\'s own, and none is there', async () => Object.fromEntries(['CENTERS', 'INFORMATIZATION', 'GRID', 'VIDEO'].map((name, at) =>
      [`${name}_DATABASE_URL`, `postgresql://a:s3cret@127.0.0.1:${at + 1}/b`])),
      /^No PostgreSQL answers at 127\.0\.0\.1:1: start it, or correct host and port in CENTERS_DATABASE_URL\.$/],
    ['is one pillar\'s and too old', async () => ({ ...toDatabase(1), VIDEO_DATABASE_URL: `postgresql://a:s3cret@127.0.0.1:${await listen(speakAsVersion('130011'))}/b` }),
      /version 13, and the hub needs 15 or later: upgrade it, or name another server in VIDEO_DATABASE_URL\.$/],
  ])('%s', async (_name, toEnv, expected) => {
    const line = await failToStart(await makeDataDir(), await toEnv());
    expect(line).toMatch(expected);
    expect(line).not.toContain('s3cret');
  });
});

describe('a disk that is full', () => {
  it.each([
    ['when the data are made', 20],
    ['when the city is loaded, for its rows', 100],
    ['when the city is loaded, for what PostgreSQL writes ahead', 150],
  ])('is named %s', async (_name, sizeMb) => {
    const dataDir = await mountDisk(sizeMb);
    // Where this user may mount none, the words are held by the tests of the database folder.
    if (!dataDir) return;
    expect(await failToStart(dataDir, {})).toMatch(/^The disk under \S+ is full: free some space, or set HUB_DATA_DIR to a folder on another disk\.$/);
  });
});
