import type { RemediationState } from '../__generated__/resolvers.js';
import { allowedFrom, type TransitionTable } from '../transitions.js';

export type RemediationAction = 'assessRemediation' | 'resumeRemediation';

/** Every legal change of the remediation of a key area: 整治 → 效果评估, and back where the effect is not enough. */
export const REMEDIATION_TRANSITIONS: TransitionTable<RemediationAction, RemediationState> = {
  assessRemediation: { from: ['OPEN'], to: 'ASSESSED' },
  resumeRemediation: { from: ['ASSESSED'], to: 'OPEN' },
};

export const listAllowed = (state: RemediationState) => allowedFrom(REMEDIATION_TRANSITIONS, state);
