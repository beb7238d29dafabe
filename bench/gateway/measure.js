import { load, loadCold, quantile } from './load.js';

/** Time of documents that are new, in the median, for each gateway. */
export async function measureCold(operation, { gateways, rounds, salt }) {
  const latencies = Object.fromEntries(Object.keys(gateways).map((gateway) => [gateway, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [gateway, { url }] of Object.entries(gateways)) latencies[gateway].push(...await loadCold(url, operation, { count: 10, salt: `${salt}_${round}` }));
  }
  return Object.entries(latencies).map(([gateway, all]) => `${gateway} ${quantile(all, 0.5).toFixed(1)} ms`).join(', ');
}

/** What a request costs each gateway, which are asked in turn. */
export async function measureWarm(operation, { gateways, subgraphs, clients, rounds, ms, alike = false, withSubgraphs = false }) {
  const sums = Object.fromEntries(Object.keys(gateways).map((gateway) => [gateway, { requests: 0, tookMs: 0, cpuMs: 0, calls: 0, memoryMb: 0, latencies: [] }]));
  for (let round = 0; round < rounds; round += 1) {
    for (const [gateway, { url, ask }] of Object.entries(gateways)) {
      const [before, below] = [await ask(), await subgraphs.ask()];
      const { latencies, tookMs } = await load(url, operation, { clients, ms, alike });
      const [after, belowAfter] = [await ask(), await subgraphs.ask()];
      const sum = sums[gateway];
      sum.requests += latencies.length;
      sum.tookMs += tookMs;
      sum.cpuMs += after.cpuMs - before.cpuMs + (withSubgraphs ? belowAfter.cpuMs - below.cpuMs : 0);
      sum.calls += belowAfter.calls - below.calls;
      sum.memoryMb = Math.max(sum.memoryMb, after.memoryMb);
      sum.latencies.push(...latencies);
    }
  }
  return Object.entries(sums).map(([gateway, { requests, tookMs, cpuMs, calls, memoryMb, latencies }]) => ({ gateway, figures: {
    'requests/s': requests / tookMs * 1_000, 'p50 ms': quantile(latencies, 0.5), 'p99 ms': quantile(latencies, 0.99),
    'CPU ms': cpuMs / requests, 'memory MB': memoryMb, 'calls': calls / requests,
  } }));
}

/** Each with the first one's CPU over its own. */
export function printRows(rows, print) {
  const first = rows[0].figures['CPU ms'];
  for (const { gateway, figures } of rows) {
    const written = Object.entries(figures).map(([figure, value]) => `  ${figure} ${value.toFixed(value < 10 ? 2 : 0)}`).join('');
    print(`    ${gateway.padEnd(11)}${written}  ×${(first / figures['CPU ms']).toFixed(1)}`);
  }
}
