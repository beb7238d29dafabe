import { once } from 'node:events';
import { WebSocket, type ClientOptions } from 'ws';

export interface RawSocket {
  readonly socket: WebSocket;
  /** All that came. */
  readonly messages: any[];
  say(message: object | string): void;
  /** The next message of this type that has not been asked for yet. */
  next(type: string): Promise<any>;
  /** Code and reason it was closed with. */
  readonly closed: Promise<readonly [number, string]>;
}

export interface RawOptions extends ClientOptions {
  readonly protocol?: string;
  /** Whether it introduces itself. */
  readonly init?: boolean;
}

/** A client that says what a test wants it to say. Rejects with the status when it is not let in. */
export async function openSocket(url: string, { protocol = 'graphql-transport-ws', init = true, ...options }: RawOptions = {}): Promise<RawSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, protocol, options);
  const messages: any[] = [];
  const waiting: { readonly type: string; readonly resolve: (message: any) => void }[] = [];
  const unread: any[] = [];
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString());
    messages.push(message);
    const at = waiting.findIndex(({ type }) => type === message.type);
    if (at >= 0) waiting.splice(at, 1)[0]?.resolve(message);
    else unread.push(message);
  });
  const closed = new Promise<readonly [number, string]>((resolve) => {
    socket.once('close', (code, reason) => { resolve([code, reason.toString()]); });
  });
  const raw: RawSocket = {
    socket,
    messages,
    closed,
    say: (message) => { socket.send(typeof message === 'string' ? message : JSON.stringify(message)); },
    next: (type) => new Promise((resolve) => {
      const at = unread.findIndex((message) => message.type === type);
      if (at >= 0) resolve(unread.splice(at, 1)[0]);
      else waiting.push({ type, resolve });
    }),
  };
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('unexpected-response', (_request, { statusCode }) => { reject(new Error(`status ${statusCode}`)); });
    socket.once('error', reject);
  });
  socket.on('error', () => {});
  if (init) {
    raw.say({ type: 'connection_init' });
    await raw.next('connection_ack');
  }
  return raw;
}

export const leave = async ({ socket }: RawSocket): Promise<void> => {
  if (socket.readyState === socket.CLOSED) return;
  socket.terminate();
  await once(socket, 'close');
};
