import type { XueliangState } from '../__generated__/resolvers.js';

export type XueliangMove = 'approveXueliangProject' | 'startXueliangProject' | 'acceptXueliangProject' | 'commissionXueliangProject' | 'cancelXueliangProject';
export type XueliangRecord = 'recordXueliangProgress' | 'recordXueliangSpending';
export type XueliangAction = XueliangMove | XueliangRecord;

/** The state in which planXueliangProject leaves a project. */
export const FIRST_XUELIANG_STATE: XueliangState = 'PLANNED';

/** Every legal change of a project of 雪亮工程; what is not in it is refused. Without `to` the state stays. */
export const XUELIANG_TRANSITIONS: Readonly<Record<XueliangAction, { readonly from: readonly XueliangState[]; readonly to: XueliangState | null }>> = {
  approveXueliangProject: { from: ['PLANNED'], to: 'APPROVED' },
  startXueliangProject: { from: ['APPROVED'], to: 'BUILDING' },
  recordXueliangProgress: { from: ['BUILDING'], to: null },
  // The last invoices come long after what they are for.
  recordXueliangSpending: { from: ['APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING', 'CANCELLED'], to: null },
  acceptXueliangProject: { from: ['BUILDING'], to: 'ACCEPTED' },
  commissionXueliangProject: { from: ['ACCEPTED'], to: 'OPERATING' },
  cancelXueliangProject: { from: ['PLANNED', 'APPROVED', 'BUILDING'], to: 'CANCELLED' },
};

/** The day on which a project comes to a state. */
export const DAY_OF = {
  approveXueliangProject: 'approvedOn', startXueliangProject: 'startedOn', acceptXueliangProject: 'acceptedOn',
  commissionXueliangProject: 'operatingSince', cancelXueliangProject: 'cancelledOn',
} as const satisfies Record<XueliangMove, string>;

/** Mutations that are open from a state. */
export const listXueliangActions = (state: XueliangState): readonly XueliangAction[] =>
  (Object.keys(XUELIANG_TRANSITIONS) as XueliangAction[]).filter((action) => XUELIANG_TRANSITIONS[action].from.includes(state));

const ENDS: readonly XueliangState[] = ['PLANNED', 'APPROVED', 'BUILDING'];

/** Its planned end has passed, and nobody has accepted it. The period ends before its last day. */
export const isLate = ({ state, plannedEnd }: { readonly state: XueliangState; readonly plannedEnd: string }, today: string): boolean =>
  ENDS.includes(state) && plannedEnd <= today;
