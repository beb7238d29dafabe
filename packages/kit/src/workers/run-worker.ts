import { once } from 'node:events';
import { aborted, toLine, type Service } from '../run-service.js';
import type { WorkerMessage } from './start-workers.js';

/**
 * Runs a service as a worker of `startWorkers` until it is asked to stop, or the process that started it is gone.
 * `start` gets what all workers are set up with; what it tells is told to that process.
 */
export async function runWorker<Setup>(start: (setup: Setup, signal: AbortSignal) => Promise<Service & { readonly said: unknown }>): Promise<void> {
  const asked = new AbortController();
  process.stdout.on('error', () => {});
  // Ctrl-C comes from the terminal to all processes at once.
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => asked.abort());
  process.on('disconnect', () => asked.abort());
  const tell = (message: WorkerMessage) => new Promise<void>((resolve) => {
    if (process.connected) process.send?.(message, undefined, {}, () => { resolve(); });
    else resolve();
  });
  try {
    const [{ setup }] = await once(process, 'message') as [{ readonly setup: Setup }];
    const service = await start(setup, asked.signal);
    await tell({ kind: 'ready', said: service.said });
    await aborted(asked.signal);
    await service.stop();
    process.exit(0);
  } catch (error) {
    await tell({ kind: 'failed', line: toLine(error) });
    process.exit(asked.signal.aborted ? 0 : 1);
  }
}
