import type { ErrorCode } from '@sizhu/contract';
import { GraphQLError, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { compileCost } from './compile-cost.js';
import type { CostTable } from './cost-table.js';
import { countValues } from './count-values.js';
import type { Limits } from './index.js';

type Variables = Readonly<Record<string, unknown>>;

interface AdmissionOptions {
  readonly schema: GraphQLSchema;
  readonly table: CostTable;
  readonly limits: Pick<Limits, 'cost' | 'values'>;
}

/** What an operation costs with these variables; or why it is not run with them, before any pillar is asked. */
export type Admit = (sent: Variables, coerced: Variables) => number | GraphQLError;

export function createAdmission(document: DocumentNode, operation: OperationDefinitionNode, { schema, table, limits }: AdmissionOptions): Admit {
  const measure = compileCost(document, operation, { schema, table });
  return (sent, coerced) => {
    if (countValues(sent, limits.values) > limits.values) return refusal('TOO_MANY_VALUES', `The variables hold more than ${limits.values} values.`);
    const cost = measure(coerced);
    if (cost <= limits.cost) return cost;
    return refusal('COST_TOO_HIGH', `The operation costs ${Math.ceil(cost)}; at most ${limits.cost} is taken. Ask for shorter pages, or for less below them.`);
  };
}

const refusal = (code: ErrorCode, message: string): GraphQLError => new GraphQLError(message, { extensions: { code } });
