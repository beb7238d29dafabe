/** Our gateway with all its guards, impatient enough that a pillar that says nothing is noticed within a second. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { httpTransport, serveGateway } from '../../gateway/dist/index.js';

const [supergraphSdl, urls] = process.argv.slice(2);
const transports = Object.fromEntries(Object.entries(JSON.parse(urls)).map(([name, url]) => [name, httpTransport(url)]));
const { url } = await serveGateway({ supergraphSdl, transports, port: 0, guard: { timeoutMs: 1_000 }, deadlineMs: 5_000 });
const delay = monitorEventLoopDelay({ resolution: 10 });
delay.enable();
process.on('message', (message) => {
  // Only what is left after a collection says whether something is kept.
  if (message === 'settle') globalThis.gc();
  process.send({ memoryMb: process.memoryUsage.rss() / 1e6, heapMb: process.memoryUsage().heapUsed / 1e6, lagMs: delay.max / 1e6 });
  delay.reset();
});
process.send({ url });
