import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanUp, messageOf, query, start } from '../../tests/database-harness.js';
import { mountDisk } from '../../tests/small-disk.js';
import { explainServerOutput } from './first-aid.js';

jest.setTimeout(60_000);
afterEach(cleanUp);

const run = promisify(execFile);

async function fill(path: string): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const size of [1_048_576, 4_096]) {
      const block = Buffer.alloc(size, 1);
      for (;;) if ((await file.write(block).catch(() => null)) === null) break;
    }
  } finally {
    await file.close();
  }
}

const line = (folder: string) =>
  `The disk under ${folder} is full: free some space, or set HUB_DATA_DIR to a folder on another disk.`;

describe('a full disk', () => {
  it('is named when the data is created, and nothing half-made stays', async () => {
    const dataDir = await mountDisk(20);
    if (!dataDir) return expectReading();
    expect(await messageOf(start(dataDir))).toBe(line(join(dataDir, 'postgres')));
    await run('mount', ['-o', 'remount,size=200m', dataDir]);
    expect((await start(dataDir)).firstRun).toBe(true);
  });

  it('is named when the server starts, and costs no row', async () => {
    const dataDir = await mountDisk(200);
    if (!dataDir) return expectReading();
    const first = await start(dataDir);
    await query(first.adminUrl, 'CREATE TABLE kept AS SELECT 7 AS value');
    await first.stop();
    const ballast = join(dataDir, 'ballast');
    await fill(ballast);
    expect(await messageOf(start(dataDir))).toMatch(/^The disk under \S+ is full: free some space/);
    await rm(ballast);
    const second = await start(dataDir);
    expect(await query(second.adminUrl, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });
});

/** Where no disk can be mounted, what the server says of a full one must still be understood. */
function expectReading(): void {
  const output = 'FATAL:  could not write lock file "postmaster.pid": No space left on device\n';
  expect(explainServerOutput(output, '/data')?.message).toBe(line('/data'));
}
