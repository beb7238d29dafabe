import type { DisputeState } from '../__generated__/resolvers.js';
import { allowedFrom, type TransitionTable } from '../transitions.js';

/** Named as their mutations are. */
export type DisputeAction =
  | 'acceptDispute' | 'recordMediation' | 'assessDisputeRisk' | 'transferDispute' | 'superviseDispute' | 'closeDispute' | 'evaluateDispute' | 'reopenDispute';

/** The state in which openDispute leaves a dispute. */
export const FIRST_STATE: DisputeState = 'REGISTERED';

/**
 * Every legal change of a dispute: 登记受理 → 先行调解 → 风险研判 → 分类流转 → 案结事了, with 跟踪督办 from
 * acceptance on. The mutations, the tests and docs/domain/grid.md read this table; what is not in it is refused.
 */
export const DISPUTE_TRANSITIONS: TransitionTable<DisputeAction, DisputeState> = {
  acceptDispute: { from: ['REGISTERED'], to: 'ACCEPTED' },
  recordMediation: { from: ['ACCEPTED', 'MEDIATING'], to: 'MEDIATING' },
  assessDisputeRisk: { from: ['MEDIATING', 'RISK_ASSESSED'], to: 'RISK_ASSESSED' },
  transferDispute: { from: ['RISK_ASSESSED', 'TRANSFERRED'], to: 'TRANSFERRED' },
  superviseDispute: { from: ['ACCEPTED', 'MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED'], to: null },
  closeDispute: { from: ['MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED'], to: 'CONCLUDED' },
  evaluateDispute: { from: ['CONCLUDED'], to: null },
  reopenDispute: { from: ['CONCLUDED'], to: 'MEDIATING' },
};

export const listAllowed = (state: DisputeState) => allowedFrom(DISPUTE_TRANSITIONS, state);
