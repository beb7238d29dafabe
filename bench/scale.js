/**
 * How cost grows with size: npm run bench:scale -- [--records 200000] [--events 100000] [--channels 30000] [--sample-events 20000] [--cases 200000] [--full]
 *
 * Ratios within one run, so that they mean the same on any machine: a city of that size against the sample city, an
 * import against a bare COPY of the same rows, a page deep in a list against its first. README.md says what was measured.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, totalmem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '../hub/dist/database/index.js';
import { addChannels, addEvents, openCity } from './scale/city.js';
import { compareFourConstructions, comparePages, compareSummary } from './scale/answers.js';
import { compareCaseImport } from './scale/cases.js';
import { compareLedgerImport, importFurther } from './scale/imports.js';
import { note, say, watchMemory } from './scale/measure.js';

const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '200000' }, events: { type: 'string', default: '100000' }, channels: { type: 'string', default: '30000' },
    'sample-events': { type: 'string', default: '20000' },
    cases: { type: 'string', default: '200000' }, full: { type: 'boolean', default: false },
  },
});
const FULL = { records: 17_000_000, events: 5_000_000, channels: 100_000, sampleEvents: 200_000, cases: 200_000 };
const size = values.full ? FULL : {
  records: toNumber('records', 1_000), events: toNumber('events', 1_000), channels: toNumber('channels', 16_000), sampleEvents: toNumber('sample-events', 1_000), cases: toNumber('cases', 1_000),
};

function toNumber(name, least) {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < least || number > 20_000_000) throw new RangeError(`--${name} is a whole number from ${least} to 20000000.`);
  return number;
}

const dataDir = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'sizhu-bench-'));
const log = { info() {}, warn() {}, error() {} };
const server = await startEmbeddedPostgres({ dataDir: join(dataDir, 'data'), log, durable: false });
const memory = watchMemory(join(dataDir, 'data', 'postgres'));
const hubs = [];
note(`${availableParallelism()} processors, ${Math.round(totalmem() / 1e9)} GB; ${Object.entries(size).map(([name, count]) => `${count.toLocaleString('en')} ${name}`).join(', ')}`);
try {
  const sample = await openCity(server, 'sample', size.sampleEvents);
  hubs.push(sample.hub);
  const large = await openCity(server, 'large', size.sampleEvents);
  hubs.push(large.hub);
  await addEvents(large, size.events);
  await addChannels(large, size.channels);
  const rows = await compareLedgerImport(large, size.records, dataDir);
  await importFurther(large, rows, Math.ceil(size.records / 50), dataDir);
  await compareFourConstructions(sample, large);
  await compareSummary(sample, large);
  await comparePages(large);
  // Last: the cases of the sample city make room for them.
  for (const kind of ['events', 'disputes']) await compareCaseImport(sample, kind, size.cases, dataDir);
  for (const [name, bytes] of memory.peaks()) say(`peak memory of ${name}`, bytes / totalmem(), `${Math.round(bytes / 1e6).toLocaleString('en')} MB, of all memory`);
} finally {
  memory.stop();
  await Promise.all(hubs.map((hub) => hub.stop()));
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
