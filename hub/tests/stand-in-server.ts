import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onCleanup } from './database-harness.js';

/** Listens on a free port of this machine until the test has ended. */
export async function listen(onConnection: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onConnection(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onCleanup(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/**
 * Lets everybody in and answers every query with one text, a version number.
 *
 * See https://www.postgresql.org/docs/18/protocol-message-formats.html
 */
export const speakAsVersion = (versionNumber: string) => (socket: Socket) => {
  const message = (type: string, ...parts: readonly (Buffer | string)[]) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part)));
    const length = Buffer.alloc(4);
    length.writeInt32BE(body.length + 4);
    return Buffer.concat([Buffer.from(type), length, body]);
  };
  const ready = message('Z', 'I');
  const column = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 25, 255, 255, 255, 255, 255, 255, 0, 0]);
  const answer = Buffer.concat([
    message('T', Buffer.from([0, 1]), 'server_version_num\0', column),
    message('D', Buffer.from([0, 1, 0, 0, 0, versionNumber.length]), versionNumber),
    message('C', 'SHOW\0'),
    ready,
  ]);
  let isStarted = false;
  socket.on('data', (data) => {
    if (isStarted) return void (data.toString('latin1').startsWith('Q') && socket.write(answer));
    isStarted = true;
    socket.write(Buffer.concat([message('R', Buffer.alloc(4)), ready]));
  });
};
