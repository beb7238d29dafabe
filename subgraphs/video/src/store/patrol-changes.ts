import { checkAreaPath, checkCount, checkImpersonalText, checkKey, illegalTransition, inputError, notFound, staleVersion, type Announce } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  AbandonPatrolInput, FinishPatrolInput, LinkFindingInput, PlanPatrolInput, RecordFindingInput, StartPatrolInput, VisitCheckpointInput,
} from '../__generated__/resolvers.js';
import type { Prisma, VideoPatrol } from '../__generated__/prisma/client.js';
import { FIRST_PATROL_STATE, listPatrolActions, MAX_CHECKPOINTS, PATROL_TRANSITIONS, type PatrolAction } from '../patrols/transitions.js';
import { checkPost } from '../tickets/check-ticket.js';
import type { Tx, VideoChangeTools } from './change.js';

/** What recordFinding leaves under its key. */
export interface RecordedFinding {
  readonly __typename: 'FindingRecorded';
  readonly id: string;
  readonly patrolId: string;
}

const changed = (id: string) => ({ __typename: 'VideoPatrolChanged', id } as const);

const checkpointsLeft = (seqs: readonly number[]) => ({
  __typename: 'CheckpointsLeft', seqs,
  message: `Visit the checkpoints ${seqs.join(', ')} first, or abandon the patrol.`,
  messageZh: `点位 ${seqs.join('、')} 尚未查看：请先查看，或中止巡逻。`,
} as const);

const alreadyLinked = (eventId: string | null) => ({
  __typename: 'AlreadyLinked', eventId,
  message: eventId === null ? 'The event belongs to another finding.' : `The finding became the event ${eventId}.`,
  messageZh: eventId === null ? '该事件已关联其他发现。' : `该发现已形成事件 ${eventId}。`,
} as const);

interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

type Work<Done, Refused> = (tx: Tx, patrol: VideoPatrol, at: Date) => Promise<
  { readonly data: Prisma.VideoPatrolUpdateInput; readonly outcome: Done } | { readonly refusal: Refused }>;

