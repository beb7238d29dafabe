import { withClient } from '../database/client.js';
import { readSampleCity, withSampleLock, type Urls } from './state.js';

export interface RenewOptions {
  readonly urls: Urls;
  readonly now: Date;
  /** Observations younger than that are left alone. */
  readonly olderThanMs?: number;
}

const HOUR_MS = 3_600_000;

/**
 * Nobody observes the sample's channels, so that a city that is started weeks later would look dead. All its
 * observations move forward by the same time, the latest to this moment: what was old against the rest stays
 * so, and no state changes. Real channels are never touched, and nothing is where there is no sample city.
 */
export const renewObservations = ({ urls, now, olderThanMs = HOUR_MS }: RenewOptions): Promise<void> =>
  // Two that move the same rows at a time would move them twice.
  withSampleLock(urls, async (centers) => {
    if (!await readSampleCity(centers)) return;
    await withClient(urls.video, (video) => video.query(`
      WITH latest AS (SELECT max(observed_at) AS at FROM video_channel WHERE provenance = 'SAMPLE')
      UPDATE video_channel SET observed_at = observed_at + ($1::timestamptz - latest.at)
      FROM latest WHERE provenance = 'SAMPLE' AND latest.at < $2::timestamptz`,
    [now, new Date(now.getTime() - olderThanMs)]));
  });
