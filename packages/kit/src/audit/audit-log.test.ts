import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { sign } from 'node:crypto';
import { appendFile, chmod, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSigningKey, type SigningKey } from '../keys/signing-key.js';
import { openAuditLog, type AuditLogOptions } from './audit-log.js';
import { hashOf, NO_HASH, SUITE, toHeadLine, toRecordLine, toSigned, type Place } from './chain.js';
import { listSegments } from './segments.js';
import { verifyFiles } from './verify-files.js';

jest.setTimeout(60_000);

let root: string;
let folder: string;
let key: SigningKey;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sizhu-audit-'));
  key = await openSigningKey(root, 'audit');
});
afterAll(() => rm(root, { recursive: true, force: true }));
beforeEach(async () => { folder = await mkdtemp(join(root, 'log-')); });

const record = (about: string) => ({ at: '2026-11-24T08:00:00.000Z', kind: 'MUTATION', about });
const openLog = (options: Partial<AuditLogOptions> = {}) => openAuditLog({ folder, key, ...options });
const check = async (known?: Place, files?: readonly string[]) => verifyFiles(files ?? await listSegments(folder), { publicKeys: key.publicKeys, known, isClosed: true });

async function writeLog(count: number, options: Partial<AuditLogOptions> = {}): Promise<string> {
  const log = await openLog(options);
  for (let at = 1; at <= count; at += 1) await log.append(record(`record ${at} 督办`));
  await log.close();
  return (await listSegments(folder))[0] as string;
}

const linesOf = async (file: string) => (await readFile(file, 'utf8')).split('\n').slice(0, -1);
const replaceLines = (file: string, lines: readonly string[]) => writeFile(file, lines.map((line) => `${line}\n`).join(''));

describe('a log', () => {
  it('is whole, with as many records as were written', async () => {
    await writeLog(25, { headEvery: 10 });
    expect(await check()).toMatchObject({ ok: true, records: 25, heads: 3, last: { seq: 25 } });
  });

  it('keeps the order of what is written together', async () => {
    const log = await openLog();
    await Promise.all(Array.from({ length: 500 }, (_, at) => log.append(record(String(at)))));
    await log.close();
    const [file] = await listSegments(folder);
    const lines = (await linesOf(file as string)).slice(0, 500).map((line) => JSON.parse(line));
    expect(lines.map(({ about }) => about)).toEqual(lines.map((_, at) => String(at)));
    expect(await check()).toMatchObject({ ok: true, records: 500 });
  });

  it('goes on where it ended, over several files', async () => {
    for (let round = 0; round < 4; round += 1) await writeLog(10, { headEvery: 4, segmentBytes: 1_500 });
    const files = await listSegments(folder);
    expect(files.length).toBeGreaterThan(3);
    expect(await check()).toMatchObject({ ok: true, records: 40, last: { seq: 40 } });
    expect((await stat(files[0] as string)).mode & 0o777).toBe(0o400);
  });

  it('can be checked while it is written', async () => {
    const log = await openLog({ headEvery: 4 });
    for (let at = 0; at < 6; at += 1) await log.append(record(String(at)));
    const files = await listSegments(folder);
    expect(await verifyFiles(files, { publicKeys: key.publicKeys })).toMatchObject({ ok: true, records: 6, heads: 1, unsigned: 2 });
    expect(await check()).toMatchObject({ ok: false, fault: 'TRUNCATED', seq: 7 });
    await log.close();
    expect(await check()).toMatchObject({ ok: true, records: 6, heads: 2, unsigned: 0 });
  });

  it('signs a head after a while, without being asked', async () => {
    const log = await openLog({ headMs: 20 });
    await log.append(record('alone'));
    const read = async () => verifyFiles(await listSegments(folder), { publicKeys: key.publicKeys });
    for (let verdict = await read(); !verdict.ok || verdict.heads === 0; verdict = await read()) await new Promise((resolve) => { setTimeout(resolve, 5); });
    await log.close();
    expect(await check()).toMatchObject({ ok: true, records: 1, heads: 1 });
  });

  it('takes no half line over from a process that was killed, and loses no record that it promised', async () => {
    const file = await writeLog(3);
    await appendFile(file, toRecordLine({ seq: 3, hash: NO_HASH }, record('torn')).line.slice(0, 60));
    await writeLog(2);
    expect(await check()).toMatchObject({ ok: true, records: 5 });
  });

  it('leaves nothing of what could not be written, and goes on when it can', async () => {
    const log = await openLog();
    await log.append(record('first'));
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    await expect(log.append(circular)).rejects.toThrow(/circular/i);
    await log.append(record('second'));
    await log.close();
    expect(await check()).toMatchObject({ ok: true, records: 2 });
    await expect(log.append(record('late'))).rejects.toThrow(/closed/);
  });

  it('does not go on after what somebody has changed', async () => {
    const file = await writeLog(3);
    await replaceLines(file, (await linesOf(file)).map((line) => line.replace('record 3', 'record X')));
    await expect(openLog()).rejects.toThrow(/does not end with a record as it was written/);
  });

  it('can be checked from a kept head on, when older files were put away', async () => {
    await writeLog(20, { headEvery: 5, segmentBytes: 1_000 });
    const [first, ...rest] = await listSegments(folder);
    const { head: seq, hash } = JSON.parse((await linesOf(first as string)).at(-1) as string);
    expect(await verifyFiles(rest, { publicKeys: key.publicKeys, after: { seq, hash } })).toMatchObject({ ok: true, records: 20 - seq });
    expect(await check(undefined, rest)).toMatchObject({ ok: false, fault: 'DELETED', seq: 1 });
  });
});

