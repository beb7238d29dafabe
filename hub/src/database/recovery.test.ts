import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it, jest } from '@jest/globals';
import { cleanUp, findServers, makeDataDir, onCleanup, query, start, startChildHub } from '../../tests/database-harness.js';
import { waitUntil } from './wait-until.js';

jest.setTimeout(60_000);
afterEach(cleanUp);

/** Writes rows, then lets something happen. Returns the numbers whose insert was acknowledged. */
async function insertUntil(adminUrl: string, crash: () => Promise<void>): Promise<readonly number[]> {
  const acknowledged: number[] = [];
  await query(adminUrl, 'CREATE TABLE written (number int)');
  for (let number = 0; number < 20; number += 1) {
    await query(adminUrl, `INSERT INTO written VALUES (${number})`);
    acknowledged.push(number);
  }
  await crash();
  return acknowledged;
}

const readNumbers = async (adminUrl: string) =>
  (await query<{ number: number }>(adminUrl, 'SELECT number FROM written ORDER BY number')).map(({ number }) => number);

it('adopts the server of a killed hub, with every acknowledged row', async () => {
  const dataDir = await makeDataDir();
  const hub = await startChildHub(dataDir);
  const acknowledged = await insertUntil(hub.adminUrl, hub.kill);
  const before = await findServers(dataDir);
  expect(before).toHaveLength(1);

  const server = await start(dataDir);
  expect(server).toMatchObject({ adopted: true, firstRun: false, adminUrl: hub.adminUrl });
  expect(await findServers(dataDir)).toEqual(before);
  expect(await readNumbers(server.adminUrl)).toEqual(acknowledged);
  await server.stop();
  expect(await findServers(dataDir)).toEqual([]);
});

it('replaces the server of a killed hub that does not write safely', async () => {
  const dataDir = await makeDataDir();
  const hub = await startChildHub(dataDir, { durable: false });
  const acknowledged = await insertUntil(hub.adminUrl, hub.kill);
  const before = await findServers(dataDir);

  const server = await start(dataDir);
  expect(server.adopted).toBe(false);
  expect(await findServers(dataDir)).not.toEqual(before);
  expect(await findServers(dataDir)).toHaveLength(1);
  expect(await query(server.adminUrl, 'SHOW fsync')).toEqual([{ fsync: 'on' }]);
  expect(await readNumbers(server.adminUrl)).toEqual(acknowledged);
});

it('recovers when hub and server were both killed', async () => {
  const dataDir = await makeDataDir();
  const hub = await startChildHub(dataDir);
  const acknowledged = await insertUntil(hub.adminUrl, async () => {
    for (const pid of await findServers(dataDir)) process.kill(pid, 'SIGKILL');
    await hub.kill();
    await waitUntil(async () => (await findServers(dataDir)).length === 0, 10_000);
  });

  const server = await start(dataDir);
  expect(server).toMatchObject({ adopted: false, firstRun: false });
  expect(await readNumbers(server.adminUrl)).toEqual(acknowledged);
});

it('leaves alone a process that was given the number of a dead server', async () => {
  const dataDir = await makeDataDir();
  const stranger = spawn('sleep', ['600']);
  onCleanup(() => stranger.kill());
  const first = await start(dataDir);
  const acknowledged = await insertUntil(first.adminUrl, async () => {
    const remains = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    await first.stop();
    const lines = remains.split('\n');
    await writeFile(join(dataDir, 'postgres', 'postmaster.pid'), [stranger.pid, ...lines.slice(1)].join('\n'));
  });

  const server = await start(dataDir);
  expect(server.adopted).toBe(false);
  expect(await readNumbers(server.adminUrl)).toEqual(acknowledged);
  await server.stop();
  expect([stranger.exitCode, stranger.signalCode]).toEqual([null, null]);
});
