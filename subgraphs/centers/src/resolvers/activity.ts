import { checkPeriod, codeOfPath, getOne, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { ActivityChangedResolvers, WorkActivityResolvers } from '../__generated__/resolvers.js';
import { ACTIVITY_TRANSITIONS } from '../activities/transitions.js';
import type { Context } from '../context.js';
import type { ActivityRow, ActivityScope } from '../store/activities.js';
import { listAllowed } from '../transitions.js';

export type ActivityPage = Connection<ActivityRow>;

export async function listActivities(scope: ActivityScope, args: PageArguments, { store }: Context): Promise<ActivityPage> {
  checkPeriod(scope.filter?.planned, 'filter.planned');
  const page = toPage(args, 2);
  const rows = await store.listActivities(scope, page);
  return toConnection({ rows, page, keyOf: ({ plannedOn, id }) => [plannedOn, id], totalCount: () => store.countActivities(scope) });
}

export const WorkActivity: WorkActivityResolvers = {
  __resolveReference: ({ id }, { load }) => load.activity.load(id),
  area: ({ areaPath }, _args, { load }) => getOne(load.area, codeOfPath(areaPath)),
  organizer: ({ organizerId }, _args, { load }) => getOne(load.organization, organizerId),
  allowed: ({ state }) => listAllowed(ACTIVITY_TRANSITIONS, state),
};

export const ActivityChanged: ActivityChangedResolvers = { activity: ({ id }, _args, { load }) => getOne(load.activity, id) };
