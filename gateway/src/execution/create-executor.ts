import { getOperationAST, GraphQLError, isAbstractType, isInterfaceType, isObjectType, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ErrorCode } from '@sizhu/contract';
import type { Planner } from '../planning/load-planner.js';
import type { Transports } from '../transport/transport.js';
import { compileOperation, type Answer, type RunOperation } from './compile-operation.js';

export interface OperationRequest {
  /** Parsed and validated. */
  readonly document: DocumentNode;
  /** The same for the same document, such as its hash. */
  readonly documentKey: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  readonly signal?: AbortSignal;
}

export type Executor = (request: OperationRequest) => Promise<Answer>;

const MAX_COMPILED_OPERATIONS = 1_000;

/** Executes operations over subgraphs. What an operation needs is compiled when it comes for the first time. */
export function createExecutor(planner: Planner, transports: Transports): Executor {
  for (const name of planner.subgraphNames) {
    if (!transports[name]) throw new Error(`The supergraph names the subgraph ${name}, to which there is no way.`);
  }
  const compiling = { planner, transports, keysOf: planner.keysOf, ...readTypes(planner.supergraphSchema) };
  const compiled = new Map<string, RunOperation>();

  const get = ({ document, documentKey, operationName }: OperationRequest): RunOperation => {
    const key = `${documentKey} ${operationName ?? ''}`;
    let run = compiled.get(key);
    if (run) {
      compiled.delete(key);
    } else {
      const operation = getOperationAST(document, operationName);
      if (!operation) {
        throw new GraphQLError('The document does not say which operation to run.', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' satisfies ErrorCode } });
      }
      run = compileOperation(document, operation, compiling);
      if (compiled.size >= MAX_COMPILED_OPERATIONS) compiled.delete(compiled.keys().next().value as string);
    }
    // A Map keeps the order of insertion: the first is the one that was not used for longest.
    compiled.set(key, run);
    return run;
  };

  return async (request) => get(request)(request.variables ?? {}, request.signal);
}

function readTypes(schema: GraphQLSchema) {
  const isObjectTypeName = (name: unknown) => typeof name === 'string' && isObjectType(schema.getType(name));
  const isOfType = (typename: unknown, condition: string): boolean => {
    if (typename === condition) return true;
    const [type, abstract] = [typeof typename === 'string' ? schema.getType(typename) : undefined, schema.getType(condition)];
    return (isObjectType(type) || isInterfaceType(type)) && isAbstractType(abstract) && schema.isSubType(abstract, type);
  };
  return { isObjectTypeName, isOfType };
}
