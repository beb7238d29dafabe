import { codeOfPath, getOne, toConnection, toLocalDay, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { FindingChangedResolvers, FindingResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { FINDING_TRANSITIONS, isOverdue } from '../findings/transitions.js';
import type { FindingCounts, FindingRow, FindingScope } from '../store/findings.js';
import { listAllowed } from '../transitions.js';

export type FindingPage = Connection<FindingRow>;

export async function listFindings(asked: Omit<FindingScope, 'today'>, args: PageArguments, { store, now }: Context): Promise<FindingPage> {
  const page = toPage(args, 2);
  const scope = { ...asked, today: toLocalDay(now()) };
  const rows = await store.listFindings(scope, page);
  return toConnection({ rows, page, keyOf: ({ dueOn, id }) => [dueOn, id], totalCount: () => store.countFindings(scope) });
}

export async function summarizeFindings(areaCode: string, { load, now }: Context): Promise<FindingCounts> {
  const moment = now();
  return await load.findingCounts(toLocalDay(moment)).load(areaCode)
    ?? { areaCode, open: 0, overdue: 0, corrected: 0, verified: 0, asOf: moment };
}

export const Finding: FindingResolvers = {
  __resolveReference: ({ id }, { load }) => load.finding.load(id),
  area: ({ areaPath }, _args, { load }) => getOne(load.area, codeOfPath(areaPath)),
  center: ({ centerId }, _args, { load }) => (centerId === null ? null : load.center.load(centerId)),
  assessment: ({ assessmentId }, _args, { load }) => (assessmentId === null ? null : load.complianceAssessment.load(assessmentId)),
  inspection: ({ inspectionId }, _args, { load }) => (inspectionId === null ? null : load.inspection.load(inspectionId)),
  overdue: (finding, _args, { now }) => isOverdue(finding, toLocalDay(now())),
  correctedBy: ({ correctedById }, _args, { load }) => (correctedById === null ? null : load.organization.load(correctedById)),
  verifiedBy: ({ verifiedById }, _args, { load }) => (verifiedById === null ? null : load.organization.load(verifiedById)),
  allowed: ({ state }) => listAllowed(FINDING_TRANSITIONS, state),
};

export const FindingChanged: FindingChangedResolvers = { finding: ({ id }, _args, { load }) => getOne(load.finding, id) };
