import type { EventExtensionState, EventState, EventTaskState } from '../__generated__/resolvers.js';

/** Named as their mutations are. */
export type EventAction =
  | 'submitEvent' | 'acceptEvent' | 'dispatchEvent' | 'startEvent' | 'returnEvent' | 'giveFeedback' | 'resolveEvent' | 'checkEvent'
  | 'closeEvent' | 'evaluateEvent' | 'terminateEvent' | 'fileEvent' | 'markDuplicate' | 'escalateEvent' | 'delegateEvent'
  | 'superviseEvent' | 'flagEvent' | 'requestExtension' | 'grantExtension' | 'refuseExtension' | 'signTask' | 'refuseTask' | 'finishTask';

export interface Transition {
  readonly action: EventAction;
  /** Which of several ends of one action; an action with a single end has none. */
  readonly when?: string;
  readonly from: readonly EventState[];
  /** Null: the state stays. */
  readonly to: EventState | null;
}

/** The state in which reportEvent leaves an event (上报). */
export const FIRST_STATE: EventState = 'REPORTED';

/** Nothing more is done about it: closed in the sense of Open311. An evaluation may follow a closure. */
export const SETTLED: readonly EventState[] = ['CLOSED', 'EVALUATED', 'TERMINATED', 'FILED'];

const UNSETTLED: readonly EventState[] = [
  'REPORTED', 'PENDING_ACCEPTANCE', 'ACCEPTED', 'DISPATCHED', 'IN_PROGRESS', 'RETURNED', 'FEEDBACK_GIVEN', 'RESOLVED_PENDING_CHECK', 'CHECK_FAILED',
];
/** Accepted and not settled: its deadline runs, so that a card or an extension has something to refer to. */
const RUNNING = UNSETTLED.filter((state) => state !== 'REPORTED' && state !== 'PENDING_ACCEPTANCE');

/**
 * Every legal change of an event (网格事件). The mutations, the tests and docs/lifecycles.md all read
 * this table; what is not in it is refused.
 */
export const EVENT_TRANSITIONS: readonly Transition[] = [
  { action: 'submitEvent', from: ['REPORTED'], to: 'PENDING_ACCEPTANCE' },
  { action: 'fileEvent', from: ['REPORTED', 'PENDING_ACCEPTANCE'], to: 'FILED' },
  { action: 'acceptEvent', from: ['REPORTED', 'PENDING_ACCEPTANCE'], to: 'ACCEPTED' },
  { action: 'escalateEvent', from: ['PENDING_ACCEPTANCE', 'ACCEPTED', 'RETURNED'], to: 'PENDING_ACCEPTANCE' },
  { action: 'delegateEvent', from: ['PENDING_ACCEPTANCE', 'ACCEPTED', 'RETURNED'], to: 'PENDING_ACCEPTANCE' },
  { action: 'dispatchEvent', from: ['ACCEPTED', 'RETURNED', 'CHECK_FAILED'], to: 'DISPATCHED' },
  { action: 'startEvent', from: ['DISPATCHED', 'CHECK_FAILED'], to: 'IN_PROGRESS' },
  { action: 'signTask', from: ['DISPATCHED', 'IN_PROGRESS'], to: 'IN_PROGRESS' },
  { action: 'refuseTask', when: 'others are left', from: ['DISPATCHED', 'IN_PROGRESS'], to: null },
  { action: 'refuseTask', when: 'the last', from: ['DISPATCHED', 'IN_PROGRESS'], to: 'RETURNED' },
  { action: 'finishTask', from: ['IN_PROGRESS'], to: null },
  { action: 'returnEvent', from: ['DISPATCHED', 'IN_PROGRESS'], to: 'RETURNED' },
  { action: 'giveFeedback', from: ['IN_PROGRESS'], to: 'FEEDBACK_GIVEN' },
  { action: 'resolveEvent', from: ['FEEDBACK_GIVEN'], to: 'RESOLVED_PENDING_CHECK' },
  { action: 'checkEvent', when: 'passed', from: ['RESOLVED_PENDING_CHECK'], to: null },
  { action: 'checkEvent', when: 'failed', from: ['RESOLVED_PENDING_CHECK'], to: 'CHECK_FAILED' },
  { action: 'closeEvent', from: ['RESOLVED_PENDING_CHECK'], to: 'CLOSED' },
  { action: 'evaluateEvent', from: ['CLOSED'], to: 'EVALUATED' },
  { action: 'terminateEvent', from: UNSETTLED.filter((state) => state !== 'RESOLVED_PENDING_CHECK'), to: 'TERMINATED' },
  { action: 'markDuplicate', from: ['REPORTED', 'PENDING_ACCEPTANCE', 'ACCEPTED', 'DISPATCHED', 'RETURNED'], to: 'TERMINATED' },
  { action: 'flagEvent', from: UNSETTLED, to: null },
  { action: 'superviseEvent', from: RUNNING, to: null },
  { action: 'requestExtension', from: RUNNING, to: null },
  { action: 'grantExtension', from: RUNNING, to: null },
  { action: 'refuseExtension', from: RUNNING, to: null },
];

