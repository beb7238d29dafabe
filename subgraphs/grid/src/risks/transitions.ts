import type { HiddenRiskState } from '../__generated__/resolvers.js';
import { allowedFrom, type TransitionTable } from '../transitions.js';

export type HiddenRiskAction = 'assignHiddenRisk' | 'rectifyHiddenRisk' | 'verifyHiddenRisk' | 'returnHiddenRisk';

/** The state in which reportHiddenRisk leaves a risk. */
export const FIRST_STATE: HiddenRiskState = 'FOUND';

/** Every legal change of a hidden risk: 发现 → 交办 → 整改 → 核验, and back to 交办 where the place is not safe yet. */
export const HIDDEN_RISK_TRANSITIONS: TransitionTable<HiddenRiskAction, HiddenRiskState> = {
  assignHiddenRisk: { from: ['FOUND', 'ASSIGNED'], to: 'ASSIGNED' },
  rectifyHiddenRisk: { from: ['ASSIGNED'], to: 'RECTIFIED' },
  verifyHiddenRisk: { from: ['RECTIFIED'], to: 'VERIFIED' },
  returnHiddenRisk: { from: ['RECTIFIED'], to: 'ASSIGNED' },
};

export const listAllowed = (state: HiddenRiskState) => allowedFrom(HIDDEN_RISK_TRANSITIONS, state);
