import { codeOfPath, getOne, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { KeyAreaRemediationResolvers, RemediationChangedResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { listAllowed } from '../remediations/transitions.js';
import type { RemediationRow, RemediationScope } from '../store/remediations.js';
import { codeOf } from './codes.js';

export type RemediationPage = Connection<RemediationRow>;

export async function listRemediations(scope: RemediationScope, args: PageArguments, { store }: Context): Promise<RemediationPage> {
  const page = toPage(args, 2);
  const rows = await store.listRemediations(scope, page);
  return toConnection({ rows, page, keyOf: ({ dueOn, id }) => [dueOn, id], totalCount: () => store.countRemediations(scope) });
}

export const KeyAreaRemediation: KeyAreaRemediationResolvers = {
  __resolveReference: ({ id }, { load }) => load.remediation.load(id),
  areaType: ({ areaTypeCode }, _args, context) => codeOf('position-type', areaTypeCode, context),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  leadUnit: ({ leadOrganizationId }) => ({ id: leadOrganizationId }),
  participatingUnits: ({ participantIds }) => (participantIds ?? []).map((id) => ({ id })),
  allowed: ({ state }) => listAllowed(state),
};

export const RemediationChanged: RemediationChangedResolvers = {
  remediation: ({ id }, _args, { load }) => getOne(load.remediation, id),
};
