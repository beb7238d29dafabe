import type { MutationResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';

/** What the loaders hold was read before the change. */
async function after<Outcome>(change: Promise<Outcome>, { forget }: Context): Promise<Outcome> {
  const outcome = await change;
  forget();
  return outcome;
}

export const Mutation: MutationResolvers = {
  reportEvent: (_root, { input }, context) => after(context.change.reportEvent(input), context),
  submitEvent: (_root, { input }, context) => after(context.change.submitEvent(input), context),
  acceptEvent: (_root, { input }, context) => after(context.change.acceptEvent(input), context),
  dispatchEvent: (_root, { input }, context) => after(context.change.dispatchEvent(input), context),
  startEvent: (_root, { input }, context) => after(context.change.startEvent(input), context),
  returnEvent: (_root, { input }, context) => after(context.change.returnEvent(input), context),
  giveFeedback: (_root, { input }, context) => after(context.change.giveFeedback(input), context),
  resolveEvent: (_root, { input }, context) => after(context.change.resolveEvent(input), context),
  checkEvent: (_root, { input }, context) => after(context.change.checkEvent(input), context),
  closeEvent: (_root, { input }, context) => after(context.change.closeEvent(input), context),
  evaluateEvent: (_root, { input }, context) => after(context.change.evaluateEvent(input), context),
  terminateEvent: (_root, { input }, context) => after(context.change.terminateEvent(input), context),
  fileEvent: (_root, { input }, context) => after(context.change.fileEvent(input), context),
  markDuplicate: (_root, { input }, context) => after(context.change.markDuplicate(input), context),
  escalateEvent: (_root, { input }, context) => after(context.change.escalateEvent(input), context),
  delegateEvent: (_root, { input }, context) => after(context.change.delegateEvent(input), context),
  superviseEvent: (_root, { input }, context) => after(context.change.superviseEvent(input), context),
  flagEvent: (_root, { input }, context) => after(context.change.flagEvent(input), context),
  requestExtension: (_root, { input }, context) => after(context.change.requestExtension(input), context),
  grantExtension: (_root, { input }, context) => after(context.change.grantExtension(input), context),
  refuseExtension: (_root, { input }, context) => after(context.change.refuseExtension(input), context),
  signTask: (_root, { input }, context) => after(context.change.signTask(input), context),
  refuseTask: (_root, { input }, context) => after(context.change.refuseTask(input), context),
  finishTask: (_root, { input }, context) => after(context.change.finishTask(input), context),
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
  recordGrid: (_root, { input }, context) => after(context.change.recordGrid(input), context),
  recordPosts: (_root, { input }, context) => after(context.change.recordPosts(input), context),
  recordTerminals: (_root, { input }, context) => after(context.change.recordTerminals(input), context),
  recordWorkMap: (_root, { input }, context) => after(context.change.recordWorkMap(input), context),
  recordConvenienceServices: (_root, { input }, context) => after(context.change.recordConvenienceServices(input), context),
  recordPublicSentiment: (_root, { input }, context) => after(context.change.recordPublicSentiment(input), context),
  recordVolunteerGroup: (_root, { input }, context) => after(context.change.recordVolunteerGroup(input), context),
  recordGridMechanism: (_root, { input }, context) => after(context.change.recordGridMechanism(input), context),
  recordGridPay: (_root, { input }, context) => after(context.change.recordGridPay(input), context),
  recordCodeTable: (_root, { input }, context) => after(context.change.recordCodeTable(input), context),
};
