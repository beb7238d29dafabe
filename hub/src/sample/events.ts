import { day, spread, startOfDay, toBeginning, toDeadline, toStamp, toWorkingHours } from './calendar.js';
import { subcategories } from './codes.js';
import { toDistrictCode } from './divisions.js';
import { createDraw, type GridInput, type Neighbourhood } from './grid.js';
import { toResponsibleId } from './organizations.js';
import { createRandom, type Random } from './random.js';
import { createMarks, markColumns } from './event-marks.js';
import { createParts, partTables, type Parts } from './event-parts.js';
import type { SampleTable, Value } from './table.js';

export type State =
  | 'REPORTED' | 'PENDING_ACCEPTANCE' | 'ACCEPTED' | 'DISPATCHED' | 'IN_PROGRESS' | 'RETURNED' | 'FEEDBACK_GIVEN'
  | 'RESOLVED_PENDING_CHECK' | 'CHECK_FAILED' | 'CLOSED' | 'TERMINATED' | 'FILED' | 'EVALUATED';
export type Severity = 'I' | 'II' | 'III' | 'IV';

export interface Step {
  readonly state: State;
  readonly at: number;
}

interface Event {
  readonly row: readonly Value[];
  readonly steps: readonly Step[];
}

/** The mutation that leads to a state. */
const actions: Readonly<Record<State, string>> = {
  REPORTED: 'reportEvent', PENDING_ACCEPTANCE: 'submitEvent', ACCEPTED: 'acceptEvent', DISPATCHED: 'dispatchEvent', IN_PROGRESS: 'startEvent',
  RETURNED: 'returnEvent', FEEDBACK_GIVEN: 'giveFeedback', RESOLVED_PENDING_CHECK: 'resolveEvent', CHECK_FAILED: 'checkEvent', CLOSED: 'closeEvent',
  TERMINATED: 'terminateEvent', FILED: 'fileEvent', EVALUATED: 'evaluateEvent',
};

const columns = [
  'id', 'title', 'category', 'subcategory_code', 'severity', 'state', 'origin', 'area_path', 'grid_id', 'center_id',
  'responsible_id', 'latitude', 'longitude', 'reported_at', 'accepted_at', 'due_at', 'closed_at', 'state_since', 'supervision', 'provenance',
  ...markColumns,
];
const severities: readonly (readonly [Severity, number])[] = [['I', 1], ['II', 6], ['III', 33], ['IV', 60]];
const workingDays: Readonly<Record<Severity, number>> = { I: 1, II: 3, III: 5, IV: 7 };
const origins = [
  ['GRID_PATROL', 58], ['PUBLIC_REPORT', 24], ['VIDEO_PATROL', 8], ['IOT_SENSING', 5], ['SUPERIOR_ORDER', 5],
] as const;
const ended: ReadonlySet<State> = new Set<State>(['CLOSED', 'TERMINATED', 'FILED']);

/** Events, and their steps, tasks and extensions: these are noted while the events are made, and so have to be read after them. */
export function makeEvents(input: GridInput, neighbourhoods: readonly Neighbourhood[]): SampleTable[] {
  // One after the other for all events, which takes a tenth of the memory that they would take as rows.
  const notes = { lengths: [] as number[], states: [] as State[], times: [] as number[] };
  const parts: Parts = { tasks: [], extensions: [] };
  return [
    {
      name: 'grid_event', columns, total: input.events,
      rows: {
        * [Symbol.iterator]() {
          notes.lengths = [];
          notes.states = [];
          notes.times = [];
          parts.tasks = [];
          parts.extensions = [];
          for (const { row, steps } of eventsOf(input, neighbourhoods, parts)) {
            notes.lengths.push(steps.length);
            for (const { state, at } of steps) {
              notes.states.push(state);
              notes.times.push(at);
            }
            yield row;
          }
        },
      },
    },
    {
      name: 'event_step', columns: ['event_id', 'seq', 'state', 'at', 'action'],
      get total() { return notes.times.length; },
      rows: {
        * [Symbol.iterator]() {
          let next = 0;
          for (const [at, length] of notes.lengths.entries()) {
            const id = toEventId(at + 1);
            for (let seq = 1; seq <= length; seq += 1, next += 1) {
              const state = notes.states[next] ?? 'REPORTED';
              yield [id, seq, state, toStamp(notes.times[next] ?? 0), actions[state]];
            }
          }
        },
      },
    },
    ...partTables(parts),
  ];
}

const toEventId = (number: number): string => `E${String(number).padStart(6, '0')}`;

