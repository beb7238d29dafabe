import { checkPeriod, codeOfPath, getOne, toConnection, toPage, type Connection, type PageArguments } from '@sizhu/kit';
import type { DisputeCaseResolvers, DisputeChangedResolvers, DisputeStepResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';
import { listAllowed } from '../disputes/transitions.js';
import type { DisputeRow, DisputeScope } from '../store/disputes.js';
import { codeOf } from './codes.js';

export type DisputePage = Connection<DisputeRow>;

export async function listDisputes(scope: DisputeScope, args: PageArguments, { store }: Context): Promise<DisputePage> {
  checkPeriod(scope.filter?.opened, 'filter.opened');
  const page = toPage(args, 2);
  const rows = await store.listDisputes(scope, page);
  return toConnection({ rows, page, keyOf: ({ openedAt, id }) => [openedAt.toISOString(), id], totalCount: () => store.countDisputes(scope) });
}

const toOrganization = (id: string | null) => (id === null ? null : { id });

export const DisputeCase: DisputeCaseResolvers = {
  __resolveReference: ({ id }, { load }) => load.dispute.load(id),
  kind: ({ kindCode }, _args, context) => codeOf('dispute-kind', kindCode, context),
  scale: ({ scaleCode }, _args, context) => codeOf('dispute-scale', scaleCode, context),
  method: ({ methodCode }, _args, context) => (methodCode === null ? null : codeOf('resolution-method', methodCode, context)),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath), path: areaPath }),
  center: ({ centerId }) => ({ id: centerId }),
  organizationsInvolved: ({ organizationIds }) => (organizationIds ?? []).map((id) => ({ id })),
  resolvingOrganization: ({ resolvingOrganizationId }) => toOrganization(resolvingOrganizationId),
  allowed: ({ state }) => listAllowed(state),
  timeline: ({ id }, _args, { load }) => load.disputeSteps.load(id),
};

export const DisputeStep: DisputeStepResolvers = {
  organization: ({ organizationId }) => toOrganization(organizationId),
  method: ({ methodCode }, _args, context) => (methodCode === null ? null : codeOf('resolution-method', methodCode, context)),
};

export const DisputeChanged: DisputeChangedResolvers = {
  dispute: ({ id }, _args, { load }) => getOne(load.dispute, id),
};
