import { setTimeout as sleep } from 'node:timers/promises';
import { createSignalBox, type SignalBox } from '../events/signal-box.js';
import type { RosterSource } from './roster-source.js';

export interface RosterTaker {
  readonly name: string;
  readonly takeRoster?: (read: RosterSource['read']) => Promise<number>;
}

export interface FollowRosterOptions {
  readonly source: RosterSource;
  readonly pillars: readonly RosterTaker[];
  /** How long a change may stay unnoticed whose announcement was lost. */
  readonly intervalMs?: number;
  /** Hears of each new reason for which a pillar could not take the roster in; it is tried again. */
  readonly onFailure?: ((name: string, error: unknown) => void) | undefined;
}

export interface RosterFollower {
  /** Resolves when each pillar has taken the roster in once, or has failed to. */
  readonly firstRound: Promise<void>;
  stop(): Promise<void>;
}

const INTERVAL_MS = 60_000;
const RETRY_MS = 10_000;

/** Has pillars take in the roster of areas: now, whenever it changes, and from time to time. */
export function followRoster({ source, pillars, intervalMs = INTERVAL_MS, onFailure }: FollowRosterOptions): RosterFollower {
  const ending = new AbortController();
  const news = createSignalBox();
  const runs = pillars.filter(({ takeRoster }) => takeRoster).map((pillar) => {
    let reason = '';
    const take = async (): Promise<boolean> => {
      try {
        await pillar.takeRoster?.(source.read);
        reason = '';
        return true;
      } catch (error) {
        const { message } = error as Error;
        if (message !== reason) onFailure?.(pillar.name, error);
        reason = message;
        return false;
      }
    };
    const seen = news.count();
    const first = take();
    return { first, all: first.then((isTaken) => repeat(take, { seen, isTaken, news, intervalMs, signal: ending.signal })) };
  });
  const listening = listen(source, news, ending.signal);
  return {
    firstRound: Promise.all(runs.map(({ first }) => first)).then(() => {}),
    stop: async () => {
      ending.abort();
      await Promise.all([listening, ...runs.map(({ all }) => all)]);
    },
  };
}

interface Repetition {
  readonly seen: number;
  readonly isTaken: boolean;
  readonly news: SignalBox;
  readonly intervalMs: number;
  readonly signal: AbortSignal;
}

/** `seen` is counted before a round reads: what comes while it reads begins the next. */
async function repeat(take: () => Promise<boolean>, { seen, isTaken, news, intervalMs, signal }: Repetition): Promise<void> {
  for (let [after, taken] = [seen, isTaken]; ;) {
    await news.wait({ after, atMostMs: taken ? intervalMs : Math.min(intervalMs, RETRY_MS), signal });
    if (signal.aborted) return;
    after = news.count();
    taken = await take();
  }
}

/** A connection that ends is replaced; what was missed meanwhile is looked for at once. */
async function listen(source: RosterSource, news: SignalBox, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const _change of source.listen(signal)) news.raise();
    } catch {
      // The rounds that come by themselves tell whoever is responsible when the roster cannot be read.
    }
    await sleep(RETRY_MS, undefined, { signal }).catch(() => {});
    if (!signal.aborted) news.raise();
  }
}
