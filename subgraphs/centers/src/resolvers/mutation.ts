import { getOne } from '@sizhu/kit';
import type { DemonstrationChangedResolvers, MutationResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';

/** What the loaders hold was read before the change. */
async function after<Outcome>(change: Promise<Outcome>, { forget }: Context): Promise<Outcome> {
  const outcome = await change;
  forget();
  return outcome;
}

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

export const DemonstrationChanged: DemonstrationChangedResolvers = { center: ({ centerId }, _args, { load }) => getOne(load.center, centerId) };
