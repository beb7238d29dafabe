import type { WorkActivityState } from '../__generated__/resolvers.js';
import type { Transitions } from '../transitions.js';

export type ActivityAction = 'holdActivity' | 'cancelActivity';

/** The state in which planActivity leaves an activity. */
export const FIRST_STATE: WorkActivityState = 'PLANNED';

/** 推进会、培训、调研: 计划 → 举行. */
export const ACTIVITY_TRANSITIONS: Transitions<ActivityAction, WorkActivityState> = {
  holdActivity: { from: ['PLANNED'], to: 'HELD' },
  cancelActivity: { from: ['PLANNED'], to: 'CANCELLED' },
};
