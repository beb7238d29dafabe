import type { ErrorCode } from '@sizhu/contract';
import { getOperationAST, getVariableValues, GraphQLError, Kind, OperationTypeNode, type DocumentNode, type FragmentDefinitionNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { findDeprecations } from '../deprecations/find-deprecations.js';
import type { Deprecation } from '../deprecations/read-reason.js';
import { createAdmission } from '../limits/admission.js';
import type { Limits } from '../limits/index.js';
import type { PlannedOperation, Planner } from '../planning/load-planner.js';
import type { PlanNode } from '../planning/plan.js';
import { findConditions, settleConditions } from '../planning/settle-conditions.js';
import { hasDefers, settleDefers } from '../planning/settle-defers.js';
import { tell } from '../telling/tell.js';
import type { Telling, Told } from '../telling/telling.js';
import { watchRun, type RunWatch } from '../telling/watch-run.js';
import type { Cancellation } from '../transport/cancellation.js';
import { createClientNeeds } from './client-needs.js';
import { collectFields } from './collect-fields.js';
import { createDeferrals } from './defer/deferrals.js';
import { compileDelivery, type Deliver, type Delivery } from './defer/deliver-parts.js';
import { splitDefers, type SplitOperation } from './defer/split-defers.js';
import { isExplained, type CompletionError } from './completion-errors.js';
import type { Compiling } from './compile-fetch.js';
import { compilePlan } from './compile-plan.js';
import { followSource, type Follow, type GivenItem, type SubscribeOptions } from './follow-source.js';
import { compileObject } from './compile-projection.js';
import { compileIntrospection, type Introspect } from './introspect.js';
import { matchErrors, type Asked } from './match-errors.js';
import { createAnswerSharing, type ShareAnswers } from './share-answers.js';
import type { Run, Step, ToldStale } from './run.js';
import { trackSupplies } from './track-supplies.js';
import type { Data, Project } from './write-completion.js';

export interface Answer {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLError[];
  /** What the operation touches that is deprecated. */
  readonly deprecation?: Deprecation;
  /** What the request asked to be told. */
  readonly told?: Told;
  /** What was deferred, as it comes; the request is through when it ends. */
  readonly later?: AsyncGenerator<Delivery, void>;
  /** What of the data a pillar said before, and could not say now. */
  readonly stale?: readonly ToldStale[];
}

/** An answer of which the data are JSON already, as text or as a byte string. */
export interface WrittenAnswer {
  readonly json?: string;
  readonly isInBytes: boolean;
  readonly errors?: readonly GraphQLError[];
  /** What the operation touches that is deprecated. */
  readonly deprecation?: Deprecation;
  /** What of the data a pillar said before, and could not say now. */
  readonly stale?: readonly ToldStale[];
}

export interface WriteOptions {
  /** Whether byte strings are wanted; an answer may come as text all the same. */
  readonly isInBytes: boolean;
  readonly signal: AbortSignal | undefined;
  /** When the client is answered with what there is, in milliseconds of `performance.now()`. */
  readonly deadlineAt?: number | undefined;
  /**
   * Whose rights the answer holds by, and whatever else it depends on beside document and variables. Those who ask at
   * the same time with the same value are answered together; undefined: alone.
   */
  readonly sharedBy?: string | undefined;
}

/** Runs one operation with the variables that the client sent. */
export type RunOperation = (sent: Readonly<Record<string, unknown>>, options?: RunOptions) => Promise<Answer>;

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
  readonly telling?: Telling | undefined;
  /** Whether what is deferred may be answered later; otherwise it is answered at once. */
  readonly isDeferring?: boolean | undefined;
}

/** One answer of a subscription. */
export interface AnswerItem {
  readonly id: string;
  /** None where only the place is told at which the subscription begins. */
  readonly answer?: Answer;
}

