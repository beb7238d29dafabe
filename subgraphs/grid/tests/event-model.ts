import { toDeadline } from '../src/deadlines/working-days.js';
import { EXTENSION_TRANSITIONS, findTransition, SETTLED, TASK_TRANSITIONS, type EventAction, type ExtensionAction, type TaskAction } from '../src/events/transitions.js';

/** What an event is held to be, without looking at the database. Times are those of its changes. */
export interface EventModel {
  readonly id: string;
  readonly path: string;
  readonly category: string;
  readonly severity: 'I' | 'IV';
  state: string;
  version: number;
  level: string;
  supervision: string;
  flags: string[];
  responsible: string | null;
  accepted: boolean;
  due: Date | null;
  closed: Date | null;
  checked: boolean;
  original: string | null;
  tasks: TaskModel[];
  extensions: ExtensionModel[];
  steps: string[];
}

interface TaskModel { id: string; readonly organization: string; readonly round: number; state: string; version: number }
interface ExtensionModel { id: string; readonly days: number; readonly byPost: string; state: string }

export interface EventWish {
  readonly action: EventAction;
  /** Of the event, the task or the extension. */
  readonly id: string;
  readonly version: number;
  readonly byPost: string;
  readonly own: Readonly<Record<string, any>>;
}

const ALLOWED = { I: 1, IV: 7 };
const LEVELS = ['COMMUNITY', 'STREET', 'DISTRICT', 'CITY', 'PROVINCE'];
const isOpen = ({ state }: { readonly state: string }) => state === 'AWAITING_RECEIPT' || state === 'IN_PROGRESS';

export const modelOf = (id: string, input: { areaPath: string; category: string; severity: 'I' | 'IV' }): EventModel => ({
  id, path: input.areaPath, category: input.category, severity: input.severity, state: 'REPORTED', version: 1, level: 'STREET', supervision: 'NORMAL', flags: [],
  responsible: null, accepted: false, due: null, closed: null, checked: false, original: null, tasks: [], extensions: [], steps: ['reportEvent'],
});

/** Takes the step; what follows from the state by itself follows here as well. */
function take(model: EventModel, action: EventAction, at: Date, when?: string): void {
  const to = findTransition(action, model.state as never, when)?.to;
  model.state = to ?? model.state;
  model.version += 1;
  model.steps.push(action);
  const isOver = SETTLED.includes(model.state as never);
  if (isOver) model.closed ??= at;
  if (isOver || model.state === 'RETURNED') {
    for (const task of model.tasks.filter(isOpen)) Object.assign(task, { state: 'WITHDRAWN', version: task.version + 1 });
  }
  if (isOver) for (const one of model.extensions.filter(({ state }) => state === 'REQUESTED')) one.state = 'LAPSED';
}

/** What is to be answered. A change that goes through is made to the model. */
export function applyToModel(models: readonly EventModel[], model: EventModel, wish: EventWish, at: Date): string {
  if (wish.action in TASK_TRANSITIONS) return applyToTask(model, wish, at);
  if (wish.action in EXTENSION_TRANSITIONS) return applyToExtension(model, wish, at);
  const { action, version, own, byPost } = wish;
  if (!findTransition(action, model.state as never)) return 'IllegalTransition';
  if (version !== model.version) return 'StaleVersion';
  const rise = LEVELS.indexOf(own.toLevel) - LEVELS.indexOf(model.level);
  if (action === 'escalateEvent' && rise <= 0) return 'WrongLevel';
  if (action === 'delegateEvent' && rise >= 0) return 'WrongLevel';
  if (action === 'giveFeedback' && model.tasks.some(isOpen)) return 'TasksOpen';
  if (action === 'closeEvent' && !model.checked) return 'NotChecked';
  if (action === 'requestExtension' && model.extensions.some(({ state }) => state === 'REQUESTED')) return 'ExtensionPending';
  if (action === 'markDuplicate') {
    const original = models.find(({ id }) => id === own.originalId);
    if (original?.id === model.id || !original || original.original !== null || models.some((one) => one.original === model.id)) return 'InvalidOriginal';
    model.original = original.id;
  }
  if (own.toLevel) model.level = own.toLevel;
  if (action === 'acceptEvent') {
    model.due ??= toDeadline(at, own.workingDays ?? ALLOWED[model.severity]);
    model.accepted = true;
  }
  if (action === 'superviseEvent') model.supervision = own.supervision;
  if (action === 'flagEvent') model.flags = own.flags;
  if (action === 'checkEvent') model.checked = own.passed;
  if (action === 'requestExtension') model.extensions.push({ id: '', days: own.workingDays, byPost, state: 'REQUESTED' });
  take(model, action, at, action === 'checkEvent' ? (own.passed ? 'passed' : 'failed') : undefined);
  if (action === 'dispatchEvent') {
    model.responsible = own.leadOrganizationId;
    for (const organization of [own.leadOrganizationId, ...own.assistingOrganizationIds]) {
      model.tasks.push({ id: '', organization, round: model.version, state: 'AWAITING_RECEIPT', version: 1 });
    }
  }
  return 'EventChanged';
}

