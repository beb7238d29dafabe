import { certain, change, levels, move, newId, remove, some, type Draw } from './draw.js';

const statuses = ['PLANNED', 'BUILDING', 'BUILT', 'OPERATING', 'CLOSED'] as const;

export const centers: readonly Draw[] = [
  move('center'),
  move('area', 'code', 'path'),
  move('staffing_record', 'center_id'),
  move('funding_record', 'center_id'),
  move('demonstration_site', 'center_id'),
  move('finding'),
  remove('center'),
  remove('compliance_check', 'center_id'),
  remove('compliance_assessment'),
  remove('inspection'),
  remove('finding'),
  remove('demonstration_site', 'center_id'),
  remove('funding_record', 'center_id'),
  change('center', 'status = $1, level = $2', (random) => [random.pick(statuses), random.pick(levels)]),
  change('area', 'valid_to = $1, level = $2', (random) => [random.chance(0.5) ? null : '2020-01-01', random.pick(levels)], 'code'),
  change('staffing_record', 'headcount = $1', (random) => [random.int(0, 9)], 'center_id'),
  change('compliance_check', 'passed = true', () => [], 'center_id'),
  change('compliance_check', 'corrected_on = $1', (random) => [random.chance(0.5) ? null : '2018-01-02'], 'center_id'),
  change('compliance_assessment', 'assessed_on = $1', (random) => [certain(random).slice(0, 10)]),
  change('finding', 'state = $1, due_on = $2', (random) => [random.pick(['OPEN', 'CORRECTED', 'VERIFIED']), certain(random).slice(0, 10)]),
  (random) => [`
    INSERT INTO compliance_assessment (id, center_id, seq, standard_id, assessed_on, provenance)
    SELECT $1 || id, id, $2, 'S', $3, 'REGISTERED' FROM center WHERE ${some(random, 'center')} ON CONFLICT DO NOTHING`,
  [newId(random), random.int(3, 1_000_000), certain(random).slice(0, 10)]],
  (random, paths) => [`INSERT INTO finding (id, area_path, text, state, found_on, due_on, provenance) VALUES ($1, $2, '', $3, '2018-01-01', $4, 'REGISTERED')`,
    [newId(random), random.pick(paths), random.pick(['OPEN', 'CORRECTED', 'VERIFIED']), certain(random).slice(0, 10)]],
  (random) => [`UPDATE compliance_check SET passed = $1 WHERE item_id = $2 AND ${some(random, 'compliance_check', 'center_id')}`,
    [random.chance(0.7), `S${random.int(1, 9)}`]],
  (random) => [`
    INSERT INTO funding_record SELECT id, $1, 'SOCIAL', 'PAY', area_path, $2, 'REGISTERED' FROM center WHERE ${some(random, 'center')}
    ON CONFLICT (center_id, year, source, purpose) DO UPDATE SET amount_yuan = excluded.amount_yuan`,
  [random.int(2016, 2018), random.int(1, 9_999)]],
  (random) => [`
    INSERT INTO demonstration_site SELECT id, area_path, level, '', 'REGISTERED' FROM center WHERE ${some(random, 'center')}
    ON CONFLICT DO NOTHING`],
  (random, paths) => [`
    INSERT INTO area (code, name, level, path, roster_version, valid_from, provenance)
    VALUES ($1, $1, $2, $3, 'x', '2017-01-01', 'REGISTERED')`,
  [newId(random), random.pick(levels), random.pick(paths)]],
  (random) => [`
    INSERT INTO center (id, area_code, area_path, name, level, kind, status, provenance)
    SELECT 'C' || code, code, path, name, level, 'CENTER', $1, 'REGISTERED' FROM area WHERE ${some(random, 'area', 'code')}
    ON CONFLICT DO NOTHING`, [random.pick(statuses)]],
];