/** Starts a subscription; or answers why there is none. */
export type SubscribeOperation = (sent: Readonly<Record<string, unknown>>, options: SubscribeOptions) => Promise<AsyncGenerator<AnswerItem, void> | Answer>;

/** Values of the variables of `@skip` and `@include`. */
export type ConditionValues = Readonly<Record<string, boolean>>;

export interface CompiledOperation {
  readonly run: RunOperation;
  readonly write: (sent: Readonly<Record<string, unknown>>, options: WriteOptions) => Promise<WrittenAnswer>;
  readonly subscribe: SubscribeOperation;
  /** For which values of its conditions it is planned and compiled already. */
  readonly compiledFor: () => readonly ConditionValues[];
  /** Plans and compiles it for such values before anybody asks. */
  readonly compileFor: (values: ConditionValues) => Promise<void>;
}

export type OperationCompiling = Omit<Compiling, 'names' | 'needs' | 'supplies'> & { readonly planner: Planner; readonly limits: Limits };

/** What is to be done when the conditions have certain values. */
interface Variant {
  readonly node: PlanNode | undefined;
  readonly step: Step | undefined;
  readonly follow: Follow | undefined;
  readonly project: Project;
  /** Undefined where the operation does not ask for the schema. */
  readonly introspect: Introspect | undefined;
  readonly asked: Asked;
  /** Where something is deferred. */
  readonly deliver: Deliver | undefined;
}

