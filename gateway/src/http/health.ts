import type { FastifyInstance } from 'fastify';
import type { Transports } from '../transport/transport.js';

/** /healthz: the process runs. /readyz: each pillar by name, 200 when all can answer and 503 when one cannot. */
export function serveHealth(app: FastifyInstance, transports: () => Transports): void {
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const states = await Promise.all(Object.entries(transports()).map(async ([name, transport]) => {
      const ready = await transport.checkReady().then(() => true, () => false);
      return [name, ready ? 'ready' : 'not ready'] as const;
    }));
    const ready = states.every(([, state]) => state === 'ready');
    return reply.status(ready ? 200 : 503).send({ status: ready ? 'ready' : 'not ready', pillars: Object.fromEntries(states) });
  });
}
