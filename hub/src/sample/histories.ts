import type { Random } from './random.js';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

export interface EventHistory {
  readonly steps: readonly { readonly state: string; readonly at: Date }[];
  readonly state: string;
  readonly stateSince: Date;
  readonly dispatched: boolean;
  readonly reportedAt: Date;
  readonly acceptedAt: Date | null;
  readonly dueAt: Date | null;
  readonly closedAt: Date | null;
  readonly supervision: string;
}

/** The end, in Shanghai, of the last of so many working days. */
export function deadline(from: Date, workingDays: number): Date {
  let day = Math.floor((from.getTime() + SHANGHAI_MS) / DAY_MS);
  for (let left = workingDays; left > 0;) {
    day += 1;
    if (![0, 6].includes(new Date(day * DAY_MS).getUTCDay())) left -= 1;
  }
  return new Date((day + 1) * DAY_MS - SHANGHAI_MS - 1_000);
}

const ENDINGS = { CLOSED: 82, EVALUATED: 12, TERMINATED: 3, FILED: 3 };

/** A legal way from the report on, as far as the anchor allows; a few stop on their way. */
export function eventHistory(reportedAt: Date, anchor: Date, random: Random): EventHistory {
  const ending = random.weighted(ENDINGS);
  const stops = random.chance(0.03);
  const closing = ending === 'EVALUATED' ? ['CLOSED', 'EVALUATED'] : [ending];
  const way = ['REPORTED', 'PENDING_ACCEPTANCE', 'ACCEPTED', 'DISPATCHED', 'IN_PROGRESS', 'FEEDBACK_GIVEN', 'RESOLVED_PENDING_CHECK', ...closing];
  const hours = [0, 0.2, 4, 8, 60, 12, 10, 6];
  const last = stops ? random.integer(1, 6) : way.length - 1;
  const steps = [{ state: 'REPORTED', at: reportedAt }];
  let at = reportedAt.getTime();
  for (let index = 1; index <= last; index += 1) {
    at += Math.round((hours[index] ?? 24) * (0.2 + random.next() * 1.6) * 60) * MINUTE_MS;
    if (at >= anchor.getTime()) break;
    steps.push({ state: way[index] as string, at: new Date(at) });
  }
  const moment = (state: string): Date | null => steps.find((step) => step.state === state)?.at ?? null;
  const end = steps.at(-1) as { state: string; at: Date };
  const acceptedAt = moment('ACCEPTED');
  const dueAt = acceptedAt && deadline(acceptedAt, 5);
  const closedAt = moment('CLOSED') ?? moment('TERMINATED') ?? moment('FILED');
  const isLate = dueAt !== null && (closedAt ?? anchor) > dueAt;
  return {
    steps, state: end.state, stateSince: end.at, dispatched: moment('DISPATCHED') !== null, reportedAt, acceptedAt, dueAt, closedAt,
    supervision: isLate ? random.pick(['YELLOW', 'RED']) : 'NORMAL',
  };
}
