import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createCancellation } from '../cancellation.js';
import { createHttp1Pool, type Http1Options, type Http1Pool } from './http1-pool.js';

type Script = (socket: Socket, request: string, turn: number) => void;

let server: Server | undefined;
let pool: Http1Pool | undefined;

/** A server that answers on its sockets what a test says, once for each request. */
async function open(script: Script, options: Partial<Http1Options> = {}) {
  const counted = { connections: 0, requests: [] as string[] };
  server = createServer((socket) => {
    counted.connections += 1;
    let text = '';
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      for (;;) {
        const end = text.indexOf('\r\n\r\n') + 4;
        const length = Number(/content-length: (\d+)/.exec(text)?.[1]);
        if (end < 4 || text.length < end + length) return;
        const request = text.slice(0, end + length);
        text = text.slice(end + length);
        counted.requests.push(request);
        script(socket, request, counted.requests.length);
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  pool = createHttp1Pool(new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), { connections: 4, timeoutMs: 2_000, maxBodyBytes: 10_000, ...options });
  return counted;
}

afterEach(async () => {
  await pool?.close();
  server?.close();
});

const post = (body = '{}', signal?: ReturnType<typeof createCancellation>) =>
  (pool as Http1Pool).post({ path: '/graphql', body, signal }, ({ statusCode, retryAfter, body: read }) => ({ statusCode, retryAfter, text: read.toString() }));
const later = () => new Promise<void>((resolve) => { setTimeout(resolve, 5); });

/** Writes a response in pieces, as a network may deliver it. */
async function inPieces(socket: Socket, text: string, size: number) {
  for (let at = 0; at < text.length; at += size) {
    socket.write(text.slice(at, at + size));
    await later();
  }
}

const PLAIN = 'HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{"data":{}}';
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n3;a=b\r\n{"d\r\n8\r\nata":{}}\r\n0\r\nx-trailer: 1\r\n\r\n';

describe('a response', () => {
  it.each([
    ['with a length', PLAIN, 11],
    ['in chunks', CHUNKED, 11],
    ['after one that is not the last', `HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n${PLAIN}`, 11],
    ['without a body', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', 0],
  ])('%s is read whole, and byte by byte, on one connection', async (_name, text, length) => {
    const counted = await open((socket, _request, turn) => { void inPieces(socket, text, turn === 2 ? 1 : 1_000); });
    for (let turn = 0; turn < 3; turn += 1) expect(await post()).toEqual({ statusCode: 200, retryAfter: undefined, text: '{"data":{}}'.slice(0, length) });
    expect(counted.connections).toBe(1);
  });

  it('that ends with the connection is read, and the next call gets another one', async () => {
    const counted = await open((socket) => { socket.end('HTTP/1.0 200 OK\r\n\r\n{"data":{}}'); });
    expect(await post()).toMatchObject({ text: '{"data":{}}' });
    expect(await post()).toMatchObject({ text: '{"data":{}}' });
    expect(counted.connections).toBe(2);
  });

  it('tells its status and when to come back', async () => {
    await open((socket) => { socket.write('HTTP/1.1 503 Busy\r\nRetry-After: 7\r\ncontent-length: 2\r\n\r\nno'); });
    expect(await post()).toEqual({ statusCode: 503, retryAfter: '7', text: 'no' });
  });

  it.each([
    ['no HTTP', 'SSH-2.0-OpenSSH\r\n\r\n'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcde'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: +5\r\n\r\nabcde'],
    ['another coding', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n'],
    ['a chunk longer than it says', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n'],
    ['a header without a name', 'HTTP/1.1 200 OK\r\n: x\r\n\r\n'],
    ['more than the response', `${PLAIN}HTTP/1.1`],
    ['too large a body', 'HTTP/1.1 200 OK\r\ncontent-length: 10001\r\n\r\n'],
    ['too large a body in chunks', `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5000\r\n${'x'.repeat(0x5000)}\r\n`],
    ['too large a head', `HTTP/1.1 200 OK\r\nx: ${'x'.repeat(70_000)}`],
  ])('with %s is refused, and its connection not used again', async (_name, text) => {
    const counted = await open((socket, _request, turn) => { socket.write(turn === 1 ? text : PLAIN); });
    await expect(post()).rejects.toThrow();
    expect(await post()).toMatchObject({ text: '{"data":{}}' });
    expect(counted.connections).toBe(2);
  });

  it('that nobody asked for closes the connection', async () => {
    const counted = await open((socket) => {
      socket.write(PLAIN);
      setTimeout(() => { socket.write(PLAIN); }, 5);
    });
    await post();
    await new Promise((resolve) => { setTimeout(resolve, 50); });
    await post();
    expect(counted.connections).toBe(2);
  });
});

describe('calls', () => {
  it('say what they must, and carry bytes as they are', async () => {
    const counted = await open((socket) => { socket.write(PLAIN); });
    await post(Buffer.from('{"v":"大连"}').toString('latin1'));
    const [request = ''] = counted.requests;
    expect(request).toMatch(/^POST \/graphql HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\ncontent-type: application\/json\r\n/);
    expect(Buffer.from(request.slice(request.indexOf('\r\n\r\n') + 4), 'latin1').toString()).toBe('{"v":"大连"}');
    expect(request).toContain('content-length: 14\r\n');
  });

  it('wait where all connections are busy, in their order, and not for callers that are gone', async () => {
    const held: (() => void)[] = [];
    const counted = await open((socket) => { held.push(() => { socket.write(PLAIN); }); }, { connections: 1 });
    const signal = createCancellation();
    const order: number[] = [];
    const calls = [post('1'), post('2', signal).catch((error: Error) => ({ text: error.message })), post('3')];
    calls.forEach((call, at) => void call.then(() => order.push(at + 1)));
    while (held.length < 1) await later();
    signal.abort(new Error('gone'));
    held.shift()?.();
    while (held.length < 1) await later();
    held.shift()?.();
    expect((await Promise.all(calls)).map(({ text }) => text)).toEqual(['{"data":{}}', 'gone', '{"data":{}}']);
    expect(order).toEqual([2, 1, 3]);
    expect(counted).toMatchObject({ connections: 1, requests: [expect.stringMatching(/1$/), expect.stringMatching(/3$/)] });
  });

  it('end at once when the caller gives up, and their connection with them', async () => {
    const closed = Promise.withResolvers<void>();
    const counted = await open((socket, _request, turn) => {
      if (turn === 1) socket.on('close', () => { closed.resolve(); });
      else socket.write(PLAIN);
    });
    const signal = createCancellation();
    const call = post('{}', signal);
    while (counted.requests.length === 0) await later();
    signal.abort(new Error('gone'));
    await expect(call).rejects.toThrow('gone');
    await closed.promise;
    expect(await post()).toMatchObject({ statusCode: 200 });
  });

  it('are not sent on a connection that the server has closed or is about to', async () => {
    const counted = await open((socket, _request, turn) => {
      socket.write(PLAIN.replace('\r\n\r\n', '\r\nKeep-Alive: timeout=1\r\n\r\n'));
      if (turn === 2) socket.end();
    });
    await post();
    await post();
    expect(counted.connections).toBe(2);
    await later();
    await post();
    expect(counted.connections).toBe(3);
  });

  it('fail where nothing comes, and where nobody listens', async () => {
    await open(() => {}, { timeoutMs: 50 });
    await expect(post()).rejects.toMatchObject({ code: 'SUBGRAPH_TIMEOUT' });
    server?.close();
    await pool?.close();
    await expect(post()).rejects.toThrow('closed');
    pool = createHttp1Pool(new URL('http://127.0.0.1:9'), { connections: 1, timeoutMs: 1_000, maxBodyBytes: 10 });
    await expect(post()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('under way are waited for when the pool closes', async () => {
    const held: (() => void)[] = [];
    await open((socket) => { held.push(() => { socket.write(PLAIN); }); });
    const call = post();
    while (held.length < 1) await later();
    const closing = pool?.close();
    held[0]?.();
    expect(await call).toMatchObject({ statusCode: 200 });
    await closing;
  });
});
