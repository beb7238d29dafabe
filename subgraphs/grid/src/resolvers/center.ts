import { requiredField } from '@sizhu/kit';
import type { CenterResolvers, OrganizationResolvers } from '../__generated__/resolvers.js';
import { listEvents } from './area.js';
import { listDisputes } from './dispute.js';
import { toEventSummary } from './event-summary.js';
import { toSummaryParent } from './summaries.js';
import { listTasks } from './tasks.js';

/** `area` comes from the centers pillar, for the fields that require it. */
export interface CenterReference {
  readonly id: string;
  readonly area?: { readonly code: string; readonly path?: string } | undefined;
}

export interface OrganizationReference {
  readonly id: string;
}

export const Center: CenterResolvers = {
  openEvents: ({ id }, args, context) => listEvents({ centerId: id, onlyOpen: true }, args, context),
  eventSummary: ({ area }, { period }) => toEventSummary(requiredField(area?.path, 'area.path'), period),
  disputeSummary: ({ area }, { period }) => toSummaryParent(requiredField(area, 'area').code, period),
};

export const Organization: OrganizationResolvers = {
  disputes: ({ id }, { filter, ...page }, context) => listDisputes({ resolvingOrganizationId: id, filter }, page, context),
  inbox: ({ id }, { filter, ...page }, context) => listEvents({ responsibleId: id, filter }, page, context),
  eventTasks: ({ id }, { state, ...page }, context) => listTasks({ organizationId: id, state }, page, context),
};
