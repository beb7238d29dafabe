import type { ConnectionRecordedResolvers, MutationResolvers } from '../__generated__/resolvers.js';
import type { Context } from '../context.js';

/** What the loaders hold was read before the change. */
async function after<Outcome>(change: Promise<Outcome>, { forget }: Context): Promise<Outcome> {
  const outcome = await change;
  forget();
  return outcome;
}

export const Mutation: MutationResolvers = {
  recordConnection: (_root, { input }, context) => after(context.change.recordConnection(input), context),
};

export const ConnectionRecorded: ConnectionRecordedResolvers = {
  connection: async ({ centerId, platformId }, _args, { load }) => {
    const connections = await load.connections.load(centerId);
    const connection = connections.find((one) => one.platformId === platformId);
    if (!connection) throw new Error(`The connection of ${centerId} to ${platformId}, which was recorded, is gone.`);
    return connection;
  },
};
