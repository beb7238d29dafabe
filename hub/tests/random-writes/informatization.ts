import { certain, change, levels, move, newId, remove, some, type Draw } from './draw.js';

export const informatization: readonly Draw[] = [
  move('connected_center', 'center_id'),
  move('platform_connection', 'center_id'),
  move('video_net_node'),
  remove('platform_connection', 'center_id'),
  remove('connected_center', 'center_id'),
  remove('video_net_node'),
  remove('base_dataset', 'area_path'),
  change('platform_connection', `status = 'FULL'`, () => [], 'center_id'),
  change('connected_center', 'level = $1', (random) => [random.pick(levels)], 'center_id'),
  change('base_dataset', 'record_count = $1, qualifier = $2',
    (random) => [random.int(0, 2_000_000), random.pick(['EXACT', 'AT_LEAST'])], 'area_path'),
  move('video_net_session'),
  remove('video_net_session'),
  change('video_net_session', `held_at = held_at + $1::int * interval '1 day', nodes_attended = $2`, (random) => [random.int(-60, 60), random.int(0, 9)]),
  (random, paths) => [`
    INSERT INTO video_net_session (id, host_center_id, area_path, held_at, topic, minutes, nodes_invited, nodes_attended, provenance)
    VALUES ($1, 'C2102', $2, $3, 'MEETING', 30, 9, $4, 'REGISTERED') ON CONFLICT DO NOTHING`,
  [newId(random), random.pick(paths), certain(random), random.int(0, 9)]],
  move('base_record'),
  remove('base_record'),
  change('base_record', 'kind = $1, definition_id = $2', (random) => [random.pick(['PREMISES', 'FACILITY']), random.pick(['B04', 'B09'])]),
  (random, paths) => [`
    INSERT INTO base_record (id, kind, definition_id, name, area_path, updated_at, provenance)
    SELECT $1 || at, 'PREMISES', 'B04', '1号楼', $2, now(), 'REGISTERED' FROM generate_series(1, $3::int) AS at ON CONFLICT DO NOTHING`,
  [newId(random), random.pick(paths), random.pick([1, 3, 1_200])]],
  move('infrastructure_project'),
  remove('infrastructure_project'),
  change('infrastructure_project', 'phase = $1, budget_yuan = $2, spent_yuan = $3', (random) => [
    random.pick(['PLANNED', 'BUILDING', 'OPERATING']), random.int(0, 900), random.chance(0.5) ? null : random.int(0, 900)]),
  (random, paths) => [`
    INSERT INTO infrastructure_project (id, area_path, name, kind, phase, lead_organization_id, budget_yuan, planned_start, planned_end, provenance)
    VALUES ($1, $2, '专线', 'NETWORK', 'PLANNED', 'O2102', $3, '2018-01-01', '2018-06-01', 'REGISTERED') ON CONFLICT DO NOTHING`,
  [newId(random), random.pick(paths), random.int(1, 900)]],
  move('early_warning'),
  remove('early_warning'),
  change('early_warning', 'state = $1, level = $2, week = week + $3::int', (random) => [
    random.pick(['RAISED', 'ACKNOWLEDGED', 'CLOSED']), random.pick(['YELLOW', 'RED']), 7 * random.int(-9, 9)]),
  (random, paths) => [`
    INSERT INTO early_warning (id, area_path, series, week, observed, expected, score, level, raised_at, provenance)
    VALUES ($1, $2, 'EVENTS_REPORTED', '2018-01-01'::date + $3::int, 9, 2, 3.5, $4, now(), 'REGISTERED') ON CONFLICT DO NOTHING`,
  [newId(random), random.pick(paths), 7 * random.int(0, 30), random.pick(['YELLOW', 'ORANGE', 'RED'])]],
  (random) => [`UPDATE platform_connection SET status = $1 WHERE platform_id = $2 AND ${some(random, 'platform_connection', 'center_id')}`,
    [random.pick(['NONE', 'PARTIAL', 'FULL', 'FULL']), `N${random.int(1, 4)}`]],
  (random) => [`
    INSERT INTO platform_connection
    SELECT center_id, $1, area_path, level, $2, NULL, 'REGISTERED' FROM connected_center WHERE ${some(random, 'connected_center', 'center_id')}
    ON CONFLICT (center_id, platform_id) DO UPDATE SET status = excluded.status`,
  [`N${random.int(1, 4)}`, random.pick(['NONE', 'FULL'])]],
  (random) => [`
    INSERT INTO video_net_node SELECT 'V' || center_id, center_id, area_path, level, '2018-01-01', 'REGISTERED'
    FROM connected_center WHERE ${some(random, 'connected_center', 'center_id')} ON CONFLICT DO NOTHING`],
  (random, paths) => [`
    INSERT INTO base_dataset (area_path, definition_id, record_count, qualifier, counted_at, provenance)
    VALUES ($1, $2, $3, 'EXACT', now(), 'REGISTERED')
    ON CONFLICT (area_path, definition_id) DO UPDATE SET record_count = excluded.record_count`,
  [random.pick(paths), `B0${random.int(1, 9)}`, random.int(0, 500)]],
];
