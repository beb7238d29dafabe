import type { PillarName } from '@sizhu/contract';
import type { Random } from '../src/sample/random.js';

/** One statement that moves, changes, adds or removes some rows. */
export type Write = readonly [text: string, values: readonly unknown[]];
export type Draw = (random: Random, paths: readonly string[]) => Write;

const healths = ['ONLINE', 'OFFLINE', 'STALE', 'DEFECT'] as const;
const statuses = ['PLANNED', 'BUILDING', 'BUILT', 'OPERATING', 'CLOSED'] as const;
const states = ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'IN_PROGRESS', 'CLOSED', 'FILED', 'EVALUATED'] as const;
const levels = ['CITY', 'DISTRICT', 'STREET', 'COMMUNITY'] as const;

/** Rows that look random and are the same for the same number, few enough for several writers to meet at them. */
const some = (table: string, key: string, random: Random): string =>
  `${key} IN (SELECT ${key} FROM ${table} ORDER BY md5(${key}::text || '${random.int(0, 40)}') LIMIT ${random.int(1, 6)})`;

const moment = (random: Random): string | null =>
  (random.chance(0.2) ? null : new Date(Date.UTC(2017, random.int(0, 14), random.int(1, 28), random.int(0, 23))).toISOString());
const certain = (random: Random): string => moment(random) ?? '2017-12-31T16:00:00Z';
const newId = (random: Random): string => `new${random.int(0, 1_000_000_000)}`;

const move = (table: string, key = 'id', column = 'area_path'): Draw => (random, paths) =>
  [`UPDATE ${table} SET ${column} = $1 WHERE ${some(table, key, random)}`, [random.pick(paths)]];
const remove = (table: string, key = 'id'): Draw => (random) => [`DELETE FROM ${table} WHERE ${some(table, key, random)}`, []];

const centers: readonly Draw[] = [
  move('center'), move('staffing_record', 'center_id'), move('funding_record', 'center_id'), move('demonstration_site', 'center_id'),
  move('area', 'code', 'path'),
  remove('compliance_check', 'center_id'), remove('demonstration_site', 'center_id'), remove('funding_record', 'center_id'), remove('center'),
  (random) => [`UPDATE center SET status = $1, level = $2 WHERE ${some('center', 'id', random)}`, [random.pick(statuses), random.pick(levels)]],
  (random) => [`UPDATE area SET valid_to = $1, level = $2 WHERE ${some('area', 'code', random)}`, [random.chance(0.5) ? null : '2020-01-01', random.pick(levels)]],
  (random) => [`UPDATE compliance_check SET passed = $1 WHERE ${some('compliance_check', 'center_id', random)} AND item_id = $2`,
    [random.chance(0.7), `S${random.int(1, 9)}`]],
  (random) => [`UPDATE compliance_check SET passed = true WHERE ${some('compliance_check', 'center_id', random)}`, []],
  (random) => [`UPDATE staffing_record SET headcount = $1 WHERE ${some('staffing_record', 'center_id', random)}`, [random.int(0, 9)]],
  (random) => [`INSERT INTO funding_record SELECT id, $1, 'SOCIAL', 'PAY', area_path, $2, 'REGISTERED' FROM center WHERE ${some('center', 'id', random)}
    ON CONFLICT (center_id, year, source, purpose) DO UPDATE SET amount_yuan = excluded.amount_yuan`, [random.int(2016, 2018), random.int(1, 9_999)]],
  (random) => [`INSERT INTO demonstration_site SELECT id, area_path, level, '', 'REGISTERED' FROM center WHERE ${some('center', 'id', random)} ON CONFLICT DO NOTHING`, []],
  (random, paths) => [`INSERT INTO area (code, name, level, path, roster_version, valid_from, provenance) VALUES ($1, $1, $2, $3, 'x', '2017-01-01', 'REGISTERED')`,
    [newId(random), random.pick(levels), random.pick(paths)]],
  (random) => [`INSERT INTO center (id, area_code, area_path, name, level, kind, status, provenance)
    SELECT 'C' || code, code, path, name, level, 'CENTER', $1, 'REGISTERED' FROM area WHERE ${some('area', 'code', random)} ON CONFLICT DO NOTHING`, [random.pick(statuses)]],
];

