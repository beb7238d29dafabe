import { checkPeriod, codeOfPath, getOne, toConnection, toPage, toRatio, type Connection, type PageArguments, type Period } from '@sizhu/kit';
import type {
  FindingLinkedResolvers, FindingRecordedResolvers, PatrolCheckpointResolvers, PatrolFindingResolvers, PatrolSummaryResolvers, VideoPatrolChangedResolvers,
  VideoPatrolResolvers,
} from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { listPatrolActions } from '../patrols/transitions.js';
import type { PatrolCounts, PatrolRow, PatrolScope } from '../store/patrols.js';

export type PatrolPage = Connection<PatrolRow>;

export async function listPatrols(scope: PatrolScope, args: PageArguments, { store }: Context): Promise<PatrolPage> {
  checkPeriod(scope.filter?.planned, 'filter.planned');
  const page = toPage(args, 2);
  const rows = await store.listPatrols(scope, page);
  return toConnection({ rows, page, keyOf: ({ plannedAt, id }) => [plannedAt.toISOString(), id], totalCount: () => store.countPatrols(scope) });
}

export const summarizePatrols = async (areaCode: string, period: Period | null | undefined, { load }: Context): Promise<PatrolCounts> =>
  await load.patrolCounts(checkPeriod(period)).load(areaCode)
  ?? { areaCode, planned: 0, started: 0, finished: 0, abandoned: 0, checkpoints: 0, visited: 0, findings: 0, becameEvents: 0, asOf: new Date() };

export const PatrolSummary: PatrolSummaryResolvers = {
  visitedCheckpoints: ({ visited, checkpoints }) => toRatio(visited, checkpoints),
  becameEvents: ({ becameEvents, findings }) => toRatio(becameEvents, findings),
};

const toArea = (areaPath: string) => ({ code: codeOfPath(areaPath), path: areaPath });

export const VideoPatrol: VideoPatrolResolvers = {
  __resolveReference: ({ id }, { load }) => load.patrol.load(id),
  area: ({ areaPath }) => toArea(areaPath),
  center: ({ centerId }) => ({ id: centerId }),
  checkpoints: ({ id }, _args, { load }) => load.checkpoints.load(id),
  findings: ({ id }, _args, { load }) => load.findingsOf.load(id),
  allowed: ({ state }) => listPatrolActions(state),
};

export const PatrolCheckpoint: PatrolCheckpointResolvers = {
  channel: ({ channelId }, _args, { load }) => getOne(load.channel, channelId),
};

export const PatrolFinding: PatrolFindingResolvers = {
  area: ({ areaPath }) => toArea(areaPath),
  event: ({ eventId }) => (eventId === null ? null : { id: eventId }),
};

/** The patrol that found the event. */
export async function findPatrolBehind(eventId: string, { load }: Context): Promise<PatrolRow | null> {
  const finding = await load.findingBehind.load(eventId);
  return finding && getOne(load.patrol, finding.patrolId);
}

export const VideoPatrolChanged: VideoPatrolChangedResolvers = {
  patrol: ({ id }, _args, { load }) => getOne(load.patrol.clear(id), id),
};

export const FindingRecorded: FindingRecordedResolvers = {
  finding: ({ id }, _args, { load }) => getOne(load.finding.clear(id), id),
  patrol: ({ patrolId }, _args, { load }) => getOne(load.patrol.clear(patrolId), patrolId),
};

export const FindingLinked: FindingLinkedResolvers = {
  finding: ({ id }, _args, { load }) => getOne(load.finding.clear(id), id),
};
