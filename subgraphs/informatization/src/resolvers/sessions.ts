import { codeOfPath, toConnection, toPage, toRatio, type Connection, type PageArguments } from '@sizhu/kit';
import type { VideoNetSessionResolvers } from '../__generated__/resolvers.js';
import type { InformatizationStore } from '../store/index.js';
import type { SessionRow, SessionScope } from '../store/sessions.js';

export type SessionPage = Connection<SessionRow>;

export async function pageOfSessions(store: InformatizationStore, scope: SessionScope, args: PageArguments): Promise<SessionPage> {
  const page = toPage(args, 2);
  const rows = await store.listSessions(scope, page);
  return toConnection({ rows, page, keyOf: ({ heldAt, id }) => [heldAt.toISOString(), id], totalCount: () => store.countSessions(scope) });
}

export const VideoNetSession: VideoNetSessionResolvers = {
  host: ({ hostCenterId }) => ({ id: hostCenterId }),
  area: ({ areaPath }) => ({ code: codeOfPath(areaPath) }),
  attendance: ({ nodesAttended, nodesInvited }) => toRatio(nodesAttended, nodesInvited),
};
