import type { PageArguments } from '@sizhu/kit';
import type { Context } from '../context.js';
import type { EventFilter } from '../store/events.js';
import { listEvents } from './area.js';
import { toSummaryParent, type PeriodArguments } from './summaries.js';

/** `area` comes from the centers pillar, for the fields that require it. */
export interface CenterReference {
  readonly id: string;
  readonly area: { readonly code: string };
}

export const Center = {
  __resolveReference: (reference: CenterReference) => reference,
  openEvents: ({ id }: CenterReference, args: PageArguments, context: Context) => listEvents({ centerId: id, onlyOpen: true }, args, context),
  eventSummary: ({ area }: CenterReference, args: PeriodArguments) => toSummaryParent(area.code, args),
  disputeSummary: ({ area }: CenterReference, args: PeriodArguments) => toSummaryParent(area.code, args),
};

export const Organization = {
  __resolveReference: ({ id }: { id: string }) => ({ id }),
  inbox: ({ id }: { id: string }, { filter, ...page }: PageArguments & { filter?: EventFilter | null }, context: Context) =>
    listEvents({ responsibleId: id, filter }, page, context),
};
