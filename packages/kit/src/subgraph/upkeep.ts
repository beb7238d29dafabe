import { setTimeout as wait } from 'node:timers/promises';

/** What a pillar does from time to time without being asked, such as to fold its rollups. */
export interface UpkeepTask {
  readonly name: string;
  upkeep?(now: Date): Promise<void>;
}

export interface UpkeepOptions {
  /** From the end of one round to the beginning of the next. */
  readonly intervalMs?: number;
  readonly now?: () => Date;
  /** A round that fails is made up for by the next. */
  readonly onFailure?: (name: string, error: unknown) => void;
}

export interface Upkeep {
  /** Resolves after the round with which it began, whether that failed or not. */
  readonly firstRound: Promise<void>;
  /** Begins no further round, and waits for the one under way. */
  stop(): Promise<void>;
}

const INTERVAL_MS = 60_000;

/** Runs rounds until it is stopped. A task's rounds follow each other and never overlap; tasks run side by side. */
export function startUpkeep(
  tasks: readonly UpkeepTask[],
  { intervalMs = INTERVAL_MS, now = () => new Date(), onFailure }: UpkeepOptions = {},
): Upkeep {
  const ending = new AbortController();
  const runs = tasks.filter((task) => task.upkeep).map((task) => {
    const round = async () => {
      try {
        await task.upkeep?.(now());
      } catch (error) {
        onFailure?.(task.name, error);
      }
    };
    const first = round();
    return { first, all: first.then(() => repeat(round, intervalMs, ending.signal)) };
  });
  return {
    firstRound: Promise.all(runs.map(({ first }) => first)).then(() => {}),
    stop: async () => {
      ending.abort();
      await Promise.all(runs.map(({ all }) => all));
    },
  };
}

async function repeat(round: () => Promise<void>, intervalMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const isOver = await wait(intervalMs, false, { signal }).catch(() => true);
    if (!isOver) await round();
  }
}
