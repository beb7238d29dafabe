import { checkAreaPath, checkKey, checkPoint, checkText, notFound, toDayValue, type Announce } from '@sizhu/kit';
import { randomUUID } from 'node:crypto';
import type { RegisterChannelInput, RetireChannelInput, UpdateChannelInput } from '../__generated__/resolvers.js';
import { findDisorder } from '../channels/channel-facts.js';
import { deviceIdTaken, findDeviceIdFaults, policeChannelRefused } from '../channels/channel-refusals.js';
import type { VideoChangeTools } from './change.js';
import { claimChannel, isClosedPlace } from './registry-locks.js';

type Optional<Input> = { readonly [Key in keyof Input]?: Input[Key] | null | undefined };

function checkChannel(input: Optional<Omit<RegisterChannelInput, 'idempotencyKey'>>): void {
  if (input.name != null) checkText('name', input.name, 100);
  if (input.areaPath != null) checkAreaPath('areaPath', input.areaPath);
  if (input.location) checkPoint('location', input.location);
  for (const field of ['keyPlaceId', 'gridId', 'sharedCenterId', 'maintainerId'] as const) checkKey(field, input[field]);
}

const toDay = (day: string | null): Date | null => (day === null ? null : toDayValue(day));
const changed = (id: string) => ({ __typename: 'ChannelChanged', id } as const);

const announceChange = (announce: Announce, topic: string, { id, areaPath }: { readonly id: string; readonly areaPath: string }) =>
  announce({ topic, subject: id, areaPath, payload: { channelId: id } });

/** The registry of channels of the PUBLIC class. */
export const createChannelChanges = ({ change, now }: VideoChangeTools) => ({
  registerChannel(input: RegisterChannelInput) {
    checkChannel(input);
    return change({ idempotencyKey: input.idempotencyKey, operation: 'registerChannel', input }, async (tx, announce) => {
      if (input.resourceClass === 'POLICE') return policeChannelRefused();
      const facts = { built: input.built ?? false, networked: input.networked ?? false, sharedCenterId: input.sharedCenterId ?? null };
      const refusal = findDeviceIdFaults(input.deviceId, input.edition) ?? findDisorder(facts);
      if (refusal) return refusal;
      if (await isClosedPlace(tx, input.keyPlaceId)) return notFound(input.keyPlaceId ?? '');
      const row = {
        ...facts, ...input.location, id: randomUUID(), deviceId: input.deviceId, edition: input.edition, name: input.name.trim(),
        areaPath: input.areaPath, keyPlaceId: input.keyPlaceId ?? null, gridId: input.gridId ?? null, intact: facts.built,
        ptzType: input.ptzType ?? null, placement: input.placement ?? null, maintainerId: input.maintainerId ?? null,
        installedOn: toDay(input.installedOn ?? null), provenance: 'REGISTERED' as const,
        // Nobody has seen it yet, so nothing is to be believed of it.
        health: 'STALE' as const, observedAt: now(),
      };
      // A duplicate must not end the transaction: the refusal is part of it.
      const { count } = await tx.videoChannel.createMany({ data: [row], skipDuplicates: true });
      if (count === 0) return deviceIdTaken((await tx.videoChannel.findUniqueOrThrow({ where: { deviceId: input.deviceId } })).id);
      await announceChange(announce, 'channel.registered', row);
      return changed(row.id);
    });
  },

  updateChannel(input: UpdateChannelInput) {
    checkChannel(input);
    return change({ idempotencyKey: input.idempotencyKey, operation: 'updateChannel', input }, async (tx, announce) => {
      const { channel, refusal } = await claimChannel(tx, { action: 'updateChannel', ...input });
      if (!channel) return refusal;
      const orBefore = <Value>(value: Value | null | undefined, before: Value) => (value === undefined ? before : value);
      const facts = {
        built: input.built ?? channel.built,
        networked: input.networked ?? channel.networked,
        sharedCenterId: orBefore(input.sharedCenterId, channel.sharedCenterId),
      };
      const disorder = findDisorder(facts);
      if (disorder) return disorder;
      if (await isClosedPlace(tx, input.keyPlaceId, channel.keyPlaceId)) return notFound(input.keyPlaceId ?? '');
      const after = await tx.videoChannel.update({
        where: { id: channel.id },
        data: {
          ...facts, ...(input.location ?? {}),
          name: input.name?.trim() ?? channel.name,
          areaPath: input.areaPath ?? channel.areaPath,
          keyPlaceId: orBefore(input.keyPlaceId, channel.keyPlaceId),
          gridId: orBefore(input.gridId, channel.gridId),
          ptzType: orBefore(input.ptzType, channel.ptzType),
          placement: orBefore(input.placement, channel.placement),
          maintainerId: orBefore(input.maintainerId, channel.maintainerId),
          installedOn: input.installedOn === undefined ? channel.installedOn : toDay(input.installedOn),
          ...(facts.built !== channel.built && { intact: facts.built && channel.health !== 'DEFECT' }),
          version: channel.version + 1,
        },
      });
      await announceChange(announce, 'channel.changed', after);
      return changed(channel.id);
    });
  },

  retireChannel(input: RetireChannelInput) {
    return change({ idempotencyKey: input.idempotencyKey, operation: 'retireChannel', input }, async (tx, announce) => {
      const { channel, refusal } = await claimChannel(tx, { action: 'retireChannel', ...input });
      if (!channel) return refusal;
      await tx.videoChannel.update({ where: { id: channel.id }, data: { retiredAt: now(), version: channel.version + 1 } });
      await announceChange(announce, 'channel.retired', channel);
      return changed(channel.id);
    });
  },
});
