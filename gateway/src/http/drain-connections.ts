import { Server as NetServer, type Socket } from 'node:net';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

const LOOK_MS = 10;

/**
 * Ends connections without cutting off who is about to ask: no new ones are taken, every answer says that its
 * connection closes, and one on which nothing comes is closed after `graceMs`.
 *
 * See RFC 9112, section 9.6
 */
export function drainConnections(app: FastifyInstance): (graceMs: number) => Promise<void> {
  const idle = new Set<Socket>();
  let isDraining = false;
  app.server.on('connection', (socket) => {
    idle.add(socket);
    socket.once('close', () => { idle.delete(socket); });
  });
  // Before the answer is begun.
  app.server.prependListener('request', ({ socket }, response) => {
    idle.delete(socket);
    if (isDraining) response.setHeader('connection', 'close');
    response.once('close', () => { if (!socket.destroyed && !isDraining) idle.add(socket); });
  });
  // A WebSocket has its own end.
  app.server.on('upgrade', (_request, socket) => { idle.delete(socket as Socket); });
  app.addHook('onSend', async (_request, reply) => { if (isDraining) reply.header('connection', 'close'); });

  return async (graceMs) => {
    isDraining = true;
    stopListening(app.server);
    const until = performance.now() + graceMs;
    while (idle.size > 0 && performance.now() < until) await sleep(LOOK_MS);
  };
}

/** What http's own `close` adds to this is to end idle connections at once. */
const stopListening = (server: Server): void => { NetServer.prototype.close.call(server); };
