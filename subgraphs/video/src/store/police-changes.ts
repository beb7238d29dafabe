import { checkAreaPath, checkCount, checkMoment, commonPath, inputError } from '@sizhu/kit';
import type { RecordPoliceCountsInput } from '../__generated__/resolvers.js';
import type { VideoChangeTools } from './change.js';

type Count = RecordPoliceCountsInput['counts'][number];
type Measure = Exclude<keyof Count, 'areaPath'>;

/** A part and the whole that it cannot be more than. */
const PARTS: readonly (readonly [part: Measure, whole: Measure])[] = [
  ['built', 'registered'], ['networked', 'built'], ['sharedWithCenter', 'networked'], ['intact', 'built'], ['recordComplete', 'built'],
];
const HEALTH: readonly Measure[] = ['online', 'offline', 'stale', 'defect'];
const MEASURES: readonly Measure[] = ['registered', ...HEALTH, ...PARTS.map(([part]) => part)];

function checkPoliceCount(count: Count, at: number): void {
  const fieldOf = (name: string) => `counts[${at}].${name}`;
  checkAreaPath(fieldOf('areaPath'), count.areaPath);
  for (const name of MEASURES) if (count[name] < 0) throw inputError(fieldOf(name), `${count[name]} is below 0.`);
  for (const [part, whole] of PARTS) {
    if (count[part] > count[whole]) throw inputError(fieldOf(part), `${count[part]} is more than ${whole}, ${count[whole]}.`);
  }
  const seen = HEALTH.reduce((sum, name) => sum + count[name], 0);
  if (seen !== count.registered) throw inputError(fieldOf('registered'), `${count.registered} is not online, offline, stale and defect together, ${seen}.`);
}

/** What the police system says of its own channels: counts, never records. */
export const createPoliceChanges = ({ change, now }: VideoChangeTools) => ({
  recordPoliceCounts(input: RecordPoliceCountsInput) {
    checkCount('counts', input.counts, [1, 1_000]);
    checkMoment('countedAt', input.countedAt, now());
    input.counts.forEach(checkPoliceCount);
    const paths = input.counts.map(({ areaPath }) => areaPath);
    if (new Set(paths).size < paths.length) throw inputError('counts', 'names an area twice; send one count an area.');
    return change({ idempotencyKey: input.idempotencyKey, operation: 'recordPoliceCounts', input }, async (tx, announce) => {
      const columnOf = (name: Measure) => input.counts.map((count) => count[name]);
      const rows = await tx.$queryRaw<{ areaPath: string }[]>`
        INSERT INTO police_count AS known (area_path, registered, built, networked, shared, online, offline, stale, defect, intact, record_complete, counted_at, provenance)
        SELECT sent.*, ${input.countedAt}::timestamptz, 'REGISTERED'::"Provenance"
        FROM unnest(${paths}::text[], ${columnOf('registered')}::int[], ${columnOf('built')}::int[], ${columnOf('networked')}::int[],
          ${columnOf('sharedWithCenter')}::int[], ${columnOf('online')}::int[], ${columnOf('offline')}::int[], ${columnOf('stale')}::int[],
          ${columnOf('defect')}::int[], ${columnOf('intact')}::int[], ${columnOf('recordComplete')}::int[]) AS sent(area_path)
        ORDER BY sent.area_path
        ON CONFLICT (area_path) DO UPDATE SET
          registered = excluded.registered, built = excluded.built, networked = excluded.networked, shared = excluded.shared,
          online = excluded.online, offline = excluded.offline, stale = excluded.stale, defect = excluded.defect, intact = excluded.intact,
          record_complete = excluded.record_complete, counted_at = excluded.counted_at, provenance = excluded.provenance
        WHERE known.counted_at < excluded.counted_at
        RETURNING known.area_path AS "areaPath"`;
      const recorded = new Set(rows.map(({ areaPath }) => areaPath));
      if (recorded.size > 0) {
        await announce({ topic: 'police.counted', subject: 'POLICE', areaPath: commonPath([...recorded]), payload: { areas: recorded.size } });
      }
      return { __typename: 'PoliceCountsRecorded', recorded: recorded.size, outdated: paths.filter((path) => !recorded.has(path)) } as const;
    });
  },
});
