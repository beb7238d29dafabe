import type { FindingState } from '../__generated__/resolvers.js';
import type { Transitions } from '../transitions.js';

export type FindingAction = 'recordCorrection' | 'verifyCorrection' | 'rejectCorrection';

/** 发现问题 → 整改 → 确认. Whether an open finding is overdue is the clock's to say, and no state. */
export const FINDING_TRANSITIONS: Transitions<FindingAction, FindingState> = {
  recordCorrection: { from: ['OPEN'], to: 'CORRECTED' },
  verifyCorrection: { from: ['CORRECTED'], to: 'VERIFIED' },
  rejectCorrection: { from: ['CORRECTED'], to: 'OPEN' },
};

/** The last day is still in time. */
export const isOverdue = ({ state, dueOn }: { readonly state: FindingState; readonly dueOn: string }, today: string): boolean =>
  state === 'OPEN' && dueOn < today;
