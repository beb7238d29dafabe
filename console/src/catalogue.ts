import entries from 'sizhu:catalogue';
import liveText from '../../clients/subscriptions/events-live.graphql';
import type { Bilingual } from './texts.js';

export const PILLARS = ['CENTER', 'INFORMATIZATION', 'GRID', 'XUELIANG'] as const;
export type Pillar = (typeof PILLARS)[number];
export type Variables = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly name: string;
  readonly text: string;
}

/** One line of the catalogue. `operation` is null while the graph cannot answer the question. */
export interface Entry {
  readonly number: number;
  readonly title: Bilingual;
  readonly explanation: Bilingual;
  readonly pillars: readonly Pillar[];
  readonly operation: Operation | null;
  readonly variables: Variables;
  /** Variables that hold a moment so many hours before now. */
  readonly hoursAgo?: Readonly<Record<string, number>>;
  readonly missing?: Bilingual;
}

export type ReadyEntry = Entry & { readonly operation: Operation };

export const isReady = (entry: Entry): entry is ReadyEntry => entry.operation !== null;

export const readyEntries: readonly ReadyEntry[] = entries.filter(isReady);
/** What can be followed, after the questions that are answered once. */
export const liveEntry: ReadyEntry = {
  number: 21,
  title: { zh: '事件实时', en: 'Live events' },
  explanation: { zh: '事件一有上报或状态变更就推送，跨系统取数；再点一次停止。', en: 'Each event as it is reported or changes state, across the systems; press again to stop.' },
  pillars: ['CENTER', 'GRID', 'XUELIANG'],
  operation: { name: 'EventsLive', text: liveText },
  variables: { code: '2102' },
};
/** Trimmed texts that are safe to replace; an empty editor counts as one. */
export const SAVED_TEXTS: ReadonlySet<string> = new Set(['', ...[...readyEntries, liveEntry].map(({ operation }) => operation.text.trim())]);
/** Entry 0: what the page opens with. The twenty questions come after it. */
export const firstEntry: ReadyEntry = readyEntries[0]!;
export const questions: readonly Entry[] = entries.filter((entry) => entry !== firstEntry);

export const findEntryOf = (operationName: string | null): ReadyEntry | null =>
  [...readyEntries, liveEntry].find(({ operation }) => operation.name === operationName) ?? null;

/** The defaults, with moments counted back from `now` and the chosen area put in where one is asked. */
export function variablesOf(entry: ReadyEntry, now: Date, areaCode: string | null): Variables {
  const moments = Object.entries(entry.hoursAgo ?? {})
    .map(([name, hours]) => [name, toShanghaiTime(new Date(now.getTime() - hours * 3_600_000))]);
  const area = areaCode !== null && 'code' in entry.variables ? { code: areaCode } : {};
  return { ...entry.variables, ...Object.fromEntries(moments) as Variables, ...area };
}

/** Shanghai keeps UTC+8 all year. */
const toShanghaiTime = (moment: Date): string =>
  `${new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
