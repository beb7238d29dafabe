import { certain, change, move, newId, perhaps, remove, some, type Draw } from './draw.js';

const healths = ['ONLINE', 'OFFLINE', 'STALE', 'DEFECT'] as const;

export const video: readonly Draw[] = [
  move('video_channel'),
  move('key_place'),
  move('police_count', 'area_path'),
  remove('video_channel'),
  remove('key_place'),
  remove('police_count', 'area_path'),
  change('video_channel', 'health = $1, intact = $2', (random) => [random.pick(healths), random.chance(0.5)]),
  change('video_channel', 'built = $1, networked = $1, shared_center_id = $2', (random) => (random.chance(0.5) ? [false, null] : [true, random.pick([null, 'C2102'])])),
  change('video_channel', 'retired_at = $1', (random) => [perhaps(random)]),
  change('video_channel', 'health = $1, observed_at = $2', (random) => [random.pick(healths), certain(random)]),
  change('video_channel', 'ptz_type = $1, placement = $2', (random) => [random.pick(['DOME', null]), random.pick(['INDOOR', null])]),
  change('key_place', 'kind = $1', (random) => [random.pick(['KEY_SITE', 'IMPORTANT_TARGET', 'COMPLEX_VENUE'])]),
  change('key_place', 'required_channels = $1', (random) => [random.int(0, 6)]),
  change('key_place', 'retired_at = $1', (random) => [perhaps(random)]),
  move('coverage_segment'),
  remove('coverage_segment'),
  change('coverage_segment', 'length_km = $1, retired_at = $2', (random) => [random.int(1, 20_000) / 1_000, perhaps(random)]),
  move('xueliang_project'),
  remove('xueliang_project'),
  change('xueliang_project', "state = 'BUILDING', accepted_channels = NULL, cancelled_on = NULL, reason = NULL, built_channels = $1, spent_yuan = $2",
    (random) => [random.int(0, 500), random.pick([null, 1_000_000])]),
  change('xueliang_project', "state = 'ACCEPTED', accepted_channels = built_channels, cancelled_on = NULL, reason = NULL, market_yuan = $1", (random) => [random.int(0, 90_000)]),
  change('police_count', 'online = online + $1, offline = offline - $1', (random) => [random.int(-3, 3)], 'area_path'),
  (random) => [`UPDATE video_channel SET built = $1, networked = false, shared_center_id = NULL WHERE key_place_id IN (SELECT id FROM key_place WHERE ${some(random, 'key_place')})`,
    [random.chance(0.5)]],
  (random) => [`
    UPDATE video_channel SET key_place_id = (SELECT id FROM key_place WHERE ${some(random, 'key_place')} LIMIT 1)
    WHERE ${some(random, 'video_channel')}`],
  move('viewing_ticket'),
  change('viewing_ticket', 'state = $1, purpose = $2, approval_ref = $3',
    (random) => [random.pick(['REQUESTED', 'OPEN', 'CLOSED', 'EXPIRED']), random.pick([null, 'DISPUTE_EVIDENCE']), random.pick([null, 'PZ-1'])]),
  change('viewing_ticket', 'requested_at = $1, opened_at = CASE WHEN opened_at IS NULL THEN window_from END', (random) => [certain(random)]),
  move('video_patrol'),
  move('patrol_finding'),
  remove('patrol_finding'),
  remove('video_patrol'),
  change('video_patrol', `state = 'ABANDONED', started_at = $1, ended_at = now(), reason = '' , planned_at = $2`, (random) => [perhaps(random), certain(random)]),
  change('video_patrol', 'checkpoints = checkpoints + $1, visited = visited + $1', (random) => [random.int(0, 3)]),
  change('patrol_finding', 'event_id = $1 || id, found_at = $2', (random) => [random.pick(['E', null]), certain(random)]),
  (random, paths) => [`
    INSERT INTO key_place (id, name, kind, area_path, position_type, required_channels, latitude, longitude, provenance)
    VALUES ($1, '', 'KEY_SITE', $2, 1, 1, 38.9, 121.6, 'REGISTERED')`,
  [newId(random), random.pick(paths)]],
  (random, paths) => [`
    INSERT INTO video_channel (id, device_id, name, area_path, key_place_id, latitude, longitude,
      built, networked, intact, record_complete, health, observed_at, provenance)
    SELECT $1 || id, $1 || id, '', $2, id, 38.9, 121.6, true, true, true, true, $3, now(), 'REGISTERED'
    FROM key_place WHERE ${some(random, 'key_place')}`,
  [newId(random), random.pick(paths), random.pick(healths)]],
];
