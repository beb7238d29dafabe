/**
 * The saved questions over the sample city, all in one process and in five: npm run bench:hub -- [--seconds 1] [--rounds 3] [--clients 8]
 *
 * Both are over the same database and are asked in turn. CPU is that of all processes but PostgreSQL's.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { Pool } from 'undici';
import { toPillarUrl } from '../../hub/dist/database/pillar-url.js';
import { resolveDatabases } from '../../hub/dist/database/index.js';
import { ask } from '../gateway/load.js';
import { start, stopAll } from '../gateway/processes.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '1' }, rounds: { type: 'string', default: '3' }, clients: { type: 'string', default: '8' } } });
const [ms, rounds, clients] = [Number(values.seconds) * 1_000, Number(values.rounds), Number(values.clients)];
if (!(ms >= 100 && rounds >= 1 && clients >= 1)) throw new RangeError('--seconds is 0.1 or more, --rounds and --clients 1 or more.');

const ROOT = new URL('../../', import.meta.url);
const PILLARS = ['centers', 'informatization', 'grid', 'video'];
/** Whoever shows a cookie is answered alone: each request is to be worked for. */
const HEADERS = { 'content-type': 'application/json', accept: 'application/json', cookie: 'client=bench' };

const dataDir = await mkdtemp(join(tmpdir(), 'sizhu-bench-hub-'));
const databases = await resolveDatabases({ dataDir, log: { info() {}, warn() {}, error() {} }, durable: false });
try {
  const hub = await start(new URL('all-in-one.js', import.meta.url), JSON.stringify(databases.urls));
  const pillars = await Promise.all(PILLARS.map((name) => start(new URL('pillar.js', import.meta.url), name, toPillarUrl(name, databases.urls[name]))));
  const urls = Object.fromEntries(PILLARS.map((name, at) => [name, pillars[at].url]));
  const gateway = await start(new URL('gateway.js', import.meta.url), JSON.stringify(urls));
  const ways = { one: { url: hub.url, processes: [hub] }, five: { url: gateway.url, processes: [gateway, ...pillars] } };
  process.stdout.write(`${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${rounds} rounds of ${values.seconds} s each, ${clients} clients\n`);
  process.stdout.write('CPU ms a request in one process / in five, SQL statements a request in one / in five\n');
  for (const { operation, variables, status } of JSON.parse(readFileSync(new URL('clients/operations/catalog.json', ROOT), 'utf8'))) {
    if (status !== 'ready') continue;
    const body = JSON.stringify({ query: readFileSync(new URL(`clients/operations/${operation}`, ROOT), 'utf8'), variables });
    const answers = await Promise.all(Object.values(ways).map(({ url }) => askOnce(url, body)));
    if (!isDeepStrictEqual(answers[0].data, answers[1].data)) throw new Error(`${operation}: the answers differ.`);
    const [one, five] = await measure(ways, body);
    process.stdout.write(`  ${operation.replace('.graphql', '').padEnd(36)} ${one.cpuMs.toFixed(2).padStart(7)} / ${five.cpuMs.toFixed(2).padStart(7)}  ×${(five.cpuMs / one.cpuMs).toFixed(1)}  ${one.statements.toFixed(1)} / ${five.statements.toFixed(1)}\n`);
  }
} finally {
  stopAll();
  await databases.stop();
  await rm(dataDir, { recursive: true, force: true });
}

async function askOnce(url, body) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin);
  const text = await ask(pool, pathname, body, HEADERS);
  await pool.close();
  return JSON.parse(text);
}

async function measure(all, body) {
  const found = Object.values(all).map((way) => ({ way, requests: 0, cpuMs: 0, statements: 0 }));
  for (let round = -1; round < rounds; round += 1) {
    for (const one of found) {
      const before = await usage(one.way);
      const requests = await load(one.way.url, body);
      const after = await usage(one.way);
      // The first round warms up.
      if (round < 0) continue;
      one.requests += requests;
      one.cpuMs += after.cpuMs - before.cpuMs;
      one.statements += after.statements - before.statements;
    }
  }
  return found.map(({ requests, cpuMs, statements }) => ({ cpuMs: cpuMs / requests, statements: statements / requests }));
}

async function usage({ processes }) {
  const all = await Promise.all(processes.map((one) => one.ask()));
  return { cpuMs: all.reduce((sum, { cpuMs }) => sum + cpuMs, 0), statements: all.reduce((sum, { statements = 0 }) => sum + statements, 0) };
}

async function load(url, body) {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: clients });
  const started = performance.now();
  let requests = 0;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() - started < ms) {
      await ask(pool, pathname, body, HEADERS);
      requests += 1;
    }
  }));
  await pool.close();
  return requests;
}
