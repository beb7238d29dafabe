import { getOperationAST, GraphQLError, isAbstractType, isInterfaceType, isObjectType, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ErrorCode } from '@sizhu/contract';
import { DEFAULT_LIMITS, type Limits } from '../limits/index.js';
import type { Planner } from '../planning/load-planner.js';
import type { Telling } from '../telling/telling.js';
import type { Transports } from '../transport/transport.js';
import {
  compileOperation, type Answer, type AnswerItem, type CompiledOperation, type ConditionValues, type WriteOptions, type WrittenAnswer,
} from './compile-operation.js';
import type { SubscribeOptions } from './follow-source.js';

export interface OperationRequest {
  /** Parsed and validated; the same object for the same document, so that it is compiled once. */
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly signal?: AbortSignal;
  /** What is to be told beside the answer. */
  readonly telling?: Telling | undefined;
  /** Whether what is deferred may be answered later. */
  readonly isDeferring?: boolean | undefined;
}

export type Executor = (request: OperationRequest) => Promise<Answer>;

/** Answers each event of a subscription for as long as the next one is asked for; or answers why there are none. */
export type Subscriber = (request: Omit<OperationRequest, 'signal'>, options: SubscribeOptions) => Promise<AsyncGenerator<AnswerItem, void> | Answer>;

/** What has been made of an operation of a document. */
export interface CompiledOne {
  readonly operationName: string;
  readonly values: ConditionValues;
}

export interface Engine {
  readonly execute: Executor;
  /** The same answer to a query, with its data written: in byte strings where all subgraphs are called in them. */
  readonly write: (request: OperationRequest & Pick<WriteOptions, 'sharedBy' | 'deadlineAt'>) => Promise<WrittenAnswer>;
  readonly subscribe: Subscriber;
  /** What is compiled of a document. */
  readonly compiledOf: (document: DocumentNode) => readonly CompiledOne[];
  /** Plans and compiles, of another document, what was compiled of one; so that nobody has to wait for it. */
  readonly compile: (document: DocumentNode, one: CompiledOne) => Promise<void>;
}

/** Executes operations over subgraphs. What an operation needs is compiled when it comes for the first time. */
export const createExecutor = (planner: Planner, transports: Transports, limits?: Limits): Executor => createEngine(planner, transports, limits).execute;

/** The same, with subscriptions. */
export function createEngine(planner: Planner, transports: Transports, limits: Limits = DEFAULT_LIMITS): Engine {
  for (const name of planner.subgraphNames) {
    if (!transports[name]) throw new Error(`The supergraph names the subgraph ${name}, to which there is no way.`);
  }
  const compiling = { planner, limits, transports, keysOf: planner.keysOf, ...readTypes(planner.supergraphSchema) };
  // As long as the document itself is kept, so is what was made of it.
  const compiled = new WeakMap<DocumentNode, Map<string, CompiledOperation>>();

  const get = ({ document, operationName }: Pick<OperationRequest, 'document' | 'operationName'>): CompiledOperation => {
    const operations = compiled.get(document) ?? new Map<string, CompiledOperation>();
    compiled.set(document, operations);
    const known = operations.get(operationName ?? '');
    if (known) return known;
    const operation = getOperationAST(document, operationName);
    if (!operation) {
      throw new GraphQLError('The document does not say which operation to run.', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' satisfies ErrorCode } });
    }
    const made = compileOperation(document, operation, compiling);
    operations.set(operationName ?? '', made);
    return made;
  };

  const isInBytes = planner.subgraphNames.every((name) => transports[name]?.takesBytes === true);
  return {
    write: async (request) => get(request).write(request.variables ?? {}, { isInBytes, signal: request.signal, deadlineAt: request.deadlineAt, sharedBy: request.sharedBy }),
    execute: async (request) => get(request).run(request.variables ?? {}, request),
    subscribe: async (request, options) => get(request).subscribe(request.variables ?? {}, options),
    compiledOf: (document) => [...compiled.get(document) ?? []].flatMap(([operationName, operation]) =>
      operation.compiledFor().map((values) => ({ operationName, values }))),
    compile: async (document, { operationName, values }) => get({ document, operationName: operationName || null }).compileFor(values),
  };
}

function readTypes(schema: GraphQLSchema) {
  const isObjectTypeName = (name: unknown) => typeof name === 'string' && isObjectType(schema.getType(name));
  const isOfType = (typename: unknown, condition: string): boolean => {
    if (typename === condition) return true;
    const [type, abstract] = [typeof typename === 'string' ? schema.getType(typename) : undefined, schema.getType(condition)];
    return (isObjectType(type) || isInterfaceType(type)) && isAbstractType(abstract) && schema.isSubType(abstract, type);
  };
  const interfacesOf = (typename: string): readonly string[] => {
    const type = schema.getType(typename);
    return isObjectType(type) ? type.getInterfaces().map(({ name }) => name) : [];
  };
  return { isObjectTypeName, isOfType, interfacesOf };
}
