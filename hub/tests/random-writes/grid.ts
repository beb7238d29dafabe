import { certain, change, move, newId, perhaps, remove, type Draw } from './draw.js';

const states = ['REPORTED', 'ACCEPTED', 'DISPATCHED', 'IN_PROGRESS', 'CLOSED', 'FILED', 'EVALUATED'] as const;

export const grid: readonly Draw[] = [
  move('grid'),
  move('grid_post', 'grid_id'),
  move('grid_event'),
  move('dispute_case'),
  remove('grid'),
  remove('grid_post', 'grid_id'),
  remove('grid_event'),
  remove('dispute_case'),
  change('grid', 'households = $1, terminals = $2, terminals_faulty = $3', (random) => [random.chance(0.3) ? null : random.int(0, 500), random.int(0, 3), random.int(0, 1)]),
  change('grid_post', 'filled = $1', (random) => [random.int(0, 3)], 'grid_id'),
  change('grid_event', 'state = $1, category = $2, severity = $3',
    (random) => [random.pick(states), random.pick(['DISPUTE', 'OTHER']), random.pick(['I', 'II', 'III', 'IV'])]),
  change('grid_event', 'reported_at = $1, accepted_at = $2, due_at = $3, closed_at = $4',
    (random) => [certain(random), perhaps(random), perhaps(random), perhaps(random)]),
  change('dispute_case', 'result = $1, method_code = $2, kind_code = $3',
    (random) => [random.pick(['RESOLVING', 'SUCCEEDED', 'FAILED']), random.pick([null, '01', '03']), String(random.int(0, 3))]),
  change('dispute_case', 'opened_at = $1, accepted_at = $2, due_at = $3',
    (random) => [certain(random), perhaps(random), perhaps(random)]),
  move('hidden_risk'),
  remove('hidden_risk'),
  change('hidden_risk', 'state = $1, due_at = $2, kind = $3',
    (random) => [random.pick(['FOUND', 'ASSIGNED', 'VERIFIED']), perhaps(random), random.pick(['CONFLICT', 'SAFETY'])]),
  move('volunteer_group'),
  change('volunteer_group', 'members = $1', (random) => [random.int(0, 50)]),
  remove('volunteer_group'),
  change('topic_count', 'received = $1, handled = $2', (random) => [random.int(0, 9), random.int(0, 9)], 'area_path'),
  remove('topic_count', 'area_path'),
  // From a thousand rows on, a trigger does not leave its figures to the fold.
  (random, paths) => [`
    INSERT INTO grid_event (id, title, category, subcategory_code, severity, state, origin, area_path, center_id,
      reported_at, due_at, state_since, provenance)
    SELECT $1 || n, '', 'OTHER', '0901', 'IV', $2, 'PUBLIC_REPORT', $3, 'C2102', $4, $5, $4, 'REGISTERED'
    FROM generate_series(1, $6::int) AS n`,
  [newId(random), random.pick(states), random.pick(paths), certain(random), perhaps(random), random.pick([1, 5, 1_200])]],
  (random, paths) => [`
    INSERT INTO dispute_case (id, title, kind_code, scale_code, state, result, area_path, center_id, opened_at, provenance)
    VALUES ($1, '', '1', '01', 'REGISTERED', 'RESOLVING', $2, 'C2102', $3, 'REGISTERED')`,
  [newId(random), random.pick(paths), certain(random)]],
  (random, paths) => [`
    INSERT INTO grid (id, code, name, area_path, terminals, terminals_active, provenance)
    VALUES ($1, $1, '', $2, 2, 1, 'REGISTERED')`,
  [newId(random), random.pick(paths)]],
];
