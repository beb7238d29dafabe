/**
 * How cost grows with size: npm run bench:scale -- [--rows 50000]
 *
 * Ratios within one run, so that they mean the same on any machine: an import against a bare COPY of the same rows,
 * FourConstructions on a small city and on a large one, the first page of a list and one deep in it.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { provisionPillars, startEmbeddedPostgres } from '../hub/dist/database/index.js';
import { withClient } from '../hub/dist/database/client.js';
import { importFile } from '../hub/dist/import/import-file.js';
import { copy } from '../hub/dist/sample/copy.js';
import { startHub } from '../hub/dist/start-hub.js';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '50000' } } });
const rows = Number(values.rows);
if (!Number.isSafeInteger(rows) || rows < 1_000 || rows > 200_000) throw new RangeError('--rows is a whole number from 1000 to 200000.');

const ANCHOR = '2026-11-24';
const ROUNDS = 15;
const fourConstructions = readFileSync(new URL('../clients/operations/four-constructions.graphql', import.meta.url), 'utf8');
const page = `query ($after: String) {
  area(code: "2102") { events(first: 50, after: $after) { pageInfo { endCursor hasNextPage } edges { node { id title state reportedAt } } } }
}`;

const say = (name, ratio, detail) => process.stdout.write(`${name.padEnd(52)} ${ratio.toFixed(2).padStart(7)} ×   ${detail}\n`);
const milliseconds = (duration) => `${duration.toFixed(1)} ms`;

async function time(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** The median of some rounds, after two that warm up. */
async function median(work) {
  for (let round = 0; round < 2; round += 1) await work();
  const durations = [];
  for (let round = 0; round < ROUNDS; round += 1) durations.push(await time(work));
  return durations.sort((one, other) => one - other)[Math.floor(ROUNDS / 2)];
}

async function ask(hub, query, variables) {
  const response = await fetch(`${hub.url}/graphql`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

async function openCity(server, databaseName, events) {
  const urls = await provisionPillars({ adminUrl: server.adminUrl, databaseName, createDatabase: true });
  const hub = await startHub({
    urls, port: 0, sample: { anchorDate: ANCHOR, events, disputes: Math.ceil(events / 10) }, upkeep: { intervalMs: 3_600_000 },
  });
  return { urls, hub };
}

/** Events of one kind in each of many communities, as a file. */
async function makeFile(urls) {
  const [areas, subcategory] = await Promise.all([
    withClient(urls.centers, async (client) => (await client.query("SELECT code FROM area WHERE level = 'COMMUNITY' ORDER BY code")).rows.map(({ code }) => code)),
    withClient(urls.grid, async (client) => (await client.query("SELECT code FROM code_value WHERE scheme = 'event-subcategory' LIMIT 1")).rows[0].code),
  ]);
  const lines = Array.from({ length: rows }, (_, at) =>
    `BENCH-${at},第${at}件,OTHER,${subcategory},IV,REPORTED,GRID_PATROL,${areas[at % areas.length]},2026-${String(1 + (at % 10)).padStart(2, '0')}-15 08:00`);
  return Buffer.from(['id,title,category,subcategoryCode,severity,state,origin,areaCode,reportedAt', ...lines].join('\n'));
}

async function compareImport({ urls }) {
  const bytes = await makeFile(urls);
  const imported = await time(async () => {
    const report = await importFile({ urls, kind: 'events', bytes });
    if (report.imported !== rows) throw new Error(JSON.stringify(report.faults[0]));
  });
  const copied = await withClient(urls.grid, async (client) => {
    const { rows: records, fields } = await client.query({ text: "SELECT * FROM grid_event WHERE id LIKE 'BENCH-%'", rowMode: 'array' });
    await client.query('CREATE TABLE bare (LIKE grid_event)');
    const plain = records.map((record) => record.map((value) => (value instanceof Date ? value.toISOString() : value)));
    return time(() => copy(client, { name: 'bare', columns: fields.map(({ name }) => name), total: plain.length, rows: plain }, () => {}));
  });
  say(`import of ${rows} events / bare copy of the same rows`, imported / copied, `${milliseconds(imported)} / ${milliseconds(copied)}, ${Math.round(rows / (imported / 1_000))} rows/s`);
}

async function comparePages({ hub }) {
  let after = null;
  let pages = 0;
  for (; pages < 100; pages += 1) {
    const { pageInfo } = (await ask(hub, page, { after })).area.events;
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  const first = await median(() => ask(hub, page, { after: null }));
  const deep = await median(() => ask(hub, page, { after }));
  say(`page ${pages + 1} of events / first page`, deep / first, `${milliseconds(deep)} / ${milliseconds(first)}`);
}

const dataDir = await mkdtemp(join(tmpdir(), 'sizhu-bench-'));
const log = { info() {}, warn() {}, error() {} };
const server = await startEmbeddedPostgres({ dataDir, log, durable: false });
const hubs = [];
try {
  const small = await openCity(server, 'small', Math.ceil(rows / 10));
  hubs.push(small.hub);
  const large = await openCity(server, 'large', rows);
  hubs.push(large.hub);
  for (const [name, code] of [['the city', '2102'], ['a district', '210203'], ['a community', '210202001002']]) {
    const few = await median(() => ask(small.hub, fourConstructions, { code }));
    const many = await median(() => ask(large.hub, fourConstructions, { code }));
    say(`FourConstructions of ${name}, ${rows} / ${Math.ceil(rows / 10)} events`, many / few, `${milliseconds(many)} / ${milliseconds(few)}`);
  }
  await comparePages(large);
  await compareImport(small);
} finally {
  await Promise.all(hubs.map((hub) => hub.stop()));
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
