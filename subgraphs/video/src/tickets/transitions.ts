import type { TicketState } from '../__generated__/resolvers.js';

/** `expire` is the clock's; the others are named as their mutations are. */
export type TicketAction =
  | 'approveViewingTicket' | 'rejectViewingTicket' | 'openViewingTicket' | 'closeViewingTicket' | 'withdrawViewingTicket' | 'expire';

/** The state in which requestViewingTicket leaves a ticket. */
export const FIRST_STATE: TicketState = 'REQUESTED';

/**
 * Every legal change of a viewing ticket (视频调阅单). The mutations, the upkeep, the tests and
 * docs/lifecycles.md all read this table; what is not in it is refused.
 */
export const TICKET_TRANSITIONS: Readonly<Record<TicketAction, { readonly from: readonly TicketState[]; readonly to: TicketState }>> = {
  approveViewingTicket: { from: ['REQUESTED'], to: 'APPROVED' },
  rejectViewingTicket: { from: ['REQUESTED'], to: 'REJECTED' },
  openViewingTicket: { from: ['APPROVED'], to: 'OPEN' },
  closeViewingTicket: { from: ['OPEN'], to: 'CLOSED' },
  withdrawViewingTicket: { from: ['REQUESTED', 'APPROVED'], to: 'WITHDRAWN' },
  expire: { from: ['REQUESTED', 'APPROVED', 'OPEN'], to: 'EXPIRED' },
};

/** Mutations that are open from a state; none means that the ticket has ended. */
export const listAllowed = (state: TicketState): readonly TicketAction[] =>
  (Object.keys(TICKET_TRANSITIONS) as TicketAction[])
    .filter((action) => action !== 'expire' && TICKET_TRANSITIONS[action].from.includes(state));

/** How long after its window an open ticket waits for its closure before it expires without one. */
export const CLOSURE_GRACE_HOURS = 24;
export const MAX_WINDOW_DAYS = 30;
export const MAX_TICKET_CHANNELS = 50;
