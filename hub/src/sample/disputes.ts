import { day, spread, startOfDay, toBeginning, toDeadline, toStamp, toWorkingHours } from './calendar.js';
import { disputeKinds, resolutionMethods } from './codes.js';
import { createDraw, type GridInput, type Neighbourhood } from './grid.js';
import { createRandom } from './random.js';
import type { SampleTable, Value } from './table.js';

const columns = [
  'id', 'title', 'kind_code', 'scale_code', 'method_code', 'state', 'result', 'area_path', 'center_id',
  'people_involved', 'opened_at', 'accepted_at', 'due_at', 'concluded_at', 'provenance',
];
const workingDays = 22;
const steps = ['ACCEPTED', 'MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED', 'CONCLUDED'] as const;
const people: Readonly<Record<string, readonly [number, number]>> = { '01': [2, 4], '02': [5, 29], '03': [30, 180] };

export function makeDisputes(input: GridInput, neighbourhoods: readonly Neighbourhood[]): SampleTable {
  return { name: 'dispute_case', columns, total: input.disputes, rows: { [Symbol.iterator]: () => rowsOf(input, neighbourhoods) } };
}

function* rowsOf({ roster, seed, anchorDate, disputes }: GridInput, neighbourhoods: readonly Neighbourhood[]): Generator<readonly Value[]> {
  const random = createRandom(seed, 'disputes');
  const draw = createDraw(neighbourhoods);
  const now = startOfDay(anchorDate);
  const kinds = disputeKinds.map(([code, name, , weight]) => [{ code, name }, weight] as const);
  const methods = resolutionMethods.map(([code, , , weight]) => [code, weight] as const);
  let number = 0;
  for (const openedAt of spread(disputes, toBeginning(anchorDate), now, random)) {
    number += 1;
    const { area, place } = draw(random);
    const kind = random.weighted(kinds);
    const scale = random.weighted([['01', 88], ['02', 10.5], ['03', 1.5]] as const);
    const way = steps.filter((step) => step !== 'TRANSFERRED' || random.chance(0.12));
    const length = day * (random.chance(0.9) ? random.int(4, 28) : random.int(30, 90));
    // A few cases stay where they are.
    const last = random.chance(0.02) ? random.int(1, way.length - 2) : way.length - 1;
    const times = way.map((_, at) => Math.max(
      toWorkingHours(openedAt + day * random.next() + (length * at) / (way.length - 1)), openedAt + 60_000));
    times.sort((one, other) => one - other);
    const reached = way.findLastIndex((_, at) => at <= last && (times[at] ?? now) < now);
    const state = way[reached] ?? 'REGISTERED';
    const acceptedAt = reached >= 0 ? times[0] : undefined;
    const succeeded = random.chance(0.93);
    const method = random.weighted(methods);
    const involved = random.int(...(people[scale] ?? [2, 4]));
    yield [
      `D${String(number).padStart(5, '0')}`, `${place}${kind.name}纠纷`, kind.code, scale, reached >= 1 ? method : null, state,
      state === 'CONCLUDED' ? (succeeded ? 'SUCCEEDED' : 'FAILED') : 'RESOLVING', area.path, roster.centerOf(area), involved,
      toStamp(openedAt), acceptedAt === undefined ? null : toStamp(acceptedAt),
      acceptedAt === undefined ? null : toStamp(toDeadline(acceptedAt, workingDays)),
      state === 'CONCLUDED' ? toStamp(times[reached] ?? now) : null, 'SAMPLE',
    ];
  }
}
