import { illegalTransition, notFound, staleVersion, type Announce } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  ApproveViewingTicketInput, CloseViewingTicketInput, OpenViewingTicketInput, RejectViewingTicketInput, RequestViewingTicketInput,
  TicketState, WithdrawViewingTicketInput,
} from '../__generated__/resolvers.js';
import type { Prisma, ViewingTicket } from '../__generated__/prisma/client.js';
import { checkDocumentNumber, checkPost, checkTicket } from '../tickets/check-ticket.js';
import { FIRST_STATE, listAllowed, TICKET_TRANSITIONS, type TicketAction } from '../tickets/transitions.js';
import type { Tx, VideoChangeTools } from './change.js';

const changed = (id: string) => ({ __typename: 'ViewingTicketChanged', id } as const);

const samePost = (post: string) => ({
  __typename: 'SamePost', post,
  message: `${post} has requested the ticket: another post has to decide on it.`,
  messageZh: `该调阅单由 ${post} 申请：须由另一岗位审批。`,
} as const);

const outsideWindow = ({ windowFrom, windowTo }: Pick<ViewingTicket, 'windowFrom' | 'windowTo'>) => ({
  __typename: 'OutsideWindow', windowFrom, windowTo,
  message: `The window is from ${windowFrom.toISOString()} to ${windowTo.toISOString()}.`,
  messageZh: `调阅时段为 ${windowFrom.toISOString()} 至 ${windowTo.toISOString()}。`,
} as const);

interface Step {
  readonly id: string;
  readonly areaPath: string;
  readonly action: string;
  readonly state: TicketState;
  readonly version: number;
  readonly byPost: string;
  readonly at: Date;
}

/** A change of a ticket is never without its entry in the audit. */
async function note(tx: Tx, announce: Announce, { id, areaPath, action, state, version, byPost, at }: Step): Promise<void> {
  await tx.viewingTicketEntry.create({ data: { ticketId: id, seq: version, action, state, byPost, at } });
  await announce({ topic: 'ticket.changed', subject: id, areaPath, payload: { ticketId: id, action, state } });
}

/** All of them are registered in the area and in use; else the first that is not. */
async function findForeignChannel(tx: Tx, { channelIds, areaPath }: RequestViewingTicketInput): Promise<string | null> {
  const known = await tx.videoChannel.findMany({
    where: { id: { in: [...channelIds] }, retiredAt: null, OR: [{ areaPath }, { areaPath: { startsWith: `${areaPath}/` } }] },
    select: { id: true },
  });
  const ids = new Set(known.map(({ id }) => id));
  return channelIds.find((id) => !ids.has(id)) ?? null;
}

interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

/** 视频调阅单: requested by one post, approved by another, opened in its window, closed or expired. */
export function createTicketChanges({ change, now }: VideoChangeTools) {
  /** One legal step. `check` refuses what depends on more than the state; `data` is what else is written down. */
  function move<Refused extends object = never>(
    action: Exclude<TicketAction, 'expire'>,
    input: MoveInput,
    byPost: string,
    { check = () => null, data }: {
      readonly check?: (ticket: ViewingTicket, at: Date) => Refused | null;
      readonly data: (at: Date) => Prisma.ViewingTicketUpdateInput;
    },
  ) {
    const { from, to } = TICKET_TRANSITIONS[action];
    return change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      await tx.$queryRaw`SELECT FROM viewing_ticket WHERE id = ${input.id} FOR NO KEY UPDATE`;
      const ticket = await tx.viewingTicket.findUnique({ where: { id: input.id } });
      if (!ticket) return notFound(input.id);
      if (!from.includes(ticket.state)) return illegalTransition(ticket.state, listAllowed(ticket.state));
      if (ticket.version !== input.expectedVersion) return staleVersion(ticket.version);
      const at = now();
      const refusal = check(ticket, at);
      if (refusal) return refusal;
      const version = ticket.version + 1;
      await tx.viewingTicket.update({ where: { id: ticket.id }, data: { ...data(at), state: to, version } });
      await note(tx, announce, { ...ticket, action, state: to, version, byPost, at });
      return changed(ticket.id);
    });
  }
  const ending = { data: (at: Date) => ({ endedAt: at }) };

  return {
    requestViewingTicket(input: RequestViewingTicketInput) {
      const at = now();
      checkTicket(input, at);
      const { idempotencyKey, channelIds, caseReference, ...wish } = input;
      return change({ idempotencyKey, operation: 'requestViewingTicket', input }, async (tx, announce) => {
        const foreign = await findForeignChannel(tx, input);
        if (foreign !== null) return notFound(foreign);
        const id = randomUUID();
        await tx.viewingTicket.create({
          data: { ...wish, id, caseReference: caseReference ?? null, state: FIRST_STATE, requestedAt: at, provenance: 'REGISTERED' },
        });
        await tx.viewingTicketChannel.createMany({ data: channelIds.map((channelId) => ({ ticketId: id, channelId })) });
        await note(tx, announce, { id, areaPath: input.areaPath, action: 'requestViewingTicket', state: FIRST_STATE, version: 1, byPost: input.requestedByPost, at });
        return changed(id);
      });
    },

    approveViewingTicket(input: ApproveViewingTicketInput) {
      checkPost(input.approvedByPost, 'approvedByPost');
      checkDocumentNumber(input.approvalRef, 'approvalRef');
      return move('approveViewingTicket', input, input.approvedByPost, {
        check: (ticket, at) => {
          if (ticket.requestedByPost === input.approvedByPost) return samePost(input.approvedByPost);
          return ticket.windowTo <= at ? outsideWindow(ticket) : null;
        },
        data: (at) => ({ approvedByPost: input.approvedByPost, approvalRef: input.approvalRef, approvedAt: at }),
      });
    },

    rejectViewingTicket(input: RejectViewingTicketInput) {
      checkPost(input.rejectedByPost, 'rejectedByPost');
      return move('rejectViewingTicket', input, input.rejectedByPost, {
        check: ({ requestedByPost }) => (requestedByPost === input.rejectedByPost ? samePost(requestedByPost) : null), ...ending,
      });
    },

    openViewingTicket(input: OpenViewingTicketInput) {
      checkPost(input.byPost, 'byPost');
      return move('openViewingTicket', input, input.byPost, {
        check: (ticket, at) => (at < ticket.windowFrom || at >= ticket.windowTo ? outsideWindow(ticket) : null),
        data: (at) => ({ openedAt: at }),
      });
    },

    closeViewingTicket(input: CloseViewingTicketInput) {
      checkPost(input.byPost, 'byPost');
      return move('closeViewingTicket', input, input.byPost, ending);
    },

    withdrawViewingTicket(input: WithdrawViewingTicketInput) {
      checkPost(input.byPost, 'byPost');
      return move('withdrawViewingTicket', input, input.byPost, ending);
    },
  };
}
