import type { CenterStatus } from './__generated__/resolvers.js';

/** Named as their mutations are. */
export type CenterAction = 'planCenter' | 'startBuilding' | 'completeBuilding' | 'openCenter' | 'closeCenter' | 'mergeCenter' | 'moveCenter';

export interface CenterTransition {
  readonly action: CenterAction;
  readonly from: readonly CenterStatus[];
  /** Null: the status stays. */
  readonly to: CenterStatus | null;
}

/**
 * Every legal change of a center (综治中心). A center of which nothing is known yet begins with planCenter; one that
 * has closed may be planned anew. What is not in this table is refused.
 */
export const CENTER_TRANSITIONS: readonly CenterTransition[] = [
  { action: 'planCenter', from: ['CLOSED'], to: 'PLANNED' },
  { action: 'startBuilding', from: ['PLANNED'], to: 'BUILDING' },
  { action: 'completeBuilding', from: ['BUILDING'], to: 'BUILT' },
  { action: 'openCenter', from: ['BUILT'], to: 'OPERATING' },
  { action: 'closeCenter', from: ['PLANNED', 'BUILDING', 'BUILT', 'OPERATING'], to: 'CLOSED' },
  { action: 'mergeCenter', from: ['BUILT', 'OPERATING'], to: 'CLOSED' },
  { action: 'moveCenter', from: ['PLANNED', 'BUILDING', 'BUILT', 'OPERATING'], to: null },
];

/** Where the action leads from there; null where it is not open. */
export function findNextStatus(from: CenterStatus, action: CenterAction): CenterStatus | null {
  const found = CENTER_TRANSITIONS.find((transition) => transition.action === action && transition.from.includes(from));
  return found ? found.to ?? from : null;
}

export const actionsFrom = (status: CenterStatus): readonly CenterAction[] =>
  CENTER_TRANSITIONS.filter(({ from }) => from.includes(status)).map(({ action }) => action);