/** The end of an action from a state; undefined where it is not legal. */
export const findTransition = (action: EventAction, state: EventState, when?: string): Transition | undefined =>
  EVENT_TRANSITIONS.find((one) => one.action === action && one.from.includes(state) && (when === undefined || one.when === undefined || one.when === when));

/** Mutations that are open from a state, those of its tasks and extensions left out. */
export const listAllowed = (state: EventState): readonly EventAction[] =>
  [...new Set(EVENT_TRANSITIONS.filter(({ action, from }) => from.includes(state) && !isOfPart(action)).map(({ action }) => action))];

const isOfPart = (action: EventAction): boolean => action in TASK_TRANSITIONS || action in EXTENSION_TRANSITIONS;

interface PartTransition<State> {
  readonly from: readonly State[];
  readonly to: State;
}

export type TaskAction = 'signTask' | 'refuseTask' | 'finishTask';

/** `withdraw` is what becomes of open tasks when their event is returned or ends. */
export const TASK_TRANSITIONS: Readonly<Record<TaskAction | 'withdraw', PartTransition<EventTaskState>>> = {
  signTask: { from: ['AWAITING_RECEIPT'], to: 'IN_PROGRESS' },
  refuseTask: { from: ['AWAITING_RECEIPT'], to: 'REFUSED' },
  finishTask: { from: ['IN_PROGRESS'], to: 'DONE' },
  withdraw: { from: ['AWAITING_RECEIPT', 'IN_PROGRESS'], to: 'WITHDRAWN' },
};
export const FIRST_TASK_STATE: EventTaskState = 'AWAITING_RECEIPT';
export const OPEN_TASK_STATES = TASK_TRANSITIONS.withdraw.from;

export type ExtensionAction = 'grantExtension' | 'refuseExtension';

/** `lapse` is what becomes of a request when its event ends. */
export const EXTENSION_TRANSITIONS: Readonly<Record<ExtensionAction | 'lapse', PartTransition<EventExtensionState>>> = {
  grantExtension: { from: ['REQUESTED'], to: 'GRANTED' },
  refuseExtension: { from: ['REQUESTED'], to: 'REFUSED' },
  lapse: { from: ['REQUESTED'], to: 'LAPSED' },
};
export const FIRST_EXTENSION_STATE: EventExtensionState = 'REQUESTED';

const CLOCKS = new Set(['withdraw', 'lapse']);

/** Mutations that are open from a state of a task or an extension. */
export const listAllowedOfPart = <State>(transitions: Readonly<Record<string, PartTransition<State>>>, state: State): readonly string[] =>
  Object.entries(transitions).filter(([action, { from }]) => !CLOCKS.has(action) && from.includes(state)).map(([action]) => action);
