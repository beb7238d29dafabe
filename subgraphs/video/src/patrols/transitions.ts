import type { PatrolState } from '../__generated__/resolvers.js';

/** Named as the mutations are. */
export type PatrolAction = 'startPatrol' | 'visitCheckpoint' | 'recordFinding' | 'finishPatrol' | 'abandonPatrol';

/** The state in which planPatrol leaves a patrol. */
export const FIRST_PATROL_STATE: PatrolState = 'PLANNED';

/** Every legal change of a video patrol (视频巡逻); what is not in it is refused. */
export const PATROL_TRANSITIONS: Readonly<Record<PatrolAction, { readonly from: readonly PatrolState[]; readonly to: PatrolState }>> = {
  startPatrol: { from: ['PLANNED'], to: 'RUNNING' },
  visitCheckpoint: { from: ['RUNNING'], to: 'RUNNING' },
  recordFinding: { from: ['RUNNING'], to: 'RUNNING' },
  finishPatrol: { from: ['RUNNING'], to: 'FINISHED' },
  abandonPatrol: { from: ['PLANNED', 'RUNNING'], to: 'ABANDONED' },
};

/** Mutations that are open from a state; none means that the patrol is over. */
export const listPatrolActions = (state: PatrolState): readonly PatrolAction[] =>
  (Object.keys(PATROL_TRANSITIONS) as PatrolAction[]).filter((action) => PATROL_TRANSITIONS[action].from.includes(state));

export const MAX_CHECKPOINTS = 100;
