import type { QueryPlan, QueryPlannerConfig } from '@apollo/query-planner';
import type { ErrorCode } from '@sizhu/contract';
import { GraphQLError, print, type DocumentNode } from 'graphql';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

type Planned = QueryPlan['node'];

export interface PlanApart {
  /** Rejects with a code where planning takes too long, or too many documents wait for it. */
  plan(document: DocumentNode, operationName: string | undefined): Promise<Planned>;
  /** Ends the thread; whoever asks later begins another. */
  close(): Promise<void>;
}

export interface PlanApartOptions {
  readonly supergraphSdl: string;
  readonly config: QueryPlannerConfig;
  /** The most time of a processor that one plan may take. */
  readonly mostMs: number;
  readonly mostWaiting?: number;
  /** The thread holds a supergraph of its own; it ends when nobody asked it for so long. */
  readonly idleMs?: number;
  /** What runs in the thread. */
  readonly program?: URL;
}

const LOOK_EVERY_MS = 50;
/** A machine that is busy otherwise gives a plan more time by the clock. */
const CLOCK_FACTOR = 20;
/** Tests run from the sources, where no worker has been built. */
const PROGRAM = new URL(import.meta.url.endsWith('.ts') ? './plan-worker.ts' : './plan-worker.js', import.meta.url);

type Reply = { readonly ready: true } | { readonly node: Planned } | { readonly failure: string };

/**
 * Plans large documents in another thread: the planner cannot be interrupted, and while it works nobody
 * else would be answered. A plan that takes too long ends with its thread.
 */
export function createPlanApart({ supergraphSdl, config, mostMs, mostWaiting = 32, idleMs = 60_000, program = PROGRAM }: PlanApartOptions): PlanApart {
  let worker: Promise<Worker> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let idle: NodeJS.Timeout | undefined;

  async function open(): Promise<Worker> {
    const opened = new Worker(program, { workerData: { supergraphSdl, config } });
    await once(opened, 'message');
    opened.unref();
    return opened;
  }

  async function end(): Promise<void> {
    const ended = worker;
    worker = undefined;
    clearTimeout(idle);
    await ended?.then((one) => one.terminate()).catch(() => {});
  }

  async function ask(text: string, operationName: string | undefined): Promise<Planned> {
    clearTimeout(idle);
    worker ??= open();
    try {
      const reply = await withinTime(await worker, { text, operationName }, mostMs);
      idle = setTimeout(() => void end(), idleMs).unref();
      if ('node' in reply) return reply.node;
      throw new PlannerFailure('failure' in reply ? reply.failure : 'The planner began anew.');
    } catch (error) {
      // A plan that failed has come to its end; any other still runs.
      if (!(error instanceof PlannerFailure)) void end();
      throw error;
    }
  }

  return {
    plan: async (document, operationName) => {
      if (waiting >= mostWaiting) throw coded('PLANNING_BUSY', 'Too many large documents wait to be planned.');
      waiting += 1;
      const planned = last.then(() => ask(print(document), operationName)).finally(() => { waiting -= 1; });
      last = planned.catch(() => {});
      return planned;
    },
    close: end,
  };
}

class PlannerFailure extends Error {
  override readonly name = 'PlannerFailure';
}

async function withinTime(worker: Worker, question: object, mostMs: number): Promise<Reply> {
  const used = await processorTime(worker);
  const started = performance.now();
  const watching = new AbortController();
  const { signal } = watching;
  try {
    worker.ref();
    return await new Promise<Reply>((resolve, reject) => {
      once(worker, 'message', { signal }).then(([reply]) => { resolve(reply as Reply); }, reject);
      once(worker, 'exit', { signal }).then(() => { reject(new Error('The planner ended.')); }, reject);
      const timer = setInterval(() => {
        void processorTime(worker).then((now) => {
          const isTooLong = now - used > mostMs || performance.now() - started > mostMs * CLOCK_FACTOR;
          if (isTooLong) reject(coded('PLANNING_TOO_LONG', `The document takes more than ${mostMs} ms to plan: ask for less at a time.`));
        }, () => {});
      }, LOOK_EVERY_MS);
      signal.addEventListener('abort', () => { clearInterval(timer); }, { once: true });
      worker.postMessage(question);
    });
  } finally {
    watching.abort();
    worker.unref();
  }
}

/** In milliseconds; by the clock on a Node that does not tell. */
async function processorTime(worker: Worker): Promise<number> {
  if (typeof worker.cpuUsage !== 'function') return performance.now();
  const { user, system } = await worker.cpuUsage();
  return (user + system) / 1_000;
}

const coded = (code: ErrorCode, message: string): GraphQLError => new GraphQLError(message, { extensions: { code } });
