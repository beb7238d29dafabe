import { day, startOfDay, toLocalDay, toStamp } from './calendar.js';
import { createRandom, type Random } from './random.js';
import type { Roster } from './roster.js';
import { readColumns, toTable, type SampleTable } from './table.js';

interface PatrolInput {
  readonly roster: Roster;
  /** Channels that may be looked at. */
  readonly channels: readonly { readonly id: string; readonly areaPath: string }[];
  /** What happened in the sample: events whose origin is a video patrol were found on one. */
  readonly happened: readonly SampleTable[];
  readonly seed: number;
  readonly anchorDate: string;
}

interface Found {
  readonly eventId: string;
  readonly note: string;
  readonly street: string;
  readonly at: number;
}

interface Stop {
  readonly channel: PatrolInput['channels'][number];
  readonly at: number;
  readonly found: Found | null;
}

const minute = 60_000;
const hour = 60 * minute;
const quietDays = 30;
const reasons = ['视频平台维护', '视联网线路中断', '临时抽调参加应急值守'];

const districtOf = (path: string): string => path.split('/').slice(0, 2).join('/');
const streetOf = (path: string): string => path.split('/').slice(0, 3).join('/');

/** One patrol a day of each district that found something, and of every district in the past month; those of today are planned. */
export function makePatrols({ roster, channels, happened, seed, anchorDate }: PatrolInput): SampleTable[] {
  const random = createRandom(seed, 'patrols');
  const today = startOfDay(anchorDate);
  const districts = roster.areas.filter(({ level }) => level === 'DISTRICT');
  const channelsIn = Map.groupBy(channels, ({ areaPath }) => streetOf(areaPath));
  const channelsOf = Map.groupBy(channels, ({ areaPath }) => districtOf(areaPath));
  const foundOn = groupFindings(happened);
  const patrols: Record<string, string | number | null>[] = [];
  const checkpoints: Record<string, string | number | null>[] = [];
  const findings: Record<string, string | number | null>[] = [];
  for (const district of districts) {
    const here = channelsOf.get(district.path) ?? [];
    if (here.length === 0) continue;
    const days = foundOn.get(district.path) ?? new Map<number, Found[]>();
    for (let at = 0; at <= quietDays; at += 1) {
      const one = toLocalDay(today) - at;
      if (!days.has(one)) days.set(one, []);
    }
    for (const [localDay, found] of [...days].sort(([one], [other]) => one - other)) {
      const begin = today + (localDay - toLocalDay(today)) * day;
      const patrol = drawPatrol({ begin, today, found, here, channelsIn }, random);
      const id = `P${district.code}-${new Date(begin + 8 * hour).toISOString().slice(0, 10).replaceAll('-', '')}`;
      patrols.push({
        id, area_path: district.path, center_id: roster.centerOf(district), title: `${district.name}视频巡逻`, ...patrol.row,
        by_post: patrol.row.started_at === null ? null : `${district.code}-VIDEO-DESK`, provenance: 'SAMPLE',
      });
      for (const [index, { channel, at, found: seen }] of patrol.stops.entries()) {
        const isVisited = index < patrol.row.visited;
        const result = seen ? 'FINDING' : random.chance(0.03) ? 'NO_PICTURE' : 'NORMAL';
        checkpoints.push({ patrol_id: id, seq: index + 1, channel_id: channel.id, result: isVisited ? result : null, visited_at: isVisited ? toStamp(at) : null });
        if (seen) {
          findings.push({
            id: `${id}-${index + 1}`, patrol_id: id, seq: index + 1, area_path: channel.areaPath, note: seen.note, found_at: toStamp(at),
            event_id: seen.eventId, provenance: 'SAMPLE',
          });
        }
      }
    }
  }
  return [toTable('video_patrol', patrols), toTable('patrol_checkpoint', checkpoints), toTable('patrol_finding', findings)];
}

/** By the district in which it was, and the day. */
function groupFindings(happened: readonly SampleTable[]): Map<string, Map<number, Found[]>> {
  const groups = new Map<string, Map<number, Found[]>>();
  const columns = { id: 'id', title: 'title', path: 'area_path', origin: 'origin', reported: 'reported_at' };
  for (const { id, title, path, origin, reported } of readColumns(happened, 'grid_event', columns)) {
    if (origin !== 'VIDEO_PATROL') continue;
    const at = Date.parse(String(reported));
    const days = groups.get(districtOf(String(path))) ?? new Map<number, Found[]>();
    groups.set(districtOf(String(path)), days);
    const found = days.get(toLocalDay(at)) ?? [];
    days.set(toLocalDay(at), found);
    found.push({ eventId: String(id), note: String(title), street: streetOf(String(path)), at });
  }
  return groups;
}

interface Day {
  readonly begin: number;
  readonly today: number;
  readonly found: readonly Found[];
  readonly here: PatrolInput['channels'];
  readonly channelsIn: ReadonlyMap<string, PatrolInput['channels']>;
}

function drawPatrol({ begin, today, found, here, channelsIn }: Day, random: Random) {
  const startedAt = Math.min(begin + 8 * hour + random.int(0, 20) * minute, ...found.map(({ at }) => at - 15 * minute));
  const stops: Stop[] = [
    // Reported some minutes after it was seen.
    ...found.map((one) => ({ channel: random.pick(channelsIn.get(one.street) ?? here), at: one.at - random.int(2, 8) * minute, found: one })),
    ...Array.from({ length: random.int(2, 4) }, () => ({ channel: random.pick(here), at: startedAt + random.int(5, 600) * minute, found: null })),
  ].sort((one, other) => one.at - other.at);
  const endedAt = Math.max(...stops.map(({ at }) => at)) + 10 * minute;
  const base = { planned_at: toStamp(Math.min(startedAt, begin + 8 * hour)), checkpoints: stops.length };
  if (begin >= today) {
    return { stops, row: { ...base, state: 'PLANNED', started_at: null, ended_at: null, reason: null, visited: 0, version: 1 } };
  }
  if (found.length === 0 && random.chance(0.05)) {
    const row = { ...base, state: 'ABANDONED', started_at: toStamp(startedAt), ended_at: toStamp(startedAt + 20 * minute), reason: random.pick(reasons), visited: 0, version: 3 };
    return { stops, row };
  }
  return { stops, row: { ...base, state: 'FINISHED', started_at: toStamp(startedAt), ended_at: toStamp(endedAt), reason: null, visited: stops.length, version: 3 + stops.length } };
}
