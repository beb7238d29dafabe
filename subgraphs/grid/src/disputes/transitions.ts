import type { DisputeState } from '../__generated__/resolvers.js';

/** Named as their mutations are. */
export type DisputeAction =
  | 'acceptDispute' | 'recordMediation' | 'assessDisputeRisk' | 'transferDispute' | 'superviseDispute' | 'closeDispute' | 'evaluateDispute' | 'reopenDispute';

interface Transition {
  readonly from: readonly DisputeState[];
  /** Null: the dispute stays in its state. */
  readonly to: DisputeState | null;
}

/** The state in which openDispute leaves a dispute. */
export const FIRST_STATE: DisputeState = 'REGISTERED';

/**
 * Every legal change of a dispute: 登记受理 → 先行调解 → 风险研判 → 分类流转 → 案结事了, with 跟踪督办 from
 * acceptance on. The mutations, the tests and docs/domain/grid.md read this table; what is not in it is refused.
 */
export const DISPUTE_TRANSITIONS: Readonly<Record<DisputeAction, Transition>> = {
  acceptDispute: { from: ['REGISTERED'], to: 'ACCEPTED' },
  recordMediation: { from: ['ACCEPTED', 'MEDIATING'], to: 'MEDIATING' },
  assessDisputeRisk: { from: ['MEDIATING', 'RISK_ASSESSED'], to: 'RISK_ASSESSED' },
  transferDispute: { from: ['RISK_ASSESSED', 'TRANSFERRED'], to: 'TRANSFERRED' },
  superviseDispute: { from: ['ACCEPTED', 'MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED'], to: null },
  closeDispute: { from: ['MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED'], to: 'CONCLUDED' },
  evaluateDispute: { from: ['CONCLUDED'], to: null },
  reopenDispute: { from: ['CONCLUDED'], to: 'MEDIATING' },
};

/** Mutations that are open from a state. */
export const listAllowed = (state: DisputeState): readonly DisputeAction[] =>
  (Object.keys(DISPUTE_TRANSITIONS) as DisputeAction[]).filter((action) => DISPUTE_TRANSITIONS[action].from.includes(state));
