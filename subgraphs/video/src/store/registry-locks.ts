import { illegalTransition, notFound, staleVersion } from '@sizhu/kit';
import type { KeyPlace, VideoChannel } from '../__generated__/prisma/client.js';
import { CHANNEL_TRANSITIONS, listOpen, stateOf, type ChannelAction } from '../registry/transitions.js';
import type { Tx } from './change.js';

interface ChannelChange {
  readonly action: ChannelAction;
  readonly id: string;
  readonly expectedVersion: number;
}

/** The channel, which nobody else changes until this change is over; or why it may not be changed. */
export async function claimChannel(tx: Tx, { action, id, expectedVersion }: ChannelChange) {
  await tx.$queryRaw`SELECT FROM video_channel WHERE id = ${id} FOR NO KEY UPDATE`;
  const channel: VideoChannel | null = await tx.videoChannel.findUnique({ where: { id } });
  if (!channel) return { refusal: notFound(id) };
  const state = stateOf(channel);
  if (!CHANNEL_TRANSITIONS[action].from.includes(state)) return { refusal: illegalTransition(state, listOpen(CHANNEL_TRANSITIONS, state)) };
  if (channel.version !== expectedVersion) return { refusal: staleVersion(channel.version) };
  return { channel };
}

/**
 * Key places, in use or not, as they stay until the change is over. The trigger that counts the channels of a place
 * takes the same locks in the same order.
 */
export async function lockKeyPlaces(tx: Tx, ids: readonly (string | null | undefined)[]): Promise<readonly KeyPlace[]> {
  const wanted = ids.filter((id) => id != null);
  if (wanted.length === 0) return [];
  await tx.$queryRaw`SELECT FROM key_place WHERE id = ANY(${wanted}::text[]) ORDER BY id FOR NO KEY UPDATE`;
  return tx.keyPlace.findMany({ where: { id: { in: wanted } } });
}

/** Whether no channel may come to the place: there is none, or it is retired. `from` is the place that it leaves. */
export async function isClosedPlace(tx: Tx, id: string | null | undefined, from: string | null = null): Promise<boolean> {
  if (id == null || id === from) return false;
  const places = await lockKeyPlaces(tx, [id, from]);
  return !places.some((place) => place.id === id && place.retiredAt === null);
}
