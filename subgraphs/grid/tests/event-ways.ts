import { CODES } from './code-rows.js';
import { newKey, type Pillar } from './grid-pillar.js';

/** What the tests of events ask about one. */
export const EVENT = `... on EventChanged { event {
  id state stateSince version acceptedAt dueAt closedAt supervision deduction flags handlingLevel checkPassedAt rating terminatedFor allowed
  center { id } responsible { id } duplicateOf { id } duplicates { id }
  tasks { id state stateCode lead organization { id } dueAt signedAt endedAt note version allowed }
  extensions { id state workingDays requestedByPost decidedByPost dueBefore dueAfter allowed }
  timeline { seq action state at byPost note } } }`;
export const TASK = '... on EventTaskChanged { task { id state stateCode version signedAt endedAt note allowed event { id state version } } }';

/** Codes and a grid, without which nothing can be reported. */
export const BASICS = `${CODES}
  INSERT INTO grid (id, code, name, area_path, terminals, terminals_active, provenance) VALUES ('G1', 'G1', '第1网格', '2102/210203/210203001/210203001001', 0, 0, 'REGISTERED')`;

export const newReport = (more: object = {}) => ({
  idempotencyKey: newKey(), title: '楼道堆放杂物', category: 'SECURITY_HAZARD', subcategoryCode: '0201', severity: 'III', origin: 'GRID_PATROL',
  areaPath: '2102/210203/210203001/210203001001', gridId: 'G1', location: { latitude: 38.9, longitude: 121.6 }, centerId: 'C210203001', handlingLevel: 'STREET',
  byPost: '210203001001-GRID', ...more,
});

/** What an action needs to be sent besides the event, its version and the post. */
export const ARGUMENTS: Readonly<Record<string, object>> = {
  dispatchEvent: { leadOrganizationId: 'O-LEAD', assistingOrganizationIds: ['O-AID'] }, checkEvent: { passed: true }, evaluateEvent: { rating: 4 },
  terminateEvent: { reason: 'NOT_FOUND_ON_SITE' }, escalateEvent: { toCenterId: 'C210203', toLevel: 'DISTRICT' },
  delegateEvent: { toCenterId: 'C210203001001', toLevel: 'COMMUNITY' }, superviseEvent: { supervision: 'YELLOW' }, flagEvent: { flags: ['URGENT'] },
  requestExtension: { workingDays: 2, note: '需等待设备到货' }, refuseTask: { note: '不属本部门职责' },
};

export interface Changed {
  readonly id: string;
  readonly version: number;
  readonly [field: string]: any;
}

/** Moves of events by their mutations; each answers what the hub answers. */
export function eventsOf(grid: Pillar) {
  const move = (action: string, id: string, expectedVersion: number, more: object = {}): Promise<any> => grid.change(action, {
    idempotencyKey: newKey(), id, expectedVersion, byPost: '210203001-DESK', ...ARGUMENTS[action], ...more,
  }, action.endsWith('Task') ? TASK : EVENT);
  const report = async (more: object = {}): Promise<Changed> => (await grid.change('reportEvent', newReport(more), EVENT)).event;
  const step = async ({ id, version }: Changed, action: string, more: object = {}): Promise<Changed> => {
    const answer = await move(action, id, version, more);
    if (!answer.event) throw new Error(`${action}: ${JSON.stringify(answer)}`);
    return answer.event;
  };
  /** Every department does its part. */
  const finishTasks = async (event: Changed): Promise<Changed> => {
    for (const { id } of event.tasks.filter(({ state }: any) => state === 'AWAITING_RECEIPT')) {
      await move('signTask', id, 1);
      await move('finishTask', id, 2);
    }
    return read(event.id);
  };
  const read = async (id: string): Promise<Changed> =>
    (await grid.ask(`query ($id: ID!) { gridEvent(id: $id) ${EVENT.replace('... on EventChanged { event', '').slice(0, -2)} }`, { id })).gridEvent;

  const WAYS: Readonly<Record<string, readonly string[]>> = {
    REPORTED: [], PENDING_ACCEPTANCE: ['submitEvent'], FILED: ['fileEvent'], TERMINATED: ['terminateEvent'], ACCEPTED: ['acceptEvent'],
    DISPATCHED: ['acceptEvent', 'dispatchEvent'], IN_PROGRESS: ['acceptEvent', 'dispatchEvent', 'startEvent'],
    RETURNED: ['acceptEvent', 'dispatchEvent', 'returnEvent'], FEEDBACK_GIVEN: ['acceptEvent', 'dispatchEvent', 'startEvent', 'finish', 'giveFeedback'],
    RESOLVED_PENDING_CHECK: ['acceptEvent', 'dispatchEvent', 'startEvent', 'finish', 'giveFeedback', 'resolveEvent'],
    CHECK_FAILED: ['acceptEvent', 'dispatchEvent', 'startEvent', 'finish', 'giveFeedback', 'resolveEvent', 'fail'],
    CLOSED: ['acceptEvent', 'dispatchEvent', 'startEvent', 'finish', 'giveFeedback', 'resolveEvent', 'checkEvent', 'closeEvent'],
    EVALUATED: ['acceptEvent', 'dispatchEvent', 'startEvent', 'finish', 'giveFeedback', 'resolveEvent', 'checkEvent', 'closeEvent', 'evaluateEvent'],
  };
  /** An event that has come to the state by legal steps. */
  const bringTo = async (state: string, more: object = {}): Promise<Changed> => {
    let event = await report(more);
    for (const action of WAYS[state] ?? []) {
      if (action === 'finish') event = await finishTasks(event);
      else if (action === 'fail') event = await step(event, 'checkEvent', { passed: false });
      else event = await step(event, action);
    }
    return event;
  };
  return { move, report, step, read, finishTasks, bringTo, states: Object.keys(WAYS) };
}
