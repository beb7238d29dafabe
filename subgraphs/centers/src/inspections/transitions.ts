import type { InspectionState } from '../__generated__/resolvers.js';
import type { Transitions } from '../transitions.js';

export type InspectionAction = 'carryOutInspection' | 'closeInspection' | 'cancelInspection';

/** The state in which planInspection leaves an inspection. */
export const FIRST_STATE: InspectionState = 'PLANNED';

/** 督导检查: 计划 → 实施 → 办结. */
export const INSPECTION_TRANSITIONS: Transitions<InspectionAction, InspectionState> = {
  carryOutInspection: { from: ['PLANNED'], to: 'CARRIED_OUT' },
  closeInspection: { from: ['CARRIED_OUT'], to: 'CLOSED' },
  cancelInspection: { from: ['PLANNED'], to: 'CANCELLED' },
};