const informatization: readonly Draw[] = [
  move('connected_center', 'center_id'), move('platform_connection', 'center_id'), move('video_net_node'),
  remove('platform_connection', 'center_id'), remove('connected_center', 'center_id'), remove('video_net_node'), remove('base_dataset', 'area_path'),
  (random) => [`UPDATE platform_connection SET status = $1 WHERE ${some('platform_connection', 'center_id', random)} AND platform_id = $2`,
    [random.pick(['NONE', 'PARTIAL', 'FULL', 'FULL']), `N${random.int(1, 4)}`]],
  (random) => [`UPDATE platform_connection SET status = 'FULL' WHERE ${some('platform_connection', 'center_id', random)}`, []],
  (random) => [`UPDATE connected_center SET level = $1 WHERE ${some('connected_center', 'center_id', random)}`, [random.pick(levels)]],
  (random) => [`UPDATE base_dataset SET record_count = $1, qualifier = $2 WHERE ${some('base_dataset', 'area_path', random)}`,
    [random.int(0, 2_000_000), random.pick(['EXACT', 'AT_LEAST'])]],
  (random) => [`INSERT INTO platform_connection SELECT center_id, $1, area_path, level, $2, NULL, 'REGISTERED' FROM connected_center WHERE ${some('connected_center', 'center_id', random)}
    ON CONFLICT (center_id, platform_id) DO UPDATE SET status = excluded.status`, [`N${random.int(1, 4)}`, random.pick(['NONE', 'FULL'])]],
  (random) => [`INSERT INTO video_net_node SELECT 'V' || center_id, center_id, area_path, level, '2018-01-01', 'REGISTERED' FROM connected_center
    WHERE ${some('connected_center', 'center_id', random)} ON CONFLICT DO NOTHING`, []],
  (random, paths) => [`INSERT INTO base_dataset (area_path, definition_id, record_count, qualifier, counted_at, provenance) VALUES ($1, $2, $3, 'EXACT', now(), 'REGISTERED')
    ON CONFLICT (area_path, definition_id) DO UPDATE SET record_count = excluded.record_count`, [random.pick(paths), `B0${random.int(1, 9)}`, random.int(0, 500)]],
];

