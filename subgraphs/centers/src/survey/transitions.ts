import type { Transitions } from '../transitions.js';

export type SurveyState = 'OPEN' | 'CLOSED';
export type SurveyAction = 'fileReport' | 'recordSurveyFigure' | 'closeSurveyRound';

/** The state in which openSurveyRound leaves a survey. */
export const FIRST_STATE: SurveyState = 'OPEN';

/** 摸底调查: open until it is closed. Differences are explained before and after. */
export const SURVEY_TRANSITIONS: Transitions<SurveyAction, SurveyState> = {
  fileReport: { from: ['OPEN'], to: 'OPEN' },
  recordSurveyFigure: { from: ['OPEN'], to: 'OPEN' },
  closeSurveyRound: { from: ['OPEN'], to: 'CLOSED' },
};
