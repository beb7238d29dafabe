import { checkAreaPath, checkImpersonalText, checkPoint, checkWhole, illegalTransition, notFound, staleVersion, type Announce } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type {
  AssignChannelToKeyPlaceInput, ChangeRequiredChannelsInput, RegisterKeyPlaceInput, RetireKeyPlaceInput, UnassignChannelFromKeyPlaceInput,
} from '../__generated__/resolvers.js';
import type { KeyPlace, Prisma } from '../__generated__/prisma/client.js';
import { POSITION_TYPE_RANGE } from '../registry/position-types.js';
import { alreadyAssigned, channelsLeft, notAssigned } from '../registry/refusals.js';
import { KEY_PLACE_TRANSITIONS, listOpen, stateOf, type KeyPlaceAction } from '../registry/transitions.js';
import type { Tx, VideoChangeTools } from './change.js';
import { claimChannel, lockKeyPlaces } from './registry-locks.js';

/** What an assignment leaves under its key. */
export interface ChangedAssignment {
  readonly __typename: 'AssignmentChanged';
  readonly id: string;
  readonly keyPlaceId: string;
}

interface MoveInput {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly expectedVersion: number;
}

const MAX_REQUIRED = 1_000;
const changed = (id: string) => ({ __typename: 'KeyPlaceChanged', id } as const);
const assigned = (id: string, keyPlaceId: string): ChangedAssignment => ({ __typename: 'AssignmentChanged', id, keyPlaceId });

/** Null when the place takes the action. */
function refuse(place: KeyPlace, action: KeyPlaceAction) {
  const state = stateOf(place);
  return KEY_PLACE_TRANSITIONS[action].from.includes(state) ? null : illegalTransition(state, listOpen(KEY_PLACE_TRANSITIONS, state));
}

const announcePlace = (announce: Announce, { id, areaPath }: Pick<KeyPlace, 'id' | 'areaPath'>, payload: object) =>
  announce({ topic: 'key-place.changed', subject: id, areaPath, payload: { keyPlaceId: id, ...payload } });

/** 重点部位: which places are to be watched, by how many channels, and which channels stand there. */
export function createKeyPlaceChanges({ change, now }: VideoChangeTools) {
  const move = <Refused extends object = never>(
    action: KeyPlaceAction,
    input: MoveInput,
    work: (tx: Tx, place: KeyPlace) => Promise<{ readonly data: Prisma.KeyPlaceUpdateInput } | { readonly refusal: Refused }>,
  ) => change({ idempotencyKey: input.idempotencyKey, operation: action, input }, async (tx, announce) => {
    const [place] = await lockKeyPlaces(tx, [input.id]);
    if (!place) return notFound(input.id);
    const illegal = refuse(place, action);
    if (illegal) return illegal;
    if (place.version !== input.expectedVersion) return staleVersion(place.version);
    const result = await work(tx, place);
    if ('refusal' in result) return result.refusal;
    await tx.keyPlace.update({ where: { id: place.id }, data: { ...result.data, version: place.version + 1 } });
    await announcePlace(announce, place, { action });
    return changed(place.id);
  });

  /** The channel's record changes, and with it what the place has. */
  async function moveChannel(tx: Tx, announce: Announce, { channel, place, to, action }: {
    readonly channel: { readonly id: string; readonly areaPath: string; readonly version: number };
    readonly place: KeyPlace;
    readonly to: string | null;
    readonly action: KeyPlaceAction;
  }): Promise<ChangedAssignment> {
    await tx.videoChannel.update({ where: { id: channel.id }, data: { keyPlaceId: to, version: channel.version + 1 } });
    await announce({ topic: 'channel.changed', subject: channel.id, areaPath: channel.areaPath, payload: { channelId: channel.id, action } });
    await announcePlace(announce, place, { action, channelId: channel.id });
    return assigned(channel.id, place.id);
  }

  return {
    registerKeyPlace(input: RegisterKeyPlaceInput) {
      const place = {
        name: checkImpersonalText('name', input.name, 100), kind: input.kind,
        positionType: checkWhole('positionType', input.positionType, POSITION_TYPE_RANGE),
        areaPath: checkAreaPath('areaPath', input.areaPath),
        requiredChannels: checkWhole('requiredChannels', input.requiredChannels, [1, MAX_REQUIRED]),
        ...checkPoint('location', input.location),
      };
      return change({ idempotencyKey: input.idempotencyKey, operation: 'registerKeyPlace', input }, async (tx, announce) => {
        const id = randomUUID();
        await tx.keyPlace.create({ data: { ...place, id, provenance: 'REGISTERED' } });
        await announcePlace(announce, { ...place, id }, { action: 'registerKeyPlace' });
        return changed(id);
      });
    },

    changeRequiredChannels(input: ChangeRequiredChannelsInput) {
      const requiredChannels = checkWhole('requiredChannels', input.requiredChannels, [1, MAX_REQUIRED]);
      return move('changeRequiredChannels', input, async () => ({ data: { requiredChannels } }));
    },

    retireKeyPlace(input: RetireKeyPlaceInput) {
      return move('retireKeyPlace', input, async (tx, { id }) => {
        const left = await tx.videoChannel.findMany({ where: { keyPlaceId: id, retiredAt: null }, select: { id: true }, orderBy: { id: 'asc' } });
        return left.length > 0 ? { refusal: channelsLeft(left.map((channel) => channel.id)) } : { data: { retiredAt: now() } };
      });
    },

    assignChannelToKeyPlace(input: AssignChannelToKeyPlaceInput) {
      const { idempotencyKey, channelId, keyPlaceId, expectedVersion } = input;
      const action = 'assignChannelToKeyPlace';
      return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
        const { channel, refusal } = await claimChannel(tx, { action, id: channelId, expectedVersion });
        if (!channel) return refusal;
        if (channel.keyPlaceId !== null) return alreadyAssigned(channel.keyPlaceId);
        const [place] = await lockKeyPlaces(tx, [keyPlaceId]);
        if (!place) return notFound(keyPlaceId);
        return refuse(place, action) ?? await moveChannel(tx, announce, { channel, place, to: place.id, action });
      });
    },

    unassignChannelFromKeyPlace(input: UnassignChannelFromKeyPlaceInput) {
      const { idempotencyKey, channelId, expectedVersion } = input;
      const action = 'unassignChannelFromKeyPlace';
      return change({ idempotencyKey, operation: action, input }, async (tx, announce) => {
        const { channel, refusal } = await claimChannel(tx, { action, id: channelId, expectedVersion });
        if (!channel) return refusal;
        const [place] = await lockKeyPlaces(tx, [channel.keyPlaceId]);
        return place ? await moveChannel(tx, announce, { channel, place, to: null, action }) : notAssigned();
      });
    },
  };
}
