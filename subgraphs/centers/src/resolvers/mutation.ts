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

export const Mutation: MutationResolvers = {
  addArea: (_root, { input }, context) => after(context.change.addArea(input), context),
  renameArea: (_root, { input }, context) => after(context.change.renameArea(input), context),
  moveArea: (_root, { input }, context) => after(context.change.moveArea(input), context),
  endArea: (_root, { input }, context) => after(context.change.endArea(input), context),
  designateDemonstration: (_root, { input }, context) => after(context.change.designateDemonstration(input), context),
  withdrawDemonstration: (_root, { input }, context) => after(context.change.withdrawDemonstration(input), context),
};

export const DemonstrationChanged: DemonstrationChangedResolvers = { center: ({ centerId }, _args, { load }) => getOne(load.center, centerId) };
