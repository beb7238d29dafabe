import { createCancellation, type Cancellation, type CancellationSource } from '../transport/cancellation.js';
import { TransportError } from '../transport/transport-error.js';

/** Runs once for all who ask for the same at the same time. */
export type ShareAnswers<T> = (key: string, signal: AbortSignal | undefined, run: (signal: Cancellation) => Promise<T>) => Promise<T>;

interface SharedRun<T> {
  readonly begunAt: number;
  readonly cancellation: CancellationSource;
  answer: Promise<T>;
  /** How many still wait for it. */
  waiting: number;
}

interface Slot<T> {
  key: string;
  /** Undefined when nothing is under way. */
  run: SharedRun<T> | undefined;
}

const SLOTS = 256;
/** Who comes later begins anew: a run ends with the deadline of the one who began it. */
const JOIN_WITHIN_MS = 1_000;

/**
 * Answers those together who ask by the same key while one of them is being answered. The key says everything that
 * the answer depends on, and whose rights it holds by.
 *
 * What is under way lies in slots that stay: a map from which every answer were deleted again would keep the garbage
 * collector busy for half of the time when all ask for something else. Where two keys fall into one slot, the second
 * is answered alone.
 */
export function createAnswerSharing<T>(now: () => number = () => performance.now()): ShareAnswers<T> {
  const slots = new Array<Slot<T> | undefined>(SLOTS);
  return (key, signal, run) => {
    const slot = (slots[hash(key) % SLOTS] ??= { key: '', run: undefined });
    const known = slot.run;
    if (known && slot.key === key && !known.cancellation.aborted && now() - known.begunAt < JOIN_WITHIN_MS) return join(known, signal);
    const begun: SharedRun<T> = { begunAt: now(), cancellation: createCancellation(), answer: undefined as unknown as Promise<T>, waiting: 0 };
    const end = () => { if (slot.run === begun) slot.run = undefined; };
    begun.answer = run(begun.cancellation);
    begun.answer.then(end, end);
    if (!known) {
      slot.key = key;
      slot.run = begun;
    }
    return join(begun, signal);
  };
}

/** One who leaves ends the run only when nobody else waits; time that is over is over for all. */
function join<T>(run: SharedRun<T>, signal: AbortSignal | undefined): Promise<T> {
  run.waiting += 1;
  if (!signal) return run.answer;
  const leave = () => {
    run.waiting -= 1;
    if (run.waiting === 0 || signal.reason instanceof TransportError) run.cancellation.abort(signal.reason as Error);
  };
  if (signal.aborted) {
    leave();
    return run.answer;
  }
  signal.addEventListener('abort', leave, { once: true });
  const stay = () => { signal.removeEventListener('abort', leave); };
  run.answer.then(stay, stay);
  return run.answer;
}

/** FNV-1a, over the end of a long key: what differs is mostly there. */
function hash(key: string): number {
  let mixed = 0x811c9dc5;
  for (let at = Math.max(0, key.length - 64); at < key.length; at += 1) mixed = Math.imul(mixed ^ key.charCodeAt(at), 0x01000193);
  return mixed >>> 0;
}
