import type { SituationState } from '../__generated__/resolvers.js';

export type SituationAction = 'reviseSituationReport' | 'submitSituationReport' | 'receiveSituationReport' | 'answerSituationReport';

/** The state in which draftSituationReport leaves a report. */
export const FIRST_STATE: SituationState = 'DRAFT';

/** Every legal change of a situation report (情报信息); what is not in it is refused. */
export const SITUATION_TRANSITIONS: Readonly<Record<SituationAction, { readonly from: SituationState; readonly to: SituationState }>> = {
  reviseSituationReport: { from: 'DRAFT', to: 'DRAFT' },
  submitSituationReport: { from: 'DRAFT', to: 'SUBMITTED' },
  receiveSituationReport: { from: 'SUBMITTED', to: 'RECEIVED' },
  answerSituationReport: { from: 'RECEIVED', to: 'ANSWERED' },
};

/** Mutations that are open from a state. */
export const listSituationActions = (state: SituationState): readonly SituationAction[] =>
  (Object.keys(SITUATION_TRANSITIONS) as SituationAction[]).filter((action) => SITUATION_TRANSITIONS[action].from === state);