function applyToTask(model: EventModel, { action, id, version }: EventWish, at: Date): string {
  const task = model.tasks.find((one) => one.id === id);
  if (!task) return 'NotFound';
  const { from, to } = TASK_TRANSITIONS[action as TaskAction];
  if (!(from as readonly string[]).includes(task.state) || !findTransition(action, model.state as never)) return 'IllegalTransition';
  if (version !== task.version) return 'StaleVersion';
  Object.assign(task, { state: to, version: version + 1 });
  const hasOthers = model.tasks.some((one) => one !== task && one.round === task.round && (isOpen(one) || one.state === 'DONE'));
  take(model, action, at, hasOthers ? 'others are left' : 'the last');
  return 'EventTaskChanged';
}

function applyToExtension(model: EventModel, { action, id, version, byPost }: EventWish, at: Date): string {
  const extension = model.extensions.find((one) => one.id === id);
  if (!extension) return 'NotFound';
  if (extension.state !== 'REQUESTED' || !findTransition(action, model.state as never)) return 'IllegalTransition';
  if (version !== model.version) return 'StaleVersion';
  if (extension.byPost === byPost) return 'OwnRequest';
  extension.state = EXTENSION_TRANSITIONS[action as ExtensionAction].to;
  if (action === 'grantExtension') model.due = toDeadline(model.due ?? at, extension.days);
  take(model, action, at);
  return 'EventChanged';
}

const isInside = (path: string, root: string) => `${path}/`.startsWith(`${root}/`);
const dayOf = (moment: Date) => new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);

/** The summary of all time, as the model has it. Every deadline has passed. */
export function summarize(models: readonly EventModel[], root: string) {
  const here = models.filter(({ path }) => isInside(path, root));
  const count = (isSo: (model: EventModel) => boolean, of = here) => of.filter(isSo).length;
  const isUnsettled = ({ state }: EventModel) => !SETTLED.includes(state as never);
  const due = here.filter(({ due: deadline }) => deadline !== null);
  const punctuality = (of: readonly EventModel[]) => ({
    onTimeClosure: { numerator: of.filter(({ closed, due: deadline }) => closed && deadline && dayOf(closed) <= dayOf(deadline)).length, denominator: of.length },
    cards: { yellow: of.filter(({ supervision }) => supervision === 'YELLOW').length, red: of.filter(({ supervision }) => supervision === 'RED').length },
  });
  const by = <Key extends string>(keyOf: (model: EventModel) => Key, order: readonly Key[]) => order.map((key) => [key, here.filter((model) => keyOf(model) === key)] as const)
    .filter(([, of]) => of.length > 0);
  const figures = (of: EventModel[]) => ({ reported: of.length, closed: count(({ closed }) => closed !== null, of) });
  return {
    reported: here.length, accepted: count(({ accepted }) => accepted),
    acceptance: { numerator: count(({ accepted }) => accepted), denominator: count((model) => model.accepted || isUnsettled(model)) },
    closed: count(({ closed }) => closed !== null), open: count(isUnsettled), overdue: count((model) => model.due !== null && isUnsettled(model)),
    ...punctuality(due),
    byCategory: by(({ category }) => category, ['DISPUTE', 'SECURITY_HAZARD']).map(([category, of]) => ({ category, ...figures(of) })),
    bySeverity: by(({ severity }) => severity, ['I', 'IV']).map(([severity, of]) => ({ severity, ...figures(of) })),
    byOrganization: [...Map.groupBy(due.filter(({ responsible }) => responsible !== null), ({ responsible }) => responsible ?? '')]
      .sort(([one], [other]) => (one < other ? -1 : 1)).map(([id, of]) => ({ organization: { id }, ...punctuality(of) })),
    byState: [...Map.groupBy(here, ({ state }) => state)].map(([state, of]) => ({ state, events: of.length })),
  };
}
