import { day, toDeadline, toStamp } from './calendar.js';
import { cityCode } from './divisions.js';
import type { Severity, State, Step } from './events.js';
import { toOrganizationId } from './organizations.js';
import type { Random } from './random.js';
import type { SampleTable, Value } from './table.js';

/** Filled while the events are made. */
export interface Parts {
  tasks: (readonly Value[])[];
  extensions: (readonly Value[])[];
}

const tables = {
  event_task: ['id', 'event_id', 'organization_id', 'lead', 'state', 'assigned_at', 'due_at', 'signed_at', 'ended_at', 'note', 'version', 'provenance'],
  event_extension: [
    'id', 'event_id', 'state', 'working_days', 'reason', 'requested_by_post', 'requested_at', 'decided_by_post', 'decided_at', 'due_before', 'due_after', 'provenance',
  ],
} as const;

export const partTables = (parts: Parts): SampleTable[] => [
  toLateTable('event_task', () => parts.tasks),
  toLateTable('event_extension', () => parts.extensions),
];

const toLateTable = (name: keyof typeof tables, rowsOf: () => Parts['tasks']): SampleTable => ({
  name, columns: tables[name], get total() { return rowsOf().length; }, rows: { [Symbol.iterator]: () => rowsOf()[Symbol.iterator]() },
});

interface Handled {
  readonly id: string;
  readonly severity: Severity;
  readonly responsibleId: string | null;
  readonly steps: readonly Step[];
  readonly acceptedAt: number | undefined;
  readonly dueAt: number | undefined;
}

/** Tasks are kept of events that are open, and of those that were dispatched not long ago: older ones are history. */
const recent = 30 * day;
const further = 2;
/** Of the working days that an event of this severity is allowed, those without the extension. */
const before: Readonly<Partial<Record<Severity, number>>> = { III: 3, IV: 5 };
const assisting = ['HOUSING', 'POLICE', 'JUSTICE', 'CIVIL', 'EMERGENCY'].map((duty) => toOrganizationId(cityCode, duty));
const toId = (letter: string, number: number) => `${letter}${String(number + 1).padStart(6, '0')}`;

/** Adds what departments had to do about an event, and the extensions of its deadline. */
export function createParts(parts: Parts, { random, now }: { readonly random: Random; readonly now: number }): (event: Handled) => void {
  const addTask = (event: Handled, organizationId: string, assignedAt: number) => {
    const { signedAt, endedAt, state } = drawCourse(event.steps, assignedAt);
    parts.tasks.push([
      toId('T', parts.tasks.length), event.id, organizationId, organizationId === event.responsibleId, state, toStamp(assignedAt), toOptional(event.dueAt),
      toOptional(signedAt), toOptional(endedAt), state === 'REFUSED' ? '不属本部门职责' : null, 1 + Number(signedAt !== undefined) + Number(endedAt !== undefined), 'SAMPLE',
    ]);
  };
  const addExtension = ({ id, severity, acceptedAt, dueAt, steps }: Handled, startedAt: number) => {
    const days = before[severity];
    if (days === undefined || acceptedAt === undefined || dueAt === undefined || !random.chance(0.06)) return;
    const requestedAt = startedAt + 3_600_000;
    const decidedAt = requestedAt + 5 * 3_600_000;
    const end = isOver(steps) ? steps.at(-1)?.at ?? now : now;
    const decision = random.weighted([['GRANTED', 75], ['REFUSED', 25]] as const);
    if (requestedAt >= end) return;
    const isDecided = decidedAt < end;
    const state = isDecided ? decision : isOver(steps) ? 'LAPSED' : 'REQUESTED';
    parts.extensions.push([
      toId('X', parts.extensions.length), id, state, further, random.pick(['等待设备到货', '需多部门会商', '天气原因无法施工']), 'DEPARTMENT-DESK', toStamp(requestedAt),
      isDecided ? 'CENTER-CHIEF' : null, isDecided ? toStamp(decidedAt) : null,
      toStamp(state === 'GRANTED' ? toDeadline(acceptedAt, days) : dueAt), state === 'GRANTED' ? toStamp(dueAt) : null, 'SAMPLE',
    ]);
  };
  return (event) => {
    const dispatched = event.steps.findLast(({ state }) => state === 'DISPATCHED');
    if (!dispatched || event.responsibleId === null || (isOver(event.steps) && dispatched.at < now - recent)) return;
    addTask(event, event.responsibleId, dispatched.at);
    const helper = random.pick(assisting);
    if (random.chance(0.12) && helper !== event.responsibleId) addTask(event, helper, dispatched.at);
    const started = event.steps.find(({ state, at }) => state === 'IN_PROGRESS' && at >= dispatched.at);
    if (started) addExtension(event, started.at);
  };
}

const toOptional = (moment: number | undefined) => (moment === undefined ? null : toStamp(moment));
const isOver = (steps: readonly Step[]) => ['CLOSED', 'EVALUATED', 'TERMINATED', 'FILED'].includes(steps.at(-1)?.state ?? '');

/** As far as the event has come since it was dispatched. */
function drawCourse(steps: readonly Step[], assignedAt: number) {
  const after = steps.filter(({ at, state }) => at >= assignedAt && state !== 'DISPATCHED');
  const timeOf = (wanted: State) => after.find(({ state }) => state === wanted)?.at;
  const signedAt = timeOf('IN_PROGRESS');
  const doneAt = timeOf('FEEDBACK_GIVEN');
  const returnedAt = timeOf('RETURNED');
  if (returnedAt !== undefined) return { state: 'REFUSED', signedAt: undefined, endedAt: returnedAt };
  if (signedAt === undefined) return { state: 'AWAITING_RECEIPT', signedAt, endedAt: undefined };
  return doneAt === undefined ? { state: 'IN_PROGRESS', signedAt, endedAt: undefined } : { state: 'DONE', signedAt, endedAt: doneAt };
}
