/**
 * Our gateway against the stock one: npm run bench:gateway -- [--seconds 3] [--rounds 3]
 *
 * Both run the whole time, as processes of their own over the same four subgraphs, and are asked in turn within one
 * run, so that the ratios mean the same on any machine.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { OPERATIONS, SCHEMAS } from './city.js';
import { checkEqual, load, loadCold, quantile } from './load.js';

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3' }, rounds: { type: 'string', default: '3' } } });
const ms = Number(values.seconds) * 1_000;
const rounds = Number(values.rounds);
if (!(ms >= 200 && ms <= 60_000) || !(rounds >= 1 && rounds <= 20)) throw new RangeError('--seconds is 0.2 to 60 and --rounds 1 to 20.');

const processes = [];
async function start(file, ...args) {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1' }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  processes.push(child);
  const [message] = await once(child, 'message');
  const ask = async () => {
    child.send('usage');
    return (await once(child, 'message'))[0];
  };
  return { ...message, ask };
}

const { supergraphSdl, errors } = composeServices(Object.entries(SCHEMAS).map(([name, sdl]) => ({ name, typeDefs: parse(sdl), url: `http://${name}` })));
if (!supergraphSdl) throw new Error(errors.map(({ message }) => message).join('\n'));

try {
  const subgraphs = await start('subgraphs.js');
  const sdl = Object.entries(subgraphs.urls).reduce((text, [name, url]) => text.replace(`"http://${name}"`, JSON.stringify(url)), supergraphSdl);
  const gateways = { stock: await start('stock.js', sdl), ours: await start('ours.js', sdl, JSON.stringify(subgraphs.urls)) };
  process.stdout.write(`${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${cpus().length} × ${cpus()[0].model} · ${rounds} rounds of ${values.seconds} s each\n`);
  process.stdout.write('The load generator and the subgraphs run on the same cores.\n\n');

  for (const [name, operation] of Object.entries(OPERATIONS)) {
    const bytes = await checkEqual(Object.values(gateways).map(({ url }) => url), operation);
    process.stdout.write(`${name}: equal answers of ${(bytes / 1_000).toFixed(1)} kB\n`);
    await measureCold(name, operation, gateways);
    for (const { url } of Object.values(gateways)) await load(url, operation, { clients: 16, ms });
    for (const clients of [16, 64]) await measureWarm(operation, { gateways, subgraphs, clients });
    process.stdout.write('\n');
  }
} finally {
  for (const child of processes) child.kill();
}

async function measureCold(name, operation, gateways) {
  const latencies = { stock: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [gateway, { url }] of Object.entries(gateways)) latencies[gateway].push(...await loadCold(url, operation, { count: 10, salt: `${name.replace('-', '_')}_${round}` }));
  }
  const [stock, ours] = [latencies.stock, latencies.ours].map((all) => quantile(all, 0.5));
  process.stdout.write(`  cold, one client    stock ${stock.toFixed(1)} ms, ours ${ours.toFixed(1)} ms a request (median): ${(stock / ours).toFixed(2)} ×\n`);
}

async function measureWarm(operation, { gateways, subgraphs, clients }) {
  const sums = Object.fromEntries(Object.keys(gateways).map((gateway) => [gateway, { requests: 0, tookMs: 0, cpuMs: 0, calls: 0, memoryMb: 0, latencies: [] }]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [gateway, { url, ask }] of Object.entries(gateways)) {
      const [before, { calls }] = [await ask(), await subgraphs.ask()];
      const { latencies, tookMs } = await load(url, operation, { clients, ms });
      const [after, { calls: callsAfter }] = [await ask(), await subgraphs.ask()];
      const sum = sums[gateway];
      sum.requests += latencies.length;
      sum.tookMs += tookMs;
      sum.cpuMs += after.cpuMs - before.cpuMs;
      sum.calls += callsAfter - calls;
      sum.memoryMb = Math.max(sum.memoryMb, after.memoryMb);
      sum.latencies.push(...latencies);
    }
  }
  const rows = Object.entries(sums).map(([gateway, { requests, tookMs, cpuMs, calls, memoryMb, latencies }]) => ({
    gateway, 'requests/s': requests / tookMs * 1_000, 'p50 ms': quantile(latencies, 0.5), 'p99 ms': quantile(latencies, 0.99),
    'CPU ms': cpuMs / requests, 'memory MB': memoryMb, 'subgraph calls': calls / requests,
  }));
  process.stdout.write(`  ${clients} clients\n`);
  for (const { gateway, ...figures } of rows) {
    process.stdout.write(`    ${gateway.padEnd(6)}${Object.entries(figures).map(([figure, value]) => `  ${figure} ${value.toFixed(value < 10 ? 2 : 0)}`).join('')}\n`);
  }
  const [stock, ours] = rows;
  process.stdout.write(`    ratio   CPU ${(stock['CPU ms'] / ours['CPU ms']).toFixed(1)} ×, requests/s ${(ours['requests/s'] / stock['requests/s']).toFixed(1)} ×, p99 ${(stock['p99 ms'] / ours['p99 ms']).toFixed(1)} ×\n`);
}
