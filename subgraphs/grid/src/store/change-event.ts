import { illegalTransition, notFound, staleVersion, type Announce } from '@sizhu/kit';
import type { EventExtension, GridEvent, Prisma } from '../__generated__/prisma/client.js';
import { EXTENSION_TRANSITIONS, findTransition, listAllowed, SETTLED, TASK_TRANSITIONS, type EventAction } from '../events/transitions.js';
import { checkMatter, checkPost } from '../input-checks.js';
import type { GridChangeTools, Tx } from './change.js';

/** What a change of an event leaves under its key: read anew, so that it is told as it is now. */
export interface ChangedEvent {
  readonly __typename: 'EventChanged';
  readonly id: string;
}

export const changedEvent = (id: string): ChangedEvent => ({ __typename: 'EventChanged', id });

export interface EventInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
  readonly byPost: string;
  readonly note?: string | null | undefined;
}

const MAX_NOTE = 200;

/** The note as it is written down; null where nothing was said. */
export function checkSigned({ byPost, note }: Pick<EventInput, 'byPost' | 'note'>): string | null {
  checkPost('byPost', byPost);
  return note == null ? null : checkMatter('note', note, MAX_NOTE);
}

/** The event, kept from others until the transaction ends. Nothing else of the event is locked before it. */
export async function lockEvent(tx: Tx, id: string): Promise<GridEvent | null> {
  await tx.$queryRaw`SELECT FROM grid_event WHERE id = ${id} FOR NO KEY UPDATE`;
  return tx.gridEvent.findUnique({ where: { id } });
}

export interface StepOf {
  readonly action: EventAction;
  /** Which end of the action. */
  readonly when?: string;
  readonly byPost: string;
  readonly note: string | null;
  readonly at: Date;
  readonly data?: Prisma.GridEventUncheckedUpdateInput;
}

/** Takes a legal step of a locked event: its row, its timeline and its announcement are never without each other. */
export async function takeStep(tx: Tx, announce: Announce, event: GridEvent, { action, when, byPost, note, at, data }: StepOf): Promise<void> {
  const transition = findTransition(action, event.state, when);
  if (!transition) throw new Error(`${action} (${when ?? 'any'}) is not legal from ${event.state}: this was to be refused before.`);
  const state = transition.to ?? event.state;
  const version = event.version + 1;
  const isOver = SETTLED.includes(state);
  await tx.gridEvent.update({
    where: { id: event.id },
    data: {
      ...data, version, state,
      ...(transition.to !== null && { stateSince: at }),
      ...(isOver && event.closedAt === null && { closedAt: at }),
    },
  });
  await tx.eventStep.create({ data: { eventId: event.id, seq: version, action, state, at, byPost, note } });
  if (isOver || state === 'RETURNED') await endParts(tx, event.id, { at, isOver });
  await announce({
    topic: 'event.changed', subject: event.id, areaPath: event.areaPath,
    payload: { eventId: event.id, action, state, severity: event.severity, version },
  });
}

/** Nobody works on an event that was taken back, and nobody decides about one that has ended. */
async function endParts(tx: Tx, eventId: string, { at, isOver }: { readonly at: Date; readonly isOver: boolean }): Promise<void> {
  const { withdraw } = TASK_TRANSITIONS;
  await tx.eventTask.updateMany({
    where: { eventId, state: { in: [...withdraw.from] } }, data: { state: withdraw.to, endedAt: at, version: { increment: 1 } },
  });
  if (!isOver) return;
  const { lapse } = EXTENSION_TRANSITIONS;
  await tx.eventExtension.updateMany({
    where: { eventId, state: { in: [...lapse.from] } }, data: { state: lapse.to satisfies EventExtension['state'] },
  });
}

export interface EventMove<Refused> {
  readonly when?: string;
  /** Refuses what depends on more than the state. */
  readonly check?: (tx: Tx, event: GridEvent) => Promise<Refused | null> | Refused | null;
  /** What is written down besides the state. */
  readonly data?: (event: GridEvent, at: Date) => Prisma.GridEventUncheckedUpdateInput;
  readonly after?: (tx: Tx, event: GridEvent, at: Date) => Promise<unknown>;
}

/** One legal step of an event, by its id and the version that was read. */
export const createEventMover = ({ change, now }: GridChangeTools) =>
  <Refused extends object = never>(action: EventAction, input: EventInput, { when, check, data, after }: EventMove<Refused> = {}) => {
    const note = checkSigned(input);
    return change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
      const event = await lockEvent(tx, input.id);
      if (!event) return notFound(input.id);
      if (!findTransition(action, event.state)) return illegalTransition(event.state, listAllowed(event.state));
      if (event.version !== input.expectedVersion) return staleVersion(event.version);
      const refusal = await check?.(tx, event);
      if (refusal) return refusal;
      const at = now();
      await takeStep(tx, announce, event, {
        action, byPost: input.byPost, note, at, ...(when !== undefined && { when }), ...(data && { data: data(event, at) }),
      });
      await after?.(tx, event, at);
      return changedEvent(event.id);
    });
  };

export type EventMover = ReturnType<typeof createEventMover>;
