import { createLog, runService, startWorkers } from '@sizhu/kit';
import { fileURLToPath } from 'node:url';
import type { StandaloneSettings } from './read-settings.js';
import { startGateway } from './start-gateway.js';

const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

/** Runs the gateway as this process, or as workers of it, until it is asked to stop. */
export const runGateway = (readSettings: () => StandaloneSettings): Promise<void> => runService(async (signal) => {
  const settings = readSettings();
  if (settings.workers === 1) {
    const gateway = await startGateway(settings);
    greet(gateway.url);
    return gateway;
  }
  const workers = await startWorkers({ count: settings.workers, program: WORKER, setup: settings, log: createLog('gateway'), signal, stopMs: settings.deadlineMs + settings.drainMs + 5_000 });
  greet(`${String(workers.said)} (${settings.workers} workers)`);
  return workers;
});

const greet = (where: string): void => void process.stdout.write(`The gateway answers at ${where}\n`);
