import type { MutationResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';

/** What the loaders hold was read before the change. */
async function after<Outcome>(change: Promise<Outcome>, { forget }: Context): Promise<Outcome> {
  const outcome = await change;
  forget();
  return outcome;
}

export const Mutation: MutationResolvers = {
  openDispute: (_root, { input }, context) => after(context.change.openDispute(input), context),
  acceptDispute: (_root, { input }, context) => after(context.change.acceptDispute(input), context),
  recordMediation: (_root, { input }, context) => after(context.change.recordMediation(input), context),
  assessDisputeRisk: (_root, { input }, context) => after(context.change.assessDisputeRisk(input), context),
  transferDispute: (_root, { input }, context) => after(context.change.transferDispute(input), context),
  superviseDispute: (_root, { input }, context) => after(context.change.superviseDispute(input), context),
  closeDispute: (_root, { input }, context) => after(context.change.closeDispute(input), context),
  evaluateDispute: (_root, { input }, context) => after(context.change.evaluateDispute(input), context),
  reopenDispute: (_root, { input }, context) => after(context.change.reopenDispute(input), context),
  reportHiddenRisk: (_root, { input }, context) => after(context.change.reportHiddenRisk(input), context),
  assignHiddenRisk: (_root, { input }, context) => after(context.change.assignHiddenRisk(input), context),
  rectifyHiddenRisk: (_root, { input }, context) => after(context.change.rectifyHiddenRisk(input), context),
  verifyHiddenRisk: (_root, { input }, context) => after(context.change.verifyHiddenRisk(input), context),
  returnHiddenRisk: (_root, { input }, context) => after(context.change.returnHiddenRisk(input), context),
  openRemediation: (_root, { input }, context) => after(context.change.openRemediation(input), context),
  assessRemediation: (_root, { input }, context) => after(context.change.assessRemediation(input), context),
  resumeRemediation: (_root, { input }, context) => after(context.change.resumeRemediation(input), context),
  recordCodeTable: (_root, { input }, context) => after(context.change.recordCodeTable(input), context),
};
