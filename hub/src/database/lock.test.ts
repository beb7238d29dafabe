import { readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { cleanUp, makeDataDir, messageOf, onCleanup } from '../../tests/database-harness.js';
import { lockDataFolder } from './lock.js';
import { findStartTime } from './processes.js';

afterEach(cleanUp);

const host = hostname();
const deadPid = 2 ** 22 + 1;

async function lock(dataDir: string) {
  const unlock = await lockDataFolder(dataDir);
  onCleanup(unlock);
  return unlock;
}

async function leaveLock(dataDir: string, content: string): Promise<string> {
  const path = join(dataDir, 'hub.lock');
  await writeFile(path, content);
  return path;
}

const readPid = async (dataDir: string) =>
  (JSON.parse(await readFile(join(dataDir, 'hub.lock'), 'utf8')) as { pid: number }).pid;

describe('a data folder', () => {
  it('goes to one hub, and to the next after it', async () => {
    const dataDir = await makeDataDir();
    const unlock = await lock(dataDir);
    expect(await messageOf(lock(dataDir))).toMatch(/in use by another hub \(process \d+ on .+\): stop that hub, or set HUB_DATA_DIR/);
    await unlock();
    await lock(dataDir);
    expect(await readdir(dataDir)).toEqual(['hub.lock']);
  });

  it('is refused while a live process holds it', async () => {
    const dataDir = await makeDataDir();
    const startTime = await findStartTime(process.ppid);
    await leaveLock(dataDir, JSON.stringify({ pid: process.ppid, startTime, host }));
    expect(await messageOf(lock(dataDir))).toContain(`process ${process.ppid}`);
    expect(await readPid(dataDir)).toBe(process.ppid);
  });

  it.each([
    ['a dead process', JSON.stringify({ pid: deadPid, startTime: '1', host })],
    ['a process whose number was given to another', JSON.stringify({ pid: process.ppid, startTime: '1', host })],
    ['nobody, being empty', ''],
    ['nobody, being damaged', '{"pid":'],
  ])('is taken over from %s', async (_name, content) => {
    const dataDir = await makeDataDir();
    await leaveLock(dataDir, content);
    await lock(dataDir);
    expect(await readPid(dataDir)).toBe(process.pid);
    expect(await readdir(dataDir)).toEqual(['hub.lock']);
  });

  it('stays with a hub on another host until that one has been silent', async () => {
    const dataDir = await makeDataDir();
    const path = await leaveLock(dataDir, JSON.stringify({ pid: deadPid, startTime: '1', host: 'elsewhere' }));
    expect(await messageOf(lock(dataDir))).toContain('on elsewhere');
    await utimes(path, new Date(0), new Date(0));
    await lock(dataDir);
    expect(await readPid(dataDir)).toBe(process.pid);
  });

  it('goes to one of many that find a dead holder at once', async () => {
    const dataDir = await makeDataDir();
    await leaveLock(dataDir, JSON.stringify({ pid: deadPid, startTime: '1', host }));
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => lock(dataDir)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