function* eventsOf(
  { roster, places, seed, anchorDate, events }: GridInput,
  neighbourhoods: readonly Neighbourhood[],
  parts: Parts,
): Generator<Event> {
  const random = createRandom(seed, 'events');
  const mark = createMarks(createRandom(seed, 'event marks'));
  const addParts = createParts(parts, { random: createRandom(seed, 'event parts'), now: startOfDay(anchorDate) });
  const draw = createDraw(neighbourhoods);
  const now = startOfDay(anchorDate);
  const kinds = subcategories.map((one) => [one, one.weight] as const);
  let number = 0;
  for (const reportedAt of spread(events, toBeginning(anchorDate), now, random)) {
    number += 1;
    const id = toEventId(number);
    const { area, place, gridIds } = draw(random);
    const kind = random.weighted(kinds);
    const severity = random.weighted(severities);
    const steps = drawSteps(reportedAt, severity, now, random);
    const current = steps.at(-1) as Step;
    const timeOf = (wanted: State) => steps.find(({ state }) => state === wanted)?.at;
    const acceptedAt = timeOf('ACCEPTED');
    const dueAt = acceptedAt === undefined ? undefined : toDeadline(acceptedAt, workingDays[severity]);
    const closedAt = steps.find(({ state }) => ended.has(state))?.at;
    const late = dueAt === undefined ? 0 : ((closedAt ?? now) - dueAt) / day;
    const [latitude, longitude] = places.spotIn(area, random);
    const toOptional = (moment: number | undefined) => (moment === undefined ? null : toStamp(moment));
    const centerId = roster.centerOf(area);
    const responsibleId = timeOf('DISPATCHED') === undefined ? null : toResponsibleId(toDistrictCode(area.path), kind.duty);
    addParts({ id, severity, responsibleId, steps, acceptedAt, dueAt });
    yield {
      steps,
      row: [
        id, `${place}${random.pick(kind.titles)}`, kind.category, kind.code, severity, current.state, random.weighted(origins),
        area.path, random.chance(0.94) ? random.pick(gridIds) : null, centerId, responsibleId,
        latitude, longitude, toStamp(reportedAt), toOptional(acceptedAt), toOptional(dueAt), toOptional(closedAt),
        toStamp(current.at), late > 5 ? 'RED' : late > 0 ? 'YELLOW' : 'NORMAL', 'SAMPLE',
        ...mark({ id, areaPath: area.path, centerId, steps }),
      ],
    };
  }
}

/** The whole way of an event, of which only what lies before `now` has happened. */
function drawSteps(reportedAt: number, severity: Severity, now: number, random: Random): Step[] {
  const way = drawWay(random);
  const acceptance = reportedAt + day * (random.chance(0.97) ? 0.25 : 1.5) * random.next();
  const allowed = toDeadline(acceptance, workingDays[severity]) - acceptance;
  const length = allowed * (random.chance(0.94) ? 0.08 + 0.8 * random.next() : 1.05 + random.next());
  const accepted = way.indexOf('ACCEPTED');
  const closing = way.findIndex((state) => ended.has(state));
  const times = way.map((_, at) => {
    if (at === 0) return reportedAt;
    if (accepted < 0) return reportedAt + day * 0.4 * at * (0.2 + random.next());
    if (at <= accepted) return reportedAt + ((acceptance - reportedAt) * at) / accepted;
    const part = (at - accepted) / (closing - accepted);
    return acceptance + length * part * (part < 1 ? 0.7 + 0.3 * random.next() : 1);
  }).sort((one, other) => one - other).map((moment, at) => (at === 0 ? moment : toLater(moment, reportedAt)));
  const past = way.findLastIndex((_, at) => (times[at] ?? now) < now);
  const last = Math.min(past, drawStop(way, (now - reportedAt) / day, random));
  return way.slice(0, last + 1).map((state, at) => ({ state, at: times[at] ?? reportedAt }));
}

/** Reports are squeezed into working hours already; the rest must not come to lie before them. */
const toLater = (moment: number, reportedAt: number) => Math.max(toWorkingHours(moment), reportedAt + 60_000);

function drawWay(random: Random): State[] {
  // Settled on the spot by the grid's worker, and only put on file.
  if (random.chance(0.18)) return ['REPORTED', 'FILED'];
  const begin: State[] = ['REPORTED', 'PENDING_ACCEPTANCE'];
  if (random.chance(0.02)) return [...begin, 'TERMINATED'];
  const returned: State[] = random.chance(0.04) ? ['RETURNED', 'DISPATCHED', 'IN_PROGRESS'] : [];
  const failed: State[] = random.chance(0.03) ? ['CHECK_FAILED', 'IN_PROGRESS', 'FEEDBACK_GIVEN', 'RESOLVED_PENDING_CHECK'] : [];
  return [
    ...begin, 'ACCEPTED', 'DISPATCHED', 'IN_PROGRESS', ...returned, 'FEEDBACK_GIVEN', 'RESOLVED_PENDING_CHECK', ...failed,
    'CLOSED', ...(random.chance(0.25) ? ['EVALUATED' as const] : []),
  ];
}

/** Some events get stuck, recent ones more often than those that have been asked after. */
function drawStop(way: readonly State[], age: number, random: Random): number {
  if (!random.chance(0.4 * Math.exp(-age / 25) + 0.006)) return way.length - 1;
  const state = random.weighted<State>([
    ['DISPATCHED', 40], ['IN_PROGRESS', 35], ['PENDING_ACCEPTANCE', 8], ['ACCEPTED', 8], ['FEEDBACK_GIVEN', 5], ['RESOLVED_PENDING_CHECK', 4],
  ]);
  const at = way.indexOf(state);
  return at < 0 ? way.length - 1 : at;
}