const grid: readonly Draw[] = [
  move('grid'), move('grid_post', 'grid_id'), move('grid_event'), move('dispute_case'),
  remove('grid'), remove('grid_post', 'grid_id'), remove('grid_event'), remove('dispute_case'),
  (random) => [`UPDATE grid SET households = $1, terminals = $2 WHERE ${some('grid', 'id', random)}`, [random.chance(0.3) ? null : random.int(0, 500), random.int(0, 3)]],
  (random) => [`UPDATE grid_post SET filled = $1 WHERE ${some('grid_post', 'grid_id', random)}`, [random.int(0, 3)]],
  (random) => [`UPDATE grid_event SET state = $1, category = $2, severity = $3 WHERE ${some('grid_event', 'id', random)}`,
    [random.pick(states), random.pick(['DISPUTE', 'OTHER']), random.pick(['I', 'II', 'III', 'IV'])]],
  (random) => [`UPDATE grid_event SET reported_at = $1, accepted_at = $2, due_at = $3, closed_at = $4 WHERE ${some('grid_event', 'id', random)}`,
    [certain(random), moment(random), moment(random), moment(random)]],
  (random) => [`UPDATE dispute_case SET result = $1, method_code = $2, kind_code = $3 WHERE ${some('dispute_case', 'id', random)}`,
    [random.pick(['RESOLVING', 'SUCCEEDED', 'FAILED']), random.pick([null, '01', '03']), String(random.int(0, 3))]],
  (random) => [`UPDATE dispute_case SET opened_at = $1, accepted_at = $2, due_at = $3 WHERE ${some('dispute_case', 'id', random)}`,
    [certain(random), moment(random), moment(random)]],
  (random, paths) => [`INSERT INTO grid_event (id, title, category, subcategory_code, severity, state, origin, area_path, center_id, reported_at, due_at, state_since, provenance)
    SELECT $1 || n, '', 'OTHER', '0901', 'IV', $2, 'PUBLIC_REPORT', $3, 'C2102', $4, $5, $4, 'REGISTERED' FROM generate_series(1, $6::int) AS n`,
  [newId(random), random.pick(states), random.pick(paths), certain(random), moment(random), random.pick([1, 5, 1_200])]],
  (random, paths) => [`INSERT INTO dispute_case (id, title, kind_code, scale_code, state, result, area_path, center_id, opened_at, provenance)
    VALUES ($1, '', '1', '01', 'REGISTERED', 'RESOLVING', $2, 'C2102', $3, 'REGISTERED')`, [newId(random), random.pick(paths), certain(random)]],
  (random, paths) => {
    const id = newId(random);
    return [`INSERT INTO grid (id, code, name, area_path, terminals, terminals_active, provenance) VALUES ($1, $1, '', $2, 2, 1, 'REGISTERED')`, [id, random.pick(paths)]];
  },
];

const video: readonly Draw[] = [
  move('video_channel'), move('key_place'), move('police_count', 'area_path'),
  remove('video_channel'), remove('key_place'), remove('police_count', 'area_path'),
  (random) => [`UPDATE video_channel SET health = $1, intact = $2 WHERE ${some('video_channel', 'id', random)}`, [random.pick(healths), random.chance(0.5)]],
  (random) => [`UPDATE video_channel SET health = 'STALE' WHERE health = 'ONLINE' AND ${some('video_channel', 'id', random)}`, []],
  (random) => [`UPDATE video_channel SET built = $1, shared_center_id = $2 WHERE ${some('video_channel', 'id', random)}`, [random.chance(0.5), random.pick([null, 'C2102'])]],
  (random) => [`UPDATE video_channel SET built = $1 WHERE ${some('key_place', 'id', random).replace(/^id IN/, 'key_place_id IN')}`, [random.chance(0.5)]],
  (random) => [`UPDATE video_channel SET key_place_id = (SELECT id FROM key_place WHERE ${some('key_place', 'id', random)} LIMIT 1) WHERE ${some('video_channel', 'id', random)}`, []],
  (random) => [`UPDATE key_place SET kind = $1 WHERE ${some('key_place', 'id', random)}`, [random.pick(['KEY_SITE', 'IMPORTANT_TARGET', 'COMPLEX_VENUE'])]],
  (random) => [`UPDATE police_count SET online = online + $1, offline = offline - $1 WHERE ${some('police_count', 'area_path', random)}`, [random.int(-3, 3)]],
  (random, paths) => [`INSERT INTO key_place (id, name, kind, area_path, position_type, required_channels, latitude, longitude, provenance)
    VALUES ($1, '', 'KEY_SITE', $2, 1, 1, 38.9, 121.6, 'REGISTERED')`, [newId(random), random.pick(paths)]],
  (random, paths) => [`INSERT INTO video_channel (id, device_id, name, area_path, key_place_id, latitude, longitude, built, networked, intact, record_complete, health, observed_at, provenance)
    SELECT $1 || id, $1 || id, '', $2, id, 38.9, 121.6, true, true, true, true, $3, now(), 'REGISTERED' FROM key_place WHERE ${some('key_place', 'id', random)}`,
  [newId(random), random.pick(paths), random.pick(healths)]],
];

export const draws: Readonly<Record<PillarName, readonly Draw[]>> = { centers, informatization, grid, video };
