/**
 * How fast an audit log is written and checked: one million records, beside the plain writing and hashing of the same
 * bytes in the same run. `npm run bench:audit [records]`
 */
import { listSegments, openAuditLog, openSigningKey, verifyFiles } from '@sizhu/kit';
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const records = Number(process.argv[2] ?? 1_000_000);
const TOGETHER = 1_000;
const folder = await mkdtemp(join(tmpdir(), 'sizhu-bench-'));
const seconds = async (work) => {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1_000;
};

try {
  const key = await openSigningKey(folder, 'audit');
  const log = await openAuditLog({ folder: join(folder, 'log'), key });
  const record = () => ({
    at: new Date().toISOString(), kind: 'MUTATION', phase: 'BEGUN', id: randomUUID(), fields: ['reportEvent'], operation: 'o'.repeat(43), variables: 'v'.repeat(43),
  });
  const writing = await seconds(async () => {
    for (let at = 0; at < records; at += TOGETHER) await Promise.all(Array.from({ length: Math.min(TOGETHER, records - at) }, () => log.append(record())));
    await log.close();
  });
  const files = await listSegments(join(folder, 'log'));
  const bytes = (await Promise.all(files.map((file) => stat(file)))).reduce((sum, { size }) => sum + size, 0);

  const plainWriting = await seconds(async () => {
    const handle = await open(join(folder, 'plain'), 'a');
    const block = Buffer.alloc(Math.ceil(bytes / (records / TOGETHER)), 'x');
    for (let at = 0; at < records; at += TOGETHER) {
      await handle.appendFile(block);
      await handle.datasync();
    }
    await handle.close();
  });
  const plainReading = await seconds(async () => {
    const hash = createHash('sha256');
    for (const file of files) for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 })) hash.update(chunk);
    hash.digest();
  });
  let verdict;
  const checking = await seconds(async () => { verdict = await verifyFiles(files, { publicKeys: key.publicKeys, isClosed: true }); });
  if (!verdict.ok || verdict.records !== records) throw new Error(`The log is not whole: ${JSON.stringify(verdict)}`);
  console.log(`${records} records, ${(bytes / 1e6).toFixed(0)} MB in ${files.length} files, ${TOGETHER} written together`);
  console.log(`written in ${writing.toFixed(1)} s, ${(writing / plainWriting).toFixed(1)} times the plain writing of as many bytes as often flushed`);
  console.log(`checked in ${checking.toFixed(1)} s, ${(checking / plainReading).toFixed(1)} times one hash over the same bytes; ${(process.memoryUsage().rss / 1e6).toFixed(0)} MB resident`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
