import { checkPastDay, checkWhole, inputError, notFound } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { OpenNodeInput, RecordSessionInput } from '../__generated__/resolvers.js';
import { toDate } from '../calendar.js';
import type { InformatizationChangeTools } from './changes.js';
import { lockCenter } from './lock-center.js';

export interface OpenedNode {
  readonly nodeId: string;
}

export interface RecordedSession {
  readonly sessionId: string;
}

/** A center has at most one node, and hosts sessions from it. */
export const createVideoNetChanges = ({ change, now }: InformatizationChangeTools) => ({
  openNode: async (input: OpenNodeInput) => {
    const { idempotencyKey, centerId } = input;
    const openedOn = toDate(checkPastDay('openedOn', input.openedOn, now()));
    return change({ idempotencyKey, operation: 'openNode', input }, async (tx, announce) => {
      const center = await lockCenter(tx, centerId);
      if (!center) return notFound(centerId);
      const known = await tx.videoNetNode.findUnique({ where: { centerId }, select: { id: true } });
      if (known) return nodeAlreadyOpen(known.id);
      const nodeId = `V${centerId}`;
      await tx.videoNetNode.create({ data: { id: nodeId, centerId, ...center, openedOn, provenance: 'REGISTERED' } });
      await announce({ topic: 'node.opened', subject: nodeId, areaPath: center.areaPath, payload: { id: nodeId, centerId } });
      return { __typename: 'NodeOpened' as const, nodeId };
    });
  },

  recordSession: async (input: RecordSessionInput) => {
    const { idempotencyKey, ...session } = input;
    const { hostCenterId, topic, nodesAttended } = session;
    checkSession(input, now());
    return change({ idempotencyKey, operation: 'recordSession', input }, async (tx, announce) => {
      const center = await lockCenter(tx, hostCenterId);
      if (!center) return notFound(hostCenterId);
      if (!await tx.videoNetNode.findUnique({ where: { centerId: hostCenterId }, select: { id: true } })) return nodeNotOpen(hostCenterId);
      const sessionId = randomUUID();
      const { areaPath } = center;
      await tx.videoNetSession.create({
        data: { id: sessionId, areaPath, ...session, participants: session.participants ?? null, provenance: 'REGISTERED' },
      });
      await announce({ topic: 'session.recorded', subject: sessionId, areaPath, payload: { id: sessionId, hostCenterId, topic, nodesAttended } });
      return { __typename: 'SessionRecorded' as const, sessionId };
    });
  },
});

function checkSession({ heldAt, minutes, nodesInvited, nodesAttended, participants }: RecordSessionInput, now: Date): void {
  if (heldAt > now) throw inputError('heldAt', 'lies in the future; record a session when it has begun.');
  checkWhole('minutes', minutes, [1, 1_440]);
  checkWhole('nodesInvited', nodesInvited, [1, 10_000]);
  checkWhole('nodesAttended', nodesAttended, [0, nodesInvited]);
  if (participants != null) checkWhole('participants', participants, [0, 1_000_000]);
}

const nodeAlreadyOpen = (nodeId: string) => ({
  __typename: 'NodeAlreadyOpen' as const,
  nodeId,
  message: `The center has the node ${nodeId} already.`,
  messageZh: `该中心已开通节点 ${nodeId}。`,
});

const nodeNotOpen = (centerId: string) => ({
  __typename: 'NodeNotOpen' as const,
  centerId,
  message: `The center ${centerId} has no node to host from: open one first.`,
  messageZh: `综治中心 ${centerId} 尚未开通视联网节点，请先开通。`,
});
