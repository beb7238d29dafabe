import { checkCount, checkMoment } from '@sizhu/kit';
import type { RecordObservationsInput } from '../__generated__/resolvers.js';
import type { VideoChangeTools } from './change.js';

interface Known {
  readonly id: string;
  readonly deviceId: string;
  readonly isNewer: boolean;
  readonly hasChanged: boolean;
}

/** What was observed of channels. Rows are locked in the order of their ids, so that batches cannot block each other for good. */
export const createObservationChanges = ({ change, now }: VideoChangeTools) => ({
  recordObservations(input: RecordObservationsInput) {
    checkCount('observations', input.observations, [1, 1_000]);
    const moment = now();
    input.observations.forEach(({ observedAt }, at) => checkMoment(`observations[${at}].observedAt`, observedAt, moment));
    // Of several of one channel the latest counts; of two at the same moment, the last.
    const latest = new Map<string, RecordObservationsInput['observations'][number]>();
    for (const one of input.observations) {
      const other = latest.get(one.deviceId);
      if (!other || other.observedAt <= one.observedAt) latest.set(one.deviceId, one);
    }
    const sent = [...latest.values()];
    const deviceIds = sent.map(({ deviceId }) => deviceId);
    const states = sent.map(({ state }) => (state === 'VLOST' ? 'DEFECT' : state));
    const moments = sent.map(({ observedAt }) => observedAt.toISOString());
    return change({ idempotencyKey: input.idempotencyKey, operation: 'recordObservations', input }, async (tx) => {
      await tx.$queryRaw`SELECT FROM video_channel WHERE device_id = ANY(${deviceIds}) AND retired_at IS NULL ORDER BY id FOR NO KEY UPDATE`;
      const known = await tx.$queryRaw<Known[]>`
        SELECT c.id, c.device_id AS "deviceId", c.observed_at < sent.observed_at AS "isNewer", c.health <> sent.health AS "hasChanged"
        FROM unnest(${deviceIds}::text[], ${states}::"HealthState"[], ${moments}::timestamptz[]) AS sent(device_id, health, observed_at)
        JOIN video_channel c USING (device_id) WHERE c.retired_at IS NULL`;
      const applied = known.filter(({ isNewer }) => isNewer);
      const changed = applied.filter(({ hasChanged }) => hasChanged);
      await tx.$executeRaw`
        UPDATE video_channel c SET health = sent.health, observed_at = sent.observed_at,
          intact = CASE sent.health WHEN 'DEFECT' THEN false WHEN 'ONLINE' THEN c.built ELSE c.intact END
        FROM unnest(${deviceIds}::text[], ${states}::"HealthState"[], ${moments}::timestamptz[]) AS sent(device_id, health, observed_at)
        WHERE c.device_id = sent.device_id AND c.id = ANY(${applied.map(({ id }) => id)})`;
      // As announce() does, for up to a thousand channels in one statement.
      await tx.$executeRaw`
        INSERT INTO outbox_event (topic, subject, area_path, payload)
        SELECT 'channel.status', id, area_path, jsonb_build_object('channelId', id, 'state', health, 'observedAt', observed_at)
        FROM video_channel WHERE id = ANY(${changed.map(({ id }) => id)}) ORDER BY id`;
      const isKnown = new Set(known.map(({ deviceId }) => deviceId));
      return {
        __typename: 'ObservationsRecorded', applied: applied.length, changed: changed.length, outdated: known.length - applied.length,
        unknown: deviceIds.filter((id) => !isKnown.has(id)),
      } as const;
    });
  },
});
