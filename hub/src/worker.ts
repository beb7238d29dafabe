import { runWorker } from '@sizhu/kit';
import cluster from 'node:cluster';
import { explainListening } from './address.js';
import { startHub } from './start-hub.js';
import type { WorkerSetup } from './worker-setup.js';

/** One of several processes of a hub that answer at the same port. */
await runWorker<WorkerSetup>(async (setup, signal) => {
  // A log has one writer.
  const evidence = { ...setup.evidence, folder: `${setup.evidence.folder}-worker-${cluster.worker?.id ?? 0}` };
  const { url, stop } = await startHub({ ...setup, evidence, role: 'server', signal }).catch((error: unknown) => {
    throw explainListening(error as Error, { host: setup.host ?? '127.0.0.1', port: setup.port });
  });
  return { said: url, stop };
});
