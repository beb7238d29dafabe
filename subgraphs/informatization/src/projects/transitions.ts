import type { ProjectPhase } from '../__generated__/resolvers.js';

export type ProjectMove =
  | 'approveInfrastructureProject' | 'startInfrastructureProject' | 'acceptInfrastructureProject'
  | 'commissionInfrastructureProject' | 'cancelInfrastructureProject';

export type ProjectAction = ProjectMove | 'recordProjectSpending';

/** Names of the days on which a project enters a phase. */
export type PhaseDay = 'approvedOn' | 'startedOn' | 'acceptedOn' | 'operatingSince' | 'cancelledOn';

interface Move {
  readonly from: readonly ProjectPhase[];
  readonly to: ProjectPhase;
  readonly day: PhaseDay;
}

/** The phase in which planInfrastructureProject leaves a project. */
export const FIRST_PHASE: ProjectPhase = 'PLANNED';

/** Every legal change of phase (项目阶段); what is not in it is refused. */
export const PROJECT_TRANSITIONS: Readonly<Record<ProjectMove, Move>> = {
  approveInfrastructureProject: { from: ['PLANNED'], to: 'APPROVED', day: 'approvedOn' },
  startInfrastructureProject: { from: ['APPROVED'], to: 'BUILDING', day: 'startedOn' },
  acceptInfrastructureProject: { from: ['BUILDING'], to: 'ACCEPTED', day: 'acceptedOn' },
  commissionInfrastructureProject: { from: ['ACCEPTED'], to: 'OPERATING', day: 'operatingSince' },
  cancelInfrastructureProject: { from: ['PLANNED', 'APPROVED', 'BUILDING'], to: 'CANCELLED', day: 'cancelledOn' },
};

/** Before its approval a project costs nothing that is its own. */
export const SPENDING_PHASES: readonly ProjectPhase[] = ['APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING', 'CANCELLED'];

/** Mutations that are open from a phase. */
export const listProjectActions = (phase: ProjectPhase): readonly ProjectAction[] => [
  ...(Object.keys(PROJECT_TRANSITIONS) as ProjectMove[]).filter((action) => PROJECT_TRANSITIONS[action].from.includes(phase)),
  ...(SPENDING_PHASES.includes(phase) ? ['recordProjectSpending' as const] : []),
];
