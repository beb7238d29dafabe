import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { cleanUp, makeDataDir } from '../../tests/database-harness.js';
import { readSince, sizeOf, trimLog } from './server-log.js';

afterEach(cleanUp);

it('keeps a small log and sets a large one aside', async () => {
  const path = join(await makeDataDir(), 'postgres.log');
  await writeFile(path, 'old line\n');
  await trimLog(path, 100);
  expect(await readFile(path, 'utf8')).toBe('old line\n');

  await appendFile(path, 'x'.repeat(200));
  await trimLog(path, 100);
  expect(await sizeOf(path)).toBe(0);
  expect(await sizeOf(`${path}.1`)).toBe(209);
});

it('reads what came after a position', async () => {
  const path = join(await makeDataDir(), 'postgres.log');
  await writeFile(path, 'before');
  const offset = await sizeOf(path);
  await appendFile(path, 'after');
  expect(await readSince(path, offset)).toBe('after');
  expect(await readSince(`${path}.absent`, 0)).toBe('');
});
