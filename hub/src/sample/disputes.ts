import { day, spread, startOfDay, toBeginning, toDeadline, toStamp, toWorkingHours } from './calendar.js';
import { disputeKinds, resolutionMethods } from './codes.js';
import { createDraw, type GridInput, type Neighbourhood } from './grid.js';
import { toDistrictCode } from './divisions.js';
import { toResponsibleId, type Duty } from './organizations.js';
import { createRandom, type Random } from './random.js';
import type { SampleTable, Value } from './table.js';

const columns = [
  'id', 'title', 'kind_code', 'scale_code', 'method_code', 'state', 'result', 'area_path', 'center_id',
  'people_involved', 'opened_at', 'accepted_at', 'due_at', 'concluded_at', 'provenance',
  'organization_ids', 'occurred_on', 'resolving_organization_id', 'risk', 'supervision', 'outcome', 'evaluated_on', 'evaluation', 'version',
];
const stepColumns = ['dispute_id', 'seq', 'action', 'state', 'at', 'organization_id', 'method_code', 'risk', 'supervision'];
const workingDays = 22;
const steps = ['ACCEPTED', 'MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED', 'CONCLUDED'] as const;
const actions = {
  ACCEPTED: 'acceptDispute', MEDIATING: 'recordMediation', RISK_ASSESSED: 'assessDisputeRisk', TRANSFERRED: 'transferDispute', CONCLUDED: 'closeDispute',
} as const;
const people: Readonly<Record<string, readonly [number, number]>> = { '01': [2, 4], '02': [5, 29], '03': [30, 180] };
/** Who takes up what; the rest is the bureau of justice's. */
const duties: Readonly<Record<string, Duty>> = { '2': 'HOUSING', '7': 'HOUSING', '12': 'HOUSING', '11': 'POLICE', '13': 'EMERGENCY', '0': 'CIVIL' };

interface Step {
  readonly action: string;
  readonly state: string;
  readonly at: number;
  readonly organization?: string | null;
  readonly method?: string | null;
  readonly risk?: string | null;
  readonly supervision?: string | null;
}

interface Made {
  readonly id: string;
  readonly row: readonly Value[];
  readonly course: readonly Step[];
}

/** Disputes and their steps. Both are made while they are read, each time the same. */
export function makeDisputes(input: GridInput, neighbourhoods: readonly Neighbourhood[]): SampleTable[] {
  const tableOf = (name: string, of: readonly string[], rowsOf: (made: Made) => Iterable<readonly Value[]>): SampleTable => ({
    name, columns: of, total: input.disputes, rows: { *[Symbol.iterator]() { for (const made of makeAll(input, neighbourhoods)) yield* rowsOf(made); } },
  });
  return [
    tableOf('dispute_case', columns, ({ row }) => [row]),
    tableOf('dispute_step', stepColumns, ({ id, course }) => course.map(({ action, state, at, organization, method, risk, supervision }, index) =>
      [id, index + 1, action, state, toStamp(at), organization ?? null, method ?? null, risk ?? null, supervision ?? null])),
  ];
}

function* makeAll({ roster, seed, anchorDate, disputes }: GridInput, neighbourhoods: readonly Neighbourhood[]): Generator<Made> {
  const random = createRandom(seed, 'disputes');
  const further = createRandom(seed, 'dispute courses');
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
    const id = `D${String(number).padStart(5, '0')}`;
    const dueAt = acceptedAt === undefined ? null : toDeadline(acceptedAt, workingDays);
    const course = drawCourse({
      openedAt, dueAt, now, method, organization: toResponsibleId(toDistrictCode(area.path), duties[kind.code] ?? 'JUSTICE'), scale,
      way: way.slice(0, reached + 1).map((step, at) => [step, times[at] ?? now] as const),
    }, further);
    const lastOf = (name: keyof Step) => course.steps.findLast((step) => step[name] != null)?.[name] ?? null;
    yield {
      id, course: course.steps,
      row: [
        id, `${place}${kind.name}纠纷`, kind.code, scale, reached >= 1 ? method : null, state,
        state === 'CONCLUDED' ? (succeeded ? 'SUCCEEDED' : 'FAILED') : 'RESOLVING', area.path, roster.centerOf(area), involved,
        toStamp(openedAt), acceptedAt === undefined ? null : toStamp(acceptedAt), dueAt === null ? null : toStamp(dueAt),
        state === 'CONCLUDED' ? toStamp(times[reached] ?? now) : null, 'SAMPLE',
        further.chance(0.12) ? [toResponsibleId(toDistrictCode(area.path), 'HOUSING')] : [], toStamp(openedAt - further.int(0, 20) * day).slice(0, 10),
        lastOf('organization'), lastOf('risk'), lastOf('supervision') ?? 'NORMAL',
        state === 'CONCLUDED' ? (succeeded ? '双方达成协议' : '未达成协议，告知其他途径') : null,
        course.evaluatedAt === null ? null : toStamp(course.evaluatedAt).slice(0, 10), course.evaluatedAt === null ? null : '回访无反复', course.steps.length,
      ],
    };
  }
}

interface CourseInput {
  readonly openedAt: number;
  readonly dueAt: number | null;
  readonly now: number;
  readonly way: readonly (readonly [state: keyof typeof actions, at: number])[];
  readonly method: string;
  readonly organization: string;
  readonly scale: string;
}

/** What the way of a dispute leaves in its timeline, with supervision where it is late and a visit afterwards. */
function drawCourse({ openedAt, dueAt, now, way, method, organization, scale }: CourseInput, random: Random) {
  const risk = scale === '01' ? random.weighted([['LOW', 80], ['MEDIUM', 17], ['HIGH', 3]] as const) : random.weighted([['MEDIUM', 60], ['HIGH', 40]] as const);
  const isEvaluated = random.chance(0.35);
  const visitAfter = random.int(5, 30) * day;
  const known: Step[] = [
    { action: 'openDispute', state: 'REGISTERED', at: openedAt },
    ...way.map(([state, at]): Step => ({
      action: actions[state], state, at,
      ...(state === 'MEDIATING' && { method }), ...(state === 'RISK_ASSESSED' && { risk }), ...(state === 'TRANSFERRED' && { method, organization }),
      ...(state === 'CONCLUDED' && { method }),
    })),
  ];
  const last = known.at(-1);
  // A card follows a day after the deadline that nothing has met.
  const cardAt = dueAt === null ? now : dueAt + day;
  if (last && last.state !== 'CONCLUDED' && last.state !== 'REGISTERED' && cardAt < now && last.at < cardAt) {
    return { steps: [...known, { action: 'superviseDispute', state: last.state, at: cardAt, supervision: now - cardAt > 20 * day ? 'RED' : 'YELLOW' }], evaluatedAt: null };
  }
  const evaluatedAt = last?.state === 'CONCLUDED' && isEvaluated && last.at + visitAfter < now ? last.at + visitAfter : null;
  return { steps: evaluatedAt === null ? known : [...known, { action: 'evaluateDispute', state: 'CONCLUDED', at: evaluatedAt }], evaluatedAt };
}
