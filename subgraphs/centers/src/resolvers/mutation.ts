import { after, getOne } from '@sizhu/kit';
import type {
  AreaWorkChangedResolvers, CenterChangedResolvers, DemonstrationChangedResolvers, MutationResolvers, PolicyDocumentRecordedResolvers, PracticeRecordedResolvers,
} from '../__generated__/resolvers.js';

/** What a change leaves under its key: read anew, so that it is told as it is now. */
export interface ChangedCenter<Name extends string> {
  readonly __typename: Name;
  readonly centerId: string;
}

export interface Changed<Name extends string> {
  readonly __typename: Name;
  readonly id: string;
}

export const Mutation: MutationResolvers = {
  addArea: (_root, { input }, context) => after(context.change.addArea(input), context),
  renameArea: (_root, { input }, context) => after(context.change.renameArea(input), context),
  moveArea: (_root, { input }, context) => after(context.change.moveArea(input), context),
  endArea: (_root, { input }, context) => after(context.change.endArea(input), context),
  planCenter: (_root, { input }, context) => after(context.change.planCenter(input), context),
  startBuilding: (_root, { input }, context) => after(context.change.startBuilding(input), context),
  completeBuilding: (_root, { input }, context) => after(context.change.completeBuilding(input), context),
  openCenter: (_root, { input }, context) => after(context.change.openCenter(input), context),
  closeCenter: (_root, { input }, context) => after(context.change.closeCenter(input), context),
  mergeCenter: (_root, { input }, context) => after(context.change.mergeCenter(input), context),
  moveCenter: (_root, { input }, context) => after(context.change.moveCenter(input), context),
  recordStaffing: (_root, { input }, context) => after(context.change.recordStaffing(input), context),
  recordFunding: (_root, { input }, context) => after(context.change.recordFunding(input), context),
  recordSignage: (_root, { input }, context) => after(context.change.recordSignage(input), context),
  postRuleDocument: (_root, { input }, context) => after(context.change.postRuleDocument(input), context),
  updateLedger: (_root, { input }, context) => after(context.change.updateLedger(input), context),
  recordFacility: (_root, { input }, context) => after(context.change.recordFacility(input), context),
  recordArchiveAlbum: (_root, { input }, context) => after(context.change.recordArchiveAlbum(input), context),
  recordImprovement: (_root, { input }, context) => after(context.change.recordImprovement(input), context),
  recordMaturity: (_root, { input }, context) => after(context.change.recordMaturity(input), context),
  joinUnit: (_root, { input }, context) => after(context.change.joinUnit(input), context),
  leaveUnit: (_root, { input }, context) => after(context.change.leaveUnit(input), context),
  openSurveyRound: (_root, { input }, context) => after(context.change.openSurveyRound(input), context),
  closeSurveyRound: (_root, { input }, context) => after(context.change.closeSurveyRound(input), context),
  fileReport: (_root, { input }, context) => after(context.change.fileReport(input), context),
  recordSurveyFigure: (_root, { input }, context) => after(context.change.recordSurveyFigure(input), context),
  explainDifference: (_root, { input }, context) => after(context.change.explainDifference(input), context),
  planActivity: (_root, { input }, context) => after(context.change.planActivity(input), context),
  holdActivity: (_root, { input }, context) => after(context.change.holdActivity(input), context),
  cancelActivity: (_root, { input }, context) => after(context.change.cancelActivity(input), context),
  recordPolicyDocument: (_root, { input }, context) => after(context.change.recordPolicyDocument(input), context),
  assignResponsibility: (_root, { input }, context) => after(context.change.assignResponsibility(input), context),
  recordCommitment: (_root, { input }, context) => after(context.change.recordCommitment(input), context),
  namePilotArea: (_root, { input }, context) => after(context.change.namePilotArea(input), context),
  recordPractice: (_root, { input }, context) => after(context.change.recordPractice(input), context),
  recordComplianceStandard: (_root, { input }, context) => after(context.change.recordComplianceStandard(input), context),
  assessCenter: (_root, { input }, context) => after(context.change.assessCenter(input), context),
  recordCorrection: (_root, { input }, context) => after(context.change.recordCorrection(input), context),
  verifyCorrection: (_root, { input }, context) => after(context.change.verifyCorrection(input), context),
  rejectCorrection: (_root, { input }, context) => after(context.change.rejectCorrection(input), context),
  planInspection: (_root, { input }, context) => after(context.change.planInspection(input), context),
  carryOutInspection: (_root, { input }, context) => after(context.change.carryOutInspection(input), context),
  closeInspection: (_root, { input }, context) => after(context.change.closeInspection(input), context),
  cancelInspection: (_root, { input }, context) => after(context.change.cancelInspection(input), context),
  issueAssessmentScheme: (_root, { input }, context) => after(context.change.issueAssessmentScheme(input), context),
  recordAssessmentFigures: (_root, { input }, context) => after(context.change.recordAssessmentFigures(input), context),
  confirmAssessment: (_root, { input }, context) => after(context.change.confirmAssessment(input), context),
  reopenAssessment: (_root, { input }, context) => after(context.change.reopenAssessment(input), context),
  designateDemonstration: (_root, { input }, context) => after(context.change.designateDemonstration(input), context),
  withdrawDemonstration: (_root, { input }, context) => after(context.change.withdrawDemonstration(input), context),
};

export const CenterChanged: CenterChangedResolvers = { center: ({ centerId }, _args, { load }) => getOne(load.center, centerId) };

export const DemonstrationChanged: DemonstrationChangedResolvers = { center: ({ centerId }, _args, { load }) => getOne(load.center, centerId) };
export const AreaWorkChanged: AreaWorkChangedResolvers = { area: ({ areaCode }, _args, { load }) => getOne(load.area, areaCode) };
export const PolicyDocumentRecorded: PolicyDocumentRecordedResolvers = { document: ({ id }, _args, { load }) => getOne(load.policyDocument, id) };
export const PracticeRecorded: PracticeRecordedResolvers = { center: ({ centerId }, _args, { load }) => getOne(load.center, centerId) };
