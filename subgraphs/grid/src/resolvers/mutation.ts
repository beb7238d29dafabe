import type { MutationResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';

/** What the loaders hold was read before the change. */
async function after<Outcome>(change: Promise<Outcome>, { forget }: Context): Promise<Outcome> {
  const outcome = await change;
  forget();
  return outcome;
}

export const Mutation: MutationResolvers = {
  recordCodeTable: (_root, { input }, context) => after(context.change.recordCodeTable(input), context),
};