/** Writes records 4 on anew, with hashes that fit: who can change the file can do that, but not sign. */
function rewrite(lines: readonly string[], about: (seq: number) => string): string[] {
  let place: Place = { seq: 3, hash: JSON.parse(lines[2] as string).hash };
  return lines.map((line, at) => {
    if (at < 3 || !line.startsWith('{"seq"')) return line;
    const next = toRecordLine(place, record(about(at + 1)));
    place = next.place;
    return next.line;
  });
}

const FORGERIES: readonly (readonly [string, (lines: string[]) => string[], object])[] = [
  ['edited', (lines) => lines.map((line) => line.replace('record 4 ', 'record 9 ')), { fault: 'EDITED', seq: 4 }],
  ['deleted', (lines) => lines.filter((_, at) => at !== 3), { fault: 'DELETED', seq: 4 }],
  ['exchanged with the next', ([a, b, c, d, e, ...rest]) => [a, b, c, e, d, ...rest] as string[], { fault: 'REORDERED', seq: 4 }],
  ['repeated', ([a, b, c, d, ...rest]) => [a, b, c, d, d, ...rest] as string[], { fault: 'REORDERED', seq: 4 }],
  ['written anew, with all hashes', (lines) => rewrite(lines, (seq) => `other ${seq}`), { fault: 'FORKED', seq: 1 }],
  ['written anew, head and all, with a key of somebody else', (lines) => {
    const forged = rewrite(lines, (seq) => `other ${seq}`).slice(0, -1);
    const { seq, hash } = JSON.parse(forged.at(-1) as string);
    const head = { seq, hash, at: '2026-11-24T08:00:00.000Z', suite: SUITE, kid: key.kid };
    return [...forged, toHeadLine(head, Buffer.alloc(64, 7))];
  }, { fault: 'UNSIGNED', seq: 6 }],
  ['cut off at the end', (lines) => lines.slice(0, 4), { fault: 'TRUNCATED', seq: 5 }],
  ['left without its head', (lines) => lines.slice(0, -1), { fault: 'TRUNCATED', seq: 7 }],
  ['put in', (lines) => [...lines.slice(0, 3), '{"seq":4}', ...lines.slice(3)], { fault: 'MALFORMED', seq: 4 }],
  ['followed by an empty line', (lines) => [...lines, ''], { fault: 'MALFORMED', seq: 7 }],
];

describe('a verifier', () => {
  it.each(FORGERIES)('names the record that was %s', async (_name, forge, expected) => {
    const file = await writeLog(6);
    await replaceLines(file, forge(await linesOf(file)));
    expect(await check()).toMatchObject({ ok: false, ...expected });
  });

  it('finds a log that ends too early although it ends with a head, by one that was kept', async () => {
    const file = await writeLog(20, { headEvery: 5 });
    const lines = await linesOf(file);
    const { head: seq, hash } = JSON.parse(lines.at(-1) as string);
    await replaceLines(file, lines.slice(0, 12));
    expect(await check()).toMatchObject({ ok: true, records: 10 });
    expect(await check({ seq, hash })).toMatchObject({ ok: false, fault: 'TRUNCATED', seq: 11 });
  });

  it('finds that another log was put in the place of this one, by a head that was kept', async () => {
    const file = await writeLog(6);
    const kept = JSON.parse((await linesOf(file)).at(-1) as string);
    await writeFile(file, '');
    const log = await openLog();
    for (let at = 0; at < 8; at += 1) await log.append(record('other'));
    await log.close();
    expect(await check({ seq: kept.head, hash: kept.hash })).toMatchObject({ ok: false, fault: 'FORKED', seq: 1 });
  });

  it('takes no head of another suite', async () => {
    const file = await writeLog(2);
    const lines = (await linesOf(file)).slice(0, -1);
    const { seq, hash } = JSON.parse(lines.at(-1) as string);
    const head = { seq, hash, at: '2026-11-24T08:00:00.000Z', suite: 'none', kid: key.kid };
    await replaceLines(file, [...lines, toHeadLine(head, sign(null, toSigned(head), key.key))]);
    expect(await check()).toMatchObject({ ok: false, fault: 'UNSIGNED' });
  });

  it('finds any single bit that was changed', async () => {
    const file = await writeLog(12, { headEvery: 5 });
    const bytes = await readFile(file);
    const { hash, ...rest } = await check() as { ok: boolean; hash?: string };
    expect({ hash, ok: rest.ok }).toEqual({ hash: undefined, ok: true });
    await chmod(file, 0o600);
    await fc.assert(fc.asyncProperty(fc.nat({ max: bytes.length * 8 - 1 }), async (bit) => {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] as number) ^ (1 << (bit & 7));
      await writeFile(file, changed);
      return !(await check()).ok;
    }), { numRuns: 2_000 });
  });

  it('finds a log that was cut at any byte', async () => {
    const file = await writeLog(5, { headEvery: 2 });
    const bytes = await readFile(file);
    const end = { seq: 5, hash: JSON.parse((await linesOf(file)).at(-1) as string).hash };
    for (let length = 0; length < bytes.length; length += 7) {
      await writeFile(file, bytes);
      await truncate(file, length);
      expect(await check(end)).toMatchObject({ ok: false });
    }
  });
});

it('a hash covers the bytes before it, and the hash of the record before', () => {
  const { line, place } = toRecordLine({ seq: 1, hash: NO_HASH }, { kind: '督办' });
  expect(line).toBe(`{"seq":2,"prev":"${NO_HASH}","kind":"督办","hash":"${hashOf(Buffer.from(`{"seq":2,"prev":"${NO_HASH}","kind":"督办"`))}"}`);
  expect(place).toEqual({ seq: 2, hash: JSON.parse(line).hash });
});
