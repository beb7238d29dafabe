/**
 * Load while pillars fail at random: npm run bench:soak -- [--minutes 5] [--clients 16] [--seed 1]
 *
 * Every four seconds each pillar is told to be well, or to fail in one of many ways. Whatever they do, each request must
 * have an answer; at the end, when all are well, the whole answer, with as much memory as before.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { Pool } from 'undici';
import { OPERATIONS, SCHEMAS } from './gateway/city.js';
import { quantile } from './gateway/load.js';

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '5' }, clients: { type: 'string', default: '16' }, seed: { type: 'string', default: '1' } } });
const [minutes, clients] = [Number(values.minutes), Number(values.clients)];
if (!(minutes >= 0.1 && minutes <= 600) || !(clients >= 1 && clients <= 256)) throw new RangeError('--minutes is 0.1 to 600 and --clients 1 to 256.');
const CHANGE_MS = 4_000;
/** Of the time, each pillar by itself. */
const FAILING = 0.2;
const TELL_MS = 10_000;

/** The same sequence for the same seed (mulberry32). */
let state = Number(values.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}
const choose = (of) => of[Math.floor(random() * of.length)];

const children = [];
async function start(file, ...args) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--expose-gc'], env: { ...process.env, NODE_ENV: 'production' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  children.push(child);
  const [message] = await once(child, 'message');
  return { ...message, child, ask: async (what = 'usage') => { child.send(what); return (await once(child, 'message'))[0]; } };
}

const { supergraphSdl } = composeServices(Object.entries(SCHEMAS).map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: `http://${name}` })));

try {
  const subgraphs = await start('soak/subgraphs.js');
  const gateway = await start('soak/gateway.js', supergraphSdl, JSON.stringify(subgraphs.urls));
  const { origin } = new URL(gateway.url);
  const pool = new Pool(origin, { connections: clients });
  const bodies = Object.values(OPERATIONS).map((operation) => JSON.stringify(operation));
  const total = { answered: 0, whole: 0, partial: 0, broken: 0, codes: {}, latencies: [] };

  async function ask(body, into = total) {
    const at = performance.now();
    try {
      const response = await pool.request({ path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json' }, body });
      const { data, errors } = await response.body.json();
      if (response.statusCode !== 200 || data === undefined) throw new Error(`Status ${response.statusCode}`);
      into.answered += 1;
      into[errors ? 'partial' : 'whole'] += 1;
      for (const { extensions } of errors ?? []) into.codes[extensions.code] = (into.codes[extensions.code] ?? 0) + 1;
      return errors === undefined;
    } catch (error) {
      into.broken += 1;
      process.stderr.write(`A request had no answer: ${error.message}\n`);
      return false;
    } finally {
      const ms = performance.now() - at;
      if (into.latencies.length < 100_000) into.latencies.push(ms);
      else into.latencies[Math.floor(Math.random() * 100_000)] = ms;
    }
  }

  const ending = performance.now() + minutes * 60_000;
  const isOver = () => performance.now() >= ending;
  const memory = [];
  const settledMb = [];
  let lagMs = 0;
  const load = Array.from({ length: clients }, async (_, at) => { for (let turn = at; !isOver(); turn += 1) await ask(bodies[turn % bodies.length]); });
  const trouble = (async () => {
    const names = Object.keys(SCHEMAS);
    while (!isOver()) {
      subgraphs.child.send(Object.fromEntries(names.map((name) => [name, random() < FAILING ? choose(subgraphs.failures) : 'well'])));
      await sleep(CHANGE_MS);
    }
    subgraphs.child.send(Object.fromEntries(names.map((name) => [name, 'well'])));
  })();
  const telling = (async () => {
    while (!isOver()) {
      await sleep(Math.min(TELL_MS, Math.max(0, ending - performance.now())));
      const isMinute = memory.length % 6 === 5;
      const usage = await gateway.ask(isMinute ? 'settle' : 'usage');
      if (isMinute) settledMb.push(usage.heapMb);
      memory.push(usage.memoryMb);
      lagMs = Math.max(lagMs, usage.lagMs);
      process.stdout.write(`${Math.round(minutes * 60 - Math.max(0, ending - performance.now()) / 1_000)} s  answered ${total.answered}  whole ${total.whole}  without an answer ${total.broken}  memory MB ${usage.memoryMb.toFixed(0)}  heap MB ${usage.heapMb.toFixed(0)}  longest stop of the loop ms ${usage.lagMs.toFixed(0)}\n`);
    }
  })();
  await Promise.all([...load, trouble, telling]);

  const after = { answered: 0, whole: 0, partial: 0, broken: 0, codes: {}, latencies: [] };
  const healing = performance.now();
  while (!await ask(bodies[1], after) && performance.now() - healing < 30_000) await sleep(100);
  const healedMs = performance.now() - healing;
  const isHealed = after.whole > 0;
  const third = Math.max(1, Math.floor(memory.length / 3));
  const [early, late] = [memory.slice(third, 2 * third), memory.slice(-third)].map((part) => quantile(part, 0.5));
  process.stdout.write(`
${new Date().toISOString().slice(0, 10)} · ${minutes} minutes · ${clients} clients · seed ${values.seed}
answered ${total.answered}: whole ${total.whole}, with errors ${total.partial}; without an answer ${total.broken}
errors by code: ${Object.entries(total.codes).map(([code, count]) => `${code} ${count}`).join(', ') || 'none'}
latency ms: median ${quantile(total.latencies, 0.5).toFixed(0)}, p99 ${quantile(total.latencies, 0.99).toFixed(0)}
memory MB: median of the middle third ${early?.toFixed(0)}, of the last ${late?.toFixed(0)}, most ${Math.max(...memory).toFixed(0)}
heap MB after a collection, each minute: ${settledMb.map((mb) => mb.toFixed(1)).join(', ')}
longest stop of the loop ms: ${lagMs.toFixed(0)}
whole again after all pillars were well: ${isHealed ? `${healedMs.toFixed(0)} ms` : 'no'}
`);
  await pool.destroy();
  if (total.broken > 0 || !isHealed) process.exitCode = 1;
} finally {
  for (const child of children) child.kill();
}
