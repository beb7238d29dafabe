import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface ScriptedSubgraph {
  readonly url: string;
  /** How often it was asked since the count was last set to zero. */
  calls: number;
  behave: Behaviour;
  stop(): Promise<void>;
}

/** A subgraph on a real socket that does what a test says. */
export async function startScriptedSubgraph(behave: Behaviour): Promise<ScriptedSubgraph> {
  const server = createServer((request, response) => {
    request.resume();
    subgraph.calls += 1;
    subgraph.behave(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const subgraph: ScriptedSubgraph = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    calls: 0,
    behave,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return subgraph;
}

export const answer = (data: object): Behaviour => (_request, response) => {
  response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
};

export const answerText = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Behaviour => (_request, response) => {
  response.writeHead(status, headers).end(text);
};

/** Takes the request and says nothing. */
export const saysNothing: Behaviour = () => {};

/** Closes the connection without an answer. */
export const resets: Behaviour = (request) => { request.socket.destroy(); };

/** Closes it in the middle of one. */
export const breaksOff: Behaviour = (request, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"data":{"_ent');
  setImmediate(() => { request.socket.destroy(); });
};

/** Sends a byte at a time, for ever. */
export const trickles: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => { response.write(' '); }, 20);
  response.on('close', () => { clearInterval(timer); });
};

/** Sends more than anybody wants. */
export const floods: Behaviour = (_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(`{"data":"${'x'.repeat(3_000_000)}"}`);
};