/** 视频巡逻: planned, run along its checkpoints, finished or abandoned; what is found becomes an event of the grid pillar. */
export function createPatrolChanges({ change, now }: VideoChangeTools) {
  const announcePatrol = (announce: Announce, { id, areaPath }: Pick<VideoPatrol, 'id' | 'areaPath'>, payload: object) =>
    announce({ topic: 'patrol.changed', subject: id, areaPath, payload: { patrolId: id, ...payload } });

  /** One legal step of a patrol that nobody else changes meanwhile. */
  function move<Done extends object, Refused extends object = never>(action: PatrolAction, input: MoveInput, work: Work<Done, Refused>) {
    const { from, to } = PATROL_TRANSITIONS[action];
    return change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM video_patrol WHERE id = ${input.id} FOR NO KEY UPDATE`;
      const patrol = await tx.videoPatrol.findUnique({ where: { id: input.id } });
      if (!patrol) return notFound(input.id);
      if (!from.includes(patrol.state)) return illegalTransition(patrol.state, listPatrolActions(patrol.state));
      if (patrol.version !== input.expectedVersion) return staleVersion(patrol.version);
      const result = await work(tx, patrol, now());
      if ('refusal' in result) return result.refusal;
      await tx.videoPatrol.update({ where: { id: patrol.id }, data: { ...result.data, state: to, version: patrol.version + 1 } });
      await announcePatrol(announce, patrol, { action, state: to });
      return result.outcome;
    });
  }

  /** Looked at again, a checkpoint keeps its latest result, and counts once. */
  async function visit(tx: Tx, patrol: VideoPatrol, { seq, result, at }: { seq: number; result: 'NORMAL' | 'FINDING' | 'NO_PICTURE'; at: Date }) {
    const checkpoint = await tx.patrolCheckpoint.findUnique({ where: { patrolId_seq: { patrolId: patrol.id, seq } }, include: { channel: { select: { areaPath: true } } } });
    if (!checkpoint) throw inputError('seq', `${seq} is no checkpoint of the patrol; it has 1 to ${patrol.checkpoints}.`);
    // What was found there does not go away.
    const kept = checkpoint.result === 'FINDING' ? 'FINDING' : result;
    await tx.patrolCheckpoint.update({ where: { patrolId_seq: { patrolId: patrol.id, seq } }, data: { result: kept, visitedAt: at } });
    return { areaPath: checkpoint.channel.areaPath, data: { visited: patrol.visited + (checkpoint.result === null ? 1 : 0) } };
  }

  return {
    planPatrol(input: PlanPatrolInput) {
      checkAreaPath('areaPath', input.areaPath);
      checkKey('centerId', input.centerId);
      const title = checkImpersonalText('title', input.title, 100);
      const { idempotencyKey, areaPath, centerId, plannedAt, channelIds } = input;
      checkCount('channelIds', channelIds, [1, MAX_CHECKPOINTS]);
      return change({ idempotencyKey, operation: 'planPatrol', input }, async (tx, announce) => {
        const known = await tx.videoChannel.findMany({
          where: { id: { in: [...channelIds] }, retiredAt: null, OR: [{ areaPath }, { areaPath: { startsWith: `${areaPath}/` } }] }, select: { id: true },
        });
        const ids = new Set(known.map((channel) => channel.id));
        const foreign = channelIds.find((channelId) => !ids.has(channelId));
        if (foreign !== undefined) return notFound(foreign);
        const id = randomUUID();
        await tx.videoPatrol.create({
          data: { id, areaPath, centerId, title, plannedAt, state: FIRST_PATROL_STATE, checkpoints: channelIds.length, provenance: 'REGISTERED' },
        });
        await tx.patrolCheckpoint.createMany({ data: channelIds.map((channelId, at) => ({ patrolId: id, seq: at + 1, channelId })) });
        await announcePatrol(announce, { id, areaPath }, { action: 'planPatrol', state: FIRST_PATROL_STATE });
        return changed(id);
      });
    },

    startPatrol(input: StartPatrolInput) {
      checkPost(input.byPost, 'byPost');
      return move('startPatrol', input, async (_tx, { id }, at) => ({ data: { startedAt: at, byPost: input.byPost }, outcome: changed(id) }));
    },

    visitCheckpoint(input: VisitCheckpointInput) {
      if (input.result === 'FINDING') throw inputError('result', 'FINDING comes with what was found: use recordFinding.');
      return move('visitCheckpoint', input, async (tx, patrol, at) =>
        ({ data: (await visit(tx, patrol, { ...input, at })).data, outcome: changed(patrol.id) }));
    },

    recordFinding(input: RecordFindingInput) {
      const note = checkImpersonalText('note', input.note, 200);
      return move('recordFinding', input, async (tx, patrol, at) => {
        const { areaPath, data } = await visit(tx, patrol, { seq: input.seq, result: 'FINDING', at });
        const id = randomUUID();
        await tx.patrolFinding.create({ data: { id, patrolId: patrol.id, seq: input.seq, areaPath, note, foundAt: at, provenance: 'REGISTERED' } });
        return { data, outcome: { __typename: 'FindingRecorded', id, patrolId: patrol.id } as const };
      });
    },

    linkFinding(input: LinkFindingInput) {
      checkKey('eventId', input.eventId);
      return change({ idempotencyKey: input.idempotencyKey, operation: 'linkFinding', input }, async (tx, announce) => {
        // Two findings may claim one event at the same time.
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('patrol_finding.event_id'), hashtext(${input.eventId}))`;
        await tx.$queryRaw`SELECT FROM patrol_finding WHERE id = ${input.findingId} FOR NO KEY UPDATE`;
        const finding = await tx.patrolFinding.findUnique({ where: { id: input.findingId } });
        if (!finding) return notFound(input.findingId);
        if (finding.eventId !== null) return alreadyLinked(finding.eventId);
        const linked = await tx.$executeRaw`
          UPDATE patrol_finding SET event_id = ${input.eventId}
          WHERE id = ${finding.id} AND NOT EXISTS (SELECT FROM patrol_finding WHERE event_id = ${input.eventId})`;
        if (linked === 0) return alreadyLinked(null);
        await announce({ topic: 'finding.linked', subject: finding.id, areaPath: finding.areaPath, payload: { findingId: finding.id, eventId: input.eventId } });
        return { __typename: 'FindingLinked', id: finding.id } as const;
      });
    },

    finishPatrol(input: FinishPatrolInput) {
      return move('finishPatrol', input, async (tx, { id }, at) => {
        const left = await tx.patrolCheckpoint.findMany({ where: { patrolId: id, result: null }, select: { seq: true }, orderBy: { seq: 'asc' } });
        return left.length > 0 ? { refusal: checkpointsLeft(left.map(({ seq }) => seq)) } : { data: { endedAt: at }, outcome: changed(id) };
      });
    },

    abandonPatrol(input: AbandonPatrolInput) {
      const reason = checkImpersonalText('reason', input.reason, 200);
      return move('abandonPatrol', input, async (_tx, { id }, at) => ({ data: { endedAt: at, reason }, outcome: changed(id) }));
    },
  };
}
