import type { AssessmentState } from '../__generated__/resolvers.js';
import type { Transitions } from '../transitions.js';

export type AssessmentAction = 'recordAssessmentFigures' | 'confirmAssessment' | 'reopenAssessment';

/** 年度考评 of one area: a draft until it is confirmed. */
export const ASSESSMENT_TRANSITIONS: Transitions<AssessmentAction, AssessmentState> = {
  recordAssessmentFigures: { from: ['DRAFT'], to: 'DRAFT' },
  confirmAssessment: { from: ['DRAFT'], to: 'CONFIRMED' },
  reopenAssessment: { from: ['CONFIRMED'], to: 'DRAFT' },
};
