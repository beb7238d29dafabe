import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.js';

export interface WorkersOptions {
  readonly count: number;
  /** File that calls `runWorker`. */
  readonly program: string;
  /** What each worker is given to start with; it goes over a channel of its own and into no environment. */
  readonly setup: unknown;
  readonly log: Log;
  /** Aborted when a start under way is to be given up. */
  readonly signal?: AbortSignal;
  /** A worker that has not ended so long after it was asked to is killed. */
  readonly stopMs?: number;
}

export interface Workers {
  /** What the first worker said when it was ready. */
  readonly said: unknown;
  readonly pids: () => readonly number[];
  /** Asks every worker to stop, and waits until none is left. */
  stop(): Promise<void>;
}

/** What a worker tells. */
export type WorkerMessage = { readonly kind: 'ready'; readonly said: unknown } | { readonly kind: 'failed'; readonly line: string };

const STOP_MS = 45_000;
const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 10_000;
/** A worker that lived so long had not died of its start. */
const SOUND_MS = 10_000;

/**
 * Starts processes that share what they listen on. One that dies is replaced, after a pause that doubles while they
 * die early. The first starts alone: what keeps it from starting would keep them all.
 */
export async function startWorkers({ count, program, setup, log, signal, stopMs = STOP_MS }: WorkersOptions): Promise<Workers> {
  cluster.setupPrimary({ exec: program, args: [], silent: false });
  const stopping = new AbortController();
  const running = new Set<Worker>();
  const replacing = new Set<Promise<void>>();
  let delayMs = FIRST_DELAY_MS;

  async function start(): Promise<unknown> {
    const worker = cluster.fork();
    running.add(worker);
    const started = performance.now();
    let isReady = false;
    const ended = once(worker, 'exit').then(([code, by]: readonly unknown[]) => {
      running.delete(worker);
      if (!isReady || stopping.signal.aborted) return;
      if (performance.now() - started > SOUND_MS) delayMs = FIRST_DELAY_MS;
      log.warn({ pid: worker.process.pid, code, signal: by, delayMs }, 'A worker ended and is replaced.');
      const replaced = replace().finally(() => { replacing.delete(replaced); });
      replacing.add(replaced);
    });
    worker.on('error', () => {});
    worker.send({ setup });
    const said = await Promise.race([
      once(worker, 'message').then(([message]: readonly WorkerMessage[]) => message),
      ended.then((): WorkerMessage => ({ kind: 'failed', line: 'A worker ended before it was ready.' })),
    ]);
    if (said?.kind !== 'ready') throw new Error(said?.line);
    isReady = true;
    return said.said;
  }

  async function replace(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sleep(delayMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      delayMs = Math.min(MAX_DELAY_MS, delayMs * 2);
      try {
        await start();
        return;
      } catch (error) {
        log.error({ err: error, delayMs }, 'A worker could not be started; it is tried again.');
      }
    }
  }

  async function stop(): Promise<void> {
    stopping.abort();
    const kill = setTimeout(() => { for (const worker of running) worker.process.kill('SIGKILL'); }, stopMs);
    await Promise.all([...running].map(async (worker) => {
      const exited = once(worker, 'exit');
      worker.process.kill('SIGTERM');
      await exited;
    }));
    await Promise.all(replacing);
    clearTimeout(kill);
  }

  const giveUp = () => void stop();
  signal?.addEventListener('abort', giveUp, { once: true });
  try {
    signal?.throwIfAborted();
    const said = await start();
    await Promise.all(Array.from({ length: count - 1 }, start));
    return { said, pids: () => [...running].map(({ process: { pid } }) => pid ?? 0), stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    signal?.removeEventListener('abort', giveUp);
  }
}
