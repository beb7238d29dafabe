import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer as createHttp1Server, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo, Server } from 'node:net';
import { toByteString } from './byte-strings.js';
import { httpTransport, type HttpTransport } from './http.js';
import type { SubgraphCall } from './transport.js';

let server: Server | undefined;
let transport: HttpTransport | undefined;

afterEach(async () => {
  await transport?.close();
  server?.close();
});

/** A subgraph that answers with one text, and keeps what it was asked. */
async function open(text: string, { http2 }: { readonly http2: boolean }) {
  const asked: { headers: IncomingHttpHeaders; body: string }[] = [];
  const serve = async (request: IncomingMessage | Http2ServerRequest, response: ServerResponse | Http2ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.setHeader('content-type', 'application/json');
    response.end(text);
  };
  server = http2 ? createHttp2Server((...both) => void serve(...both)) : createHttp1Server((...both) => void serve(...both));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  transport = httpTransport(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql?a=b`, { http2 });
  return { asked, send: (call: Partial<SubgraphCall>) => (transport as HttpTransport).send({ query: '{ name }', variables: {}, operationName: null, ...call }) };
}

const ANSWER = '{"data":{"name":"大连\\u5e02"},"errors":[{"message":"一\\u4e2a"}]}';
const bodyStart = '{"query":"{ name }","operationName":null,"variables":';

describe.each([false, true])('a call, over HTTP/2: %s,', (http2) => {
  it('and its answer are text, unless bytes are wanted', async () => {
    const { asked, send } = await open(ANSWER, { http2 });
    expect(await send({ variables: { at: '西岗' } })).toEqual({ data: { name: '大连市' }, errors: [{ message: '一个' }] });
    expect(await send({ bodyStart, variablesInBytes: toByteString('{"at":"西岗"}') })).toEqual({ data: { name: toByteString('大连市') }, errors: [{ message: '一个' }] });
    for (const { body } of asked) expect(JSON.parse(body)).toEqual({ query: '{ name }', operationName: null, variables: { at: '西岗' } });
    expect(asked[0]?.headers).toMatchObject({ 'content-type': 'application/json', accept: 'application/graphql-response+json, application/json' });
  });

  it('says how long it is waited for, unless it changes something', async () => {
    const { asked, send } = await open(ANSWER, { http2 });
    await send({ deadlineAt: performance.now() + 900 });
    await send({ deadlineAt: performance.now() + 900, isMutation: true });
    await send({});
    const left = Number(asked[0]?.headers['x-deadline-ms']);
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(900);
    expect(asked.slice(1).map(({ headers }) => headers['x-deadline-ms'])).toEqual([undefined, undefined]);
  });
});
