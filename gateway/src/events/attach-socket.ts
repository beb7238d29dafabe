import type { Server } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { LiveLimits } from './live-limits.js';

/** "Try again later": a client of the protocol connects anew. */
const TRY_AGAIN = 1_013;
const INTERNAL_ERROR = 1_011;
/** Answers that wait for a client that asks and does not read; more is not read from it. */
const MAX_WAITING_BYTES = 1_000_000;

/**
 * Lets the protocol speak over one socket. A message counts as sent when the system has taken it, and the next event
 * is asked for after that: for a slow client, one event of each operation waits here, and the rest in the outbox.
 */
export function attachSocket(socket: WebSocket, protocol: Server<object>, { heartbeatMs, stallMs }: Pick<LiveLimits, 'heartbeatMs' | 'stallMs'>): void {
  const send = (text: string) => new Promise<void>((resolve) => {
    if (socket.readyState !== socket.OPEN) {
      resolve();
      return;
    }
    const stalled = setTimeout(() => { socket.close(TRY_AGAIN, 'Too slow: come back after the last event you had.'); }, stallMs);
    socket.send(text, () => {
      // Where sending failed the socket closes, and that ends what runs on it.
      clearTimeout(stalled);
      if (socket.isPaused && socket.bufferedAmount < MAX_WAITING_BYTES) socket.resume();
      resolve();
    });
    if (socket.bufferedAmount >= MAX_WAITING_BYTES) socket.pause();
  });

  const closed = protocol.opened({
    protocol: socket.protocol,
    send,
    close: (code, reason) => { socket.close(code, reason); },
    onMessage: (handle) => {
      // Text frames come as one buffer, and ws has checked that it is UTF-8.
      socket.on('message', (message: Buffer) => {
        handle(message.toString()).catch(() => { socket.close(INTERNAL_ERROR, 'Something failed inside the hub.'); });
      });
    },
  }, {});

  const heartbeat = watchHeartbeat(socket, heartbeatMs);
  // It is closed with a code that says why: 1002, 1007, 1009.
  socket.on('error', () => {});
  socket.once('close', (code, reason) => {
    clearInterval(heartbeat);
    void closed(code, reason.toString());
  });
}

/** Whoever reads too slowly to be asked is the business of the time that a message may take. */
function watchHeartbeat(socket: WebSocket, heartbeatMs: number): NodeJS.Timeout {
  let isAlive = true;
  socket.on('pong', () => { isAlive = true; });
  return setInterval(() => {
    if (socket.bufferedAmount > 0) return;
    if (!isAlive) {
      socket.terminate();
      return;
    }
    isAlive = false;
    socket.ping();
  }, heartbeatMs);
}
