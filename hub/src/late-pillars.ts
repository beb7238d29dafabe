import { setTimeout as sleep } from 'node:timers/promises';
import type { PillarName } from '@sizhu/contract';
import type { Transport } from '@sizhu/gateway';
import type { RosterTaker, UpkeepTask } from '@sizhu/kit';

export interface LatePillarsOptions {
  /** Pillars whose database could not be reached. */
  readonly missing: readonly PillarName[];
  /** Brings a pillar's database to what this program knows; rejects while it cannot be reached. */
  readonly open: (pillar: PillarName) => Promise<void>;
  /** Called once a pillar is open. */
  readonly onOpen: (pillar: PillarName) => Promise<void>;
  /** Called with each new reason why a pillar is still missing. */
  readonly onReason?: ((pillar: PillarName, error: Error) => void) | undefined;
  readonly retryMs: number;
}

export interface LatePillars {
  /** The way to a pillar, which answers nothing before the pillar is open. */
  guard(pillar: PillarName, transport: Transport): Transport;
  /** Its upkeep, which has nothing to do before. */
  defer(task: UpkeepTask & { readonly name: PillarName }): UpkeepTask;
  /** Its taking in of the roster, which waits for the pillar and for the one that keeps the roster. */
  deferRoster(taker: RosterTaker & { readonly name: PillarName }): RosterTaker;
  stop(): Promise<void>;
}

/** A pillar whose database is not there yet keeps nobody from the others: it is tried again until it opens. */
export function awaitLatePillars({ missing, open, onOpen, onReason, retryMs }: LatePillarsOptions): LatePillars {
  const closed = new Set<PillarName>(missing);
  const stopping = new AbortController();

  async function keepTrying(pillar: PillarName): Promise<void> {
    let reason = '';
    while (!stopping.signal.aborted) {
      await sleep(retryMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        await open(pillar);
        closed.delete(pillar);
        await onOpen(pillar);
        return;
      } catch (error) {
        const { message } = error as Error;
        if (message !== reason) onReason?.(pillar, error as Error);
        reason = message;
      }
    }
  }

  const refuse = (pillar: PillarName): void => {
    if (closed.has(pillar)) throw new Error(`The database of ${pillar} has not been reached yet.`);
  };
  const trying = missing.map(keepTrying);
  return {
    guard: (pillar, transport) => (missing.includes(pillar) ? {
      ...transport,
      send: async (call) => {
        refuse(pillar);
        return transport.send(call);
      },
      ...(transport.subscribe && {
        subscribe: async (call, after) => {
          refuse(pillar);
          return transport.subscribe!(call, after);
        },
      }),
      checkReady: async () => {
        refuse(pillar);
        await transport.checkReady();
      },
    } : transport),
    defer: (task) => (missing.includes(task.name) && task.upkeep ? {
      name: task.name,
      upkeep: async (now) => { if (!closed.has(task.name)) await task.upkeep?.(now); },
    } : task),
    deferRoster: ({ name, takeRoster }) => ({
      name,
      ...(takeRoster && { takeRoster: async (read) => (closed.has(name) || closed.has('centers') ? 0 : takeRoster(read)) }),
    }),
    stop: async () => {
      stopping.abort();
      await Promise.all(trying);
    },
  };
}
