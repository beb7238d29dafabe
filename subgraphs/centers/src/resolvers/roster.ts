import { checkPeriod, getOne, inputError, toConnection, toPage, type Connection } from '@sizhu/kit';
import type { AreaChangedResolvers, QueryRosterChangesArgs, RosterChangeResolvers } from '../__generated__/resolvers.js';
import { toLastMonth } from '../calendar.js';
import type { Context } from '../context.js';
import type { RosterChangeRow } from '../store/roster.js';

/** What a change of the roster leaves under its key: read anew, so that it is told as it is now. */
export interface ChangedArea {
  readonly __typename: 'AreaChanged';
  readonly code: string;
}

export type RosterChangePage = Connection<RosterChangeRow>;

export async function listRosterChanges({ period, level, under, ...args }: QueryRosterChangesArgs, { store, load, now }: Context): Promise<RosterChangePage> {
  const page = toPage(args, 2);
  const root = under == null ? null : await load.area.load(under);
  if (under != null && !root) throw inputError('under', `there is no area ${JSON.stringify(under)}; areas(level: DISTRICT) lists codes.`);
  const scope = { period: checkPeriod(period) ?? { from: toLastMonth(now()), to: null }, level, path: root?.path ?? null };
  const rows = await store.listRosterChanges(scope, page);
  return toConnection({ rows, page, keyOf: ({ changedOn, id }) => [changedOn, id], totalCount: () => store.countRosterChanges(scope) });
}

export const RosterChange: RosterChangeResolvers = {
  area: ({ areaCode }, _args, { load }) => getOne(load.area, areaCode),
  formerParent: ({ formerParentCode }, _args, { load }) => (formerParentCode === null ? null : load.area.load(formerParentCode)),
  successor: ({ successorCode }, _args, { load }) => (successorCode === null ? null : load.area.load(successorCode)),
  orphanedCenter: async ({ kind, areaCode }, _args, { load }) => {
    if (kind !== 'ENDED') return null;
    const center = await load.centerOfArea.load(areaCode);
    return center?.status === 'CLOSED' ? null : center;
  },
};

export const AreaChanged: AreaChangedResolvers = { area: ({ code }, _args, { load }) => getOne(load.area, code) };