/** What is planned and projected: the operation itself, or what it comes to where parts of it are answered later. */
interface Subject extends Pick<SplitOperation, 'document' | 'operation' | 'primary' | 'parts'> {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Each condition doubles the number of variants; of more than this, the first ones are made anew. */
const MAX_VARIANTS = 32;
/** Longer ones are seldom asked twice at a time, and are not kept. */
const MAX_SHARED_KEY = 8_192;

/** Compiles an operation that has been validated. See docs/execution.md. */
export function compileOperation(document: DocumentNode, operation: OperationDefinitionNode, compiling: OperationCompiling): CompiledOperation {
  const { apiSchema, costs } = compiling.planner;
  const definitions = operation.variableDefinitions ?? [];
  const conditions = findConditions(document);
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const variants = new Map<string, Variant | Promise<Variant>>();
  const deprecation = findDeprecations(document, operation, apiSchema);
  const admit = createAdmission(document, operation, { schema: apiSchema, table: costs, limits: compiling.limits });
  const hasDeferred = hasDefers(document);
  const wholeSubject: Subject = { document, operation, fragments, primary: operation.selectionSet, parts: [] };

  const toSubject = (variables: Data, isDeferring: boolean): Subject => {
    if (!hasDeferred) return wholeSubject;
    const settled = settleDefers(settleConditions(document, variables), variables, isDeferring);
    const settledOperation = getOperationAST(settled, operation.name?.value);
    if (!settledOperation || !hasDefers(settled)) return { ...wholeSubject, document: settled };
    return { ...splitDefers(settled, settledOperation), fragments };
  };

  const variantFor = (variables: Data, isDeferring = false): Variant | Promise<Variant> => {
    const key = conditions.map((name) => (variables[name] === true ? '1' : variables[name] === false ? '0' : '-')).join('') + (isDeferring ? 'd' : '');
    const known = variants.get(key);
    if (known) return known;
    if (variants.size >= MAX_VARIANTS) variants.delete(variants.keys().next().value as string);
    const made = makeVariant(variables, isDeferring);
    variants.set(key, made);
    // Whoever asks meanwhile waits for the same plan; one that takes too long is not tried again.
    if (made instanceof Promise) made.then((one) => { variants.set(key, one); }, (error: unknown) => { if (!isTooLong(error)) variants.delete(key); });
    return made;
  };

  const makeVariant = (variables: Data, isDeferring: boolean): Variant | Promise<Variant> => {
    const subject = toSubject(variables, isDeferring);
    // The planner fails on some operations where a deferred field requires one that is not, and the other way round: they are answered at once.
    const orAtOnce = (error: unknown): Variant | Promise<Variant> => {
      if (subject.parts.length === 0 || isTooLong(error)) throw error;
      return variantFor(variables);
    };
    try {
      const planned = compiling.planner.plan(subject.document, operation.name?.value, variables);
      return planned instanceof Promise ? planned.then((one) => compileVariant(one, variables, subject)).catch(orAtOnce) : compileVariant(planned, variables, subject);
    } catch (error) {
      return orAtOnce(error);
    }
  };

  const compileVariant = ({ node, source, names }: PlannedOperation, variables: Data, subject: Subject): Variant => {
    const projecting = { schema: apiSchema, fragments: subject.fragments, variables, dataKeyOf: names.dataKeyOf };
    const root = getRootType(apiSchema, operation);
    const { selectionSet } = subject.operation;
    const introspect = compileIntrospection(apiSchema, subject.document, subject.operation, collectFields(projecting, root, [selectionSet]));
    const asked = { projecting, root, selectionSet };
    return {
      node,
      step: node && compilePlan(node, {
        ...compiling, names, supplies: trackSupplies(compiling.isOfType), needs: createClientNeeds(projecting, root, selectionSet),
      }),
      follow: source && followSource(source, names, compiling.transports),
      project: compileObject(projecting, root, [subject.primary]),
      introspect,
      asked,
      deliver: subject.parts.length === 0 ? undefined : compileDelivery({
        parts: subject.parts, projecting, root, introspect: (sent) => introspect?.(sent),
        toErrors: (own, found, before) => [...matchErrors(own, asked), ...toErrors(found, [...own.errors, ...before])],
      }),
    };
  };

  const answer = async ({ step, project, introspect, asked }: Variant, run: Run): Promise<Answer> => {
    if (step) await step(run);
    const found: CompletionError[] = [];
    const data = project(run.data, found, introspect?.(run.sent)) ?? null;
    if (found.length === 0 && run.errors.length === 0) return { data };
    const told = matchErrors(run, asked);
    const errors = [...told, ...toErrors(found, run.errors)];
    return { data, ...(errors.length > 0 && { errors }), ...(run.stale.length > 0 && { stale: run.stale }) };
  };
  const answerInParts = async (variant: Variant, run: Run, toTell: (() => Told) | undefined): Promise<Answer> => {
    const deferrals = createDeferrals();
    const begun: Run = { ...run, deferrals };
    const answered = await answer(variant, begun);
    if (!answered.data || !variant.deliver) return answered;
    const later = variant.deliver(begun, deferrals, answered.data);
    return { ...answered, later: toTell ? tellLast(later, toTell) : later };
  };
  const coerce = (sent: Data) => getVariableValues(apiSchema, definitions, sent, { maxErrors: 50 });
  const begin = (sent: Data, signal: Cancellation | undefined, watch?: RunWatch): Run => ({ data: {}, sent, errors: [], fatal: new Set(), isInBytes: false, stale: [], signal, ...(watch && { watch }) });

  const isQuery = operation.operation === OperationTypeNode.QUERY;
  let share: ShareAnswers<WrittenAnswer> | undefined;
  const write = async (sent: Data, { isInBytes, signal, deadlineAt }: Omit<WriteOptions, 'signal'> & { readonly signal: Cancellation | undefined }): Promise<WrittenAnswer> => {
    const { coerced: variables, errors: refused } = coerce(sent);
    if (refused) return { errors: refused.map(toInputError), isInBytes };
    const cost = admit(sent, variables);
    if (typeof cost !== 'number') return { errors: [cost], isInBytes };
    const variant = await variantFor(variables);
    // What the schema says of itself is text.
    const inBytes = isInBytes && !variant.introspect;
    const { data, errors, stale } = await answer(variant, { ...begin(sent, signal), isInBytes: inBytes, deadlineAt });
    return { json: JSON.stringify(data), isInBytes: inBytes, ...(errors && { errors }), ...(stale && { stale }), ...(deprecation && { deprecation }) };
  };

  return {
    compiledFor: () => [...variants.keys()].map((key) => Object.fromEntries(conditions.map((name, at) => [name, key[at] === '1']))),
    compileFor: async (values) => { await variantFor(values); },
    run: async (sent, { signal, telling, isDeferring = false } = {}) => {
      const watch = telling && watchRun();
      const { coerced: variables, errors: refused } = coerce(sent);
      if (refused) return { errors: refused.map(toInputError) };
      const cost = admit(sent, variables);
      if (typeof cost !== 'number') return { errors: [cost] };
      const variant = await variantFor(variables, hasDeferred && isDeferring);
      watch?.planned();
      const toTell = telling && watch && (() => tell(telling, { node: variant.node, watch, cost: { cost, most: compiling.limits.cost } }));
      if (variant.deliver) return { ...await answerInParts(variant, begin(sent, signal, watch), toTell), ...(deprecation && { deprecation }) };
      const answered = await answer(variant, begin(sent, signal, watch));
      const told = toTell?.();
      return told || deprecation ? { ...answered, ...(told && { told }), ...(deprecation && { deprecation }) } : answered;
    },
    write: (sent, options) => {
      // Changes are executed, where they are written down before: nobody may ask for them by this way.
      if (!isQuery) throw new Error('Only a query can be answered in writing.');
      const { sharedBy, signal } = options;
      const key = sharedBy !== undefined ? JSON.stringify([sharedBy, sent]) : undefined;
      if (key === undefined || key.length > MAX_SHARED_KEY) return write(sent, options);
      return (share ??= createAnswerSharing())(key, signal, (shared) => write(sent, { ...options, signal: shared }));
    },
    subscribe: async (sent, options) => {
      const { coerced: variables, errors: refused } = coerce(sent);
      if (refused) return { errors: refused.map(toInputError) };
      const cost = admit(sent, variables);
      if (typeof cost !== 'number') return { errors: [cost] };
      const variant = await variantFor(variables);
      if (!variant.follow) throw new Error('Only a subscription can be subscribed to.');
      const events = await variant.follow(begin(sent, options.signal), options);
      return Symbol.asyncIterator in events ? answerEach(events, (given) => answer(variant, { ...begin(sent, options.signal), given })) : events;
    },
  };
}

async function* answerEach(events: AsyncIterable<GivenItem>, answer: (given: NonNullable<GivenItem['given']>) => Promise<Answer>): AsyncGenerator<AnswerItem, void> {
  for await (const { id, given } of events) yield given ? { id, answer: await answer(given) } : { id };
}

async function* tellLast(later: AsyncIterable<Delivery>, toTell: () => Told): AsyncGenerator<Delivery, void> {
  for await (const delivery of later) yield delivery.hasNext ? delivery : { ...delivery, told: toTell() };
}

const toInputError = ({ message, nodes, originalError }: GraphQLError): GraphQLError =>
  new GraphQLError(message, { nodes: nodes ?? null, originalError: originalError ?? null, extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode } });

const toErrors = (found: readonly CompletionError[], told: readonly GraphQLError[]): GraphQLError[] => found.flatMap(({ kind, message, reversedPath }) => {
  const path = reversedPath.toReversed();
  return kind === 'missing' && isExplained(path, told) ? [] : [new GraphQLError(message, { path })];
});

function getRootType(schema: GraphQLSchema, operation: OperationDefinitionNode) {
  const type = schema.getRootType(operation.operation);
  if (!type) throw new GraphQLError(`The schema has no ${operation.operation}.`, { nodes: operation });
  return type;
}

const isTooLong = (error: unknown): boolean =>
  error instanceof GraphQLError && error.extensions.code === ('PLANNING_TOO_LONG' satisfies ErrorCode);
