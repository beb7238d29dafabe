import { checkPeriod, codeOfPath, getOne, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { SituationReportChangedResolvers, SituationReportResolvers } from '../__generated__/resolvers.js';
import { listSituationActions } from '../situation/transitions.js';
import type { InformatizationStore } from '../store/index.js';
import type { SituationReportRow, SituationScope } from '../store/situation-reports.js';

export type SituationReportPage = Connection<SituationReportRow>;

export async function pageOfSituationReports(store: InformatizationStore, scope: SituationScope, args: PageArguments): Promise<SituationReportPage> {
  const page = toPage(args, 2);
  checkPeriod(scope.filter?.period);
  const rows = await store.listSituationReports(scope, page);
  return toConnection({ rows, page, keyOf: ({ periodFrom, id }) => [periodFrom, id], totalCount: () => store.countSituationReports(scope) });
}

export const SituationReport: SituationReportResolvers = {
  __resolveReference: ({ id }, { load }) => load.situationReport.load(id),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath) }),
  author: ({ authorOrganizationId }) => ({ id: authorOrganizationId }),
  recipient: ({ recipientOrganizationId }) => ({ id: recipientOrganizationId }),
  allowed: ({ state }) => listSituationActions(state),
};

export const SituationReportChanged: SituationReportChangedResolvers = {
  report: ({ id }, _args, { load }) => getOne(load.situationReport, id),
};
