import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeServices } from '@apollo/composition';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'graphql';
import { cleanUp, makeDataDir, onCleanup } from './database-harness.js';
import { loadUntilGone } from './load-until-gone.js';
import { startProcess, type RunningProcess } from './process-harness.js';

jest.setTimeout(90_000);
afterEach(cleanUp);

/** A subgraph that takes a moment for each answer. */
async function startSubgraph(delayMs: number, port = 0): Promise<string> {
  const server = createHttpServer((request, response) => {
    request.resume();
    if (request.url !== '/graphql') return void response.writeHead(404).end();
    setTimeout(() => { response.setHeader('content-type', 'application/json').end('{"data":{"hello":"你好"}}'); }, delayMs);
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  onCleanup(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

async function writeSupergraph(urls: Readonly<Record<string, string>>): Promise<string> {
  const { supergraphSdl = '' } = composeServices(Object.entries(urls).map(([name, url], at) =>
    ({ name, url, typeDefs: parse(`type Query { ${at === 0 ? 'hello' : name}: String }`) })));
  const file = join(await makeDataDir(), 'supergraph.graphql');
  await writeFile(file, supergraphSdl);
  return file;
}

const start = (env: Readonly<Record<string, string>>): RunningProcess => startProcess('gateway/bin/sizhu-gateway.js', { PORT: '0', ...env });

const BODY = JSON.stringify({ query: '{ hello }' });
const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe.each([['one process', '1'], ['three workers', '3']])('%s', (_name, workers) => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s under load ends with no request failed', async (signal) => {
    const file = await writeSupergraph({ words: await startSubgraph(20) });
    const gateway = start({ SUPERGRAPH_FILE: file, WORKERS: workers });
    const load = loadUntilGone(await gateway.url(), { clients: 12, body: BODY, answer: '{"data":{"hello":"你好"}}' });
    while (load.answered() < 100) await sleep(10);
    expect(await gateway.end(signal)).toMatchObject({ code: 0, stderr: '' });
    await load.done;
    expect(load.failures).toEqual([]);
    expect(load.closedPolitely()).toBeGreaterThanOrEqual(12);
  });
});

/** The processes that a process has started. */
const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(/\s+/).filter((text) => text !== '').map(Number);

describe('workers', () => {
  it('that die are replaced, and the others answer meanwhile; none is left after the end', async () => {
    const file = await writeSupergraph({ words: await startSubgraph(0) });
    const gateway = start({ SUPERGRAPH_FILE: file, WORKERS: '2' });
    const url = await gateway.url();
    const before = childrenOf(gateway.pid);
    expect(before).toHaveLength(2);
    process.kill(before[0] ?? 0, 'SIGKILL');
    while (isAlive(before[0] ?? 0) || childrenOf(gateway.pid).length < 2) {
      // A connection that was given to the one that died is lost with it.
      const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
      if (response) expect(response.status).toBe(200);
      await sleep(20);
    }
    const after = childrenOf(gateway.pid);
    expect(after).toContain(before[1]);
    expect(await (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: BODY })).json()).toEqual({ data: { hello: '你好' } });
    expect(await gateway.end('SIGTERM')).toMatchObject({ code: 0, stderr: expect.stringContaining('A worker ended and is replaced.') });
    expect([...before, ...after].filter(isAlive)).toEqual([]);
  });

  it('end with the process that started them', async () => {
    const gateway = start({ SUPERGRAPH_FILE: await writeSupergraph({ words: await startSubgraph(0) }), WORKERS: '2' });
    await gateway.url();
    const pids = childrenOf(gateway.pid);
    await gateway.end('SIGKILL');
    while (pids.some(isAlive)) await sleep(20);
  });

  it('that cannot start say why in one line, once', async () => {
    const { code, stdout, stderr } = await start({ SUPERGRAPH_FILE: '/nowhere/supergraph.graphql', WORKERS: '3' }).ended;
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'There is no file /nowhere/supergraph.graphql: name the file of a supergraph with --supergraph.\n' });
  });
});

it('a subgraph that is down at the start is missing, named, and comes back without a restart', async () => {
  const reserved = createServer().listen(0, '127.0.0.1');
  await once(reserved, 'listening');
  const { port } = reserved.address() as AddressInfo;
  reserved.close();
  await once(reserved, 'close');
  const gateway = start({ SUPERGRAPH_FILE: await writeSupergraph({ words: await startSubgraph(0), later: `http://127.0.0.1:${port}/graphql` }) });
  const url = await gateway.url();
  const ask = async () => await (await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{ hello later }"}' })).json() as any;
  expect(await ask()).toMatchObject({ data: { hello: '你好', later: null }, errors: [{ extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'later' } }] });
  const ready = async () => {
    const response = await fetch(`${url}/readyz`);
    return { status: response.status, body: await response.json() };
  };
  expect(await ready()).toEqual({ status: 503, body: { status: 'not ready', pillars: { words: 'ready', later: 'not ready' } } });
  await startSubgraph(0, port);
  expect(await ready()).toMatchObject({ status: 200 });
  // Both subgraphs of this test answer the same.
  while ((await ask()).errors) await sleep(50);
});
