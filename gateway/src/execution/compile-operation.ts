import type { ErrorCode } from '@sizhu/contract';
import { getVariableValues, GraphQLError, Kind, OperationTypeNode, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import type { Planner } from '../planning/load-planner.js';
import type { Cancellation } from '../transport/cancellation.js';
import { findConditions } from '../planning/settle-conditions.js';
import { createClientNeeds } from './client-needs.js';
import { collectFields } from './collect-fields.js';
import { isExplained, type CompletionError } from './completion-errors.js';
import type { Compiling } from './compile-fetch.js';
import { compilePlan } from './compile-plan.js';
import { followSource, type Follow, type GivenItem, type SubscribeOptions } from './follow-source.js';
import { compileObject } from './compile-projection.js';
import { compileIntrospection, type Introspect } from './introspect.js';
import { matchErrors, type Asked } from './match-errors.js';
import { createAnswerSharing, type ShareAnswers } from './share-answers.js';
import type { Run, Step } from './run.js';
import { trackSupplies } from './track-supplies.js';
import type { Data, Project } from './write-completion.js';

export interface Answer {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLError[];
}

/** An answer of which the data are JSON already, as text or as a byte string. */
export interface WrittenAnswer {
  readonly json?: string;
  readonly isInBytes: boolean;
  readonly errors?: readonly GraphQLError[];
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
export type RunOperation = (sent: Readonly<Record<string, unknown>>, signal?: AbortSignal) => Promise<Answer>;

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
  readonly compileFor: (values: ConditionValues) => void;
}

export type OperationCompiling = Omit<Compiling, 'names' | 'needs' | 'supplies'> & { readonly planner: Planner };

/** What is to be done when the conditions have certain values. */
interface Variant {
  readonly step: Step | undefined;
  readonly follow: Follow | undefined;
  readonly project: Project;
  /** Undefined where the operation does not ask for the schema. */
  readonly introspect: Introspect | undefined;
  readonly asked: Asked;
}

/** Each condition doubles the number of variants; of more than this, the first ones are made anew. */
const MAX_VARIANTS = 32;
/** Longer ones are seldom asked twice at a time, and are not kept. */
const MAX_SHARED_KEY = 8_192;

/** Compiles an operation that has been validated. See docs/execution.md. */
export function compileOperation(document: DocumentNode, operation: OperationDefinitionNode, compiling: OperationCompiling): CompiledOperation {
  const { apiSchema } = compiling.planner;
  const definitions = operation.variableDefinitions ?? [];
  const conditions = findConditions(document);
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const variants = new Map<string, Variant>();

  const variantFor = (variables: Data): Variant => {
    const key = conditions.map((name) => (variables[name] === true ? '1' : '0')).join('');
    const known = variants.get(key);
    if (known) return known;
    const { node, source, names } = compiling.planner.plan(document, operation.name?.value, variables);
    const projecting = { schema: apiSchema, fragments, variables, dataKeyOf: names.dataKeyOf };
    const root = getRootType(apiSchema, operation);
    const fields = collectFields(projecting, root, [operation.selectionSet]);
    const made = {
      step: node && compilePlan(node, {
        ...compiling, names, supplies: trackSupplies(compiling.isOfType), needs: createClientNeeds(projecting, root, operation.selectionSet),
      }),
      follow: source && followSource(source, names, compiling.transports),
      project: compileObject(projecting, root, [operation.selectionSet]),
      introspect: compileIntrospection(apiSchema, document, operation, fields),
      asked: { projecting, root, selectionSet: operation.selectionSet },
    };
    if (variants.size >= MAX_VARIANTS) variants.delete(variants.keys().next().value as string);
    variants.set(key, made);
    return made;
  };

  const answer = async ({ step, project, introspect, asked }: Variant, run: Run): Promise<Answer> => {
    if (step) await step(run);
    const found: CompletionError[] = [];
    const data = project(run.data, found, introspect?.(run.sent)) ?? null;
    if (found.length === 0 && run.errors.length === 0) return { data };
    const told = matchErrors(run, asked);
    const errors = [...told, ...toErrors(found, run.errors)];
    return errors.length === 0 ? { data } : { data, errors };
  };
  const coerce = (sent: Data) => getVariableValues(apiSchema, definitions, sent, { maxErrors: 50 });
  const begin = (sent: Data, signal: Cancellation | undefined): Run => ({ data: {}, sent, errors: [], fatal: new Set(), isInBytes: false, signal });

  const isQuery = operation.operation === OperationTypeNode.QUERY;
  let share: ShareAnswers<WrittenAnswer> | undefined;
  const write = async (sent: Data, { isInBytes, signal, deadlineAt }: Omit<WriteOptions, 'signal'> & { readonly signal: Cancellation | undefined }): Promise<WrittenAnswer> => {
    const { coerced: variables, errors: refused } = coerce(sent);
    if (refused) return { errors: refused.map(toInputError), isInBytes };
    const variant = variantFor(variables);
    // What the schema says of itself is text.
    const inBytes = isInBytes && !variant.introspect;
    const { data, errors } = await answer(variant, { ...begin(sent, signal), isInBytes: inBytes, deadlineAt });
    return { json: JSON.stringify(data), isInBytes: inBytes, ...(errors && { errors }) };
  };

  return {
    compiledFor: () => [...variants.keys()].map((key) => Object.fromEntries(conditions.map((name, at) => [name, key[at] === '1']))),
    compileFor: (values) => void variantFor(values),
    run: async (sent, signal) => {
      const { coerced: variables, errors: refused } = coerce(sent);
      if (refused) return { errors: refused.map(toInputError) };
      return answer(variantFor(variables), begin(sent, signal));
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
      const variant = variantFor(variables);
      if (!variant.follow) throw new Error('Only a subscription can be subscribed to.');
      const events = await variant.follow(begin(sent, options.signal), options);
      return Symbol.asyncIterator in events ? answerEach(events, (given) => answer(variant, { ...begin(sent, options.signal), given })) : events;
    },
  };
}

async function* answerEach(events: AsyncIterable<GivenItem>, answer: (given: NonNullable<GivenItem['given']>) => Promise<Answer>): AsyncGenerator<AnswerItem, void> {
  for await (const { id, given } of events) yield given ? { id, answer: await answer(given) } : { id };
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
