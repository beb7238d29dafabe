import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner, type QueryPlan, type QueryPlannerConfig } from '@apollo/query-planner';
import { ERRORS, type ErrorCode } from '@sizhu/contract';
import { buildASTSchema, GraphQLError, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { readCostTable, type CostTable } from '../limits/cost-table.js';
import { DEFAULT_LIMITS, type Limits } from '../limits/index.js';
import { countSelections } from '../limits/max-selections.js';
import type { FetchNode, PlanNode } from './plan.js';
import { collectEntityKeys, type KeysOf } from './entity-keys.js';
import { collectTags } from './collect-tags.js';
import { collectInterfaceObjects, narrowFragments } from './narrow-fragments.js';
import { createPlanApart } from './plan-apart.js';
import { collectReservedNames } from './reserved-names.js';
import { separateNames, type Names } from './separate-names.js';
import { fillEmptySelections, settleConditions, type Conditions } from './settle-conditions.js';

/** Plans beyond this number are not compared: the first ones are good, and the worst case stays short. */
const MAX_EVALUATED_PLANS = 50;
/** Ways to one field beyond this number double with each field below it, and so does the time that planning takes. */
const MAX_WAYS = 1_000;

const CONFIG: QueryPlannerConfig = { incrementalDelivery: { enableDefer: true }, debug: { maxEvaluatedPlans: MAX_EVALUATED_PLANS, pathsLimit: MAX_WAYS } };

/** Up to so many, with fragments unfolded, a plan takes a few milliseconds. */
const INLINE_SELECTIONS = 200;

export interface PlanningLimits extends Pick<Limits, 'planningMs'> {
  /** A document of more selections is planned in another thread. */
  readonly inlineSelections?: number;
}

export interface PlannedOperation {
  /** Undefined when no subgraph has to be asked. */
  readonly node: PlanNode | undefined;
  /** Of a subscription: the part of the plan whose answers come one after the other. */
  readonly source?: FetchNode;
  readonly names: Names;
}

export interface Planner {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** What subgraphs see: with every type and value that is hidden from clients. */
  readonly supergraphSchema: GraphQLSchema;
  readonly subgraphNames: readonly string[];
  /** Where the supergraph says that each subgraph is; may be empty. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
  readonly keysOf: KeysOf;
  /** Whether a field carries a tag. */
  readonly isTagged: (tag: string, typename: string, field: string) => boolean;
  /** What the supergraph says of the cost of fields. */
  readonly costs: CostTable;
  /**
   * Plans an operation of a valid document for these values of the variables of `@skip` and `@include`;
   * a large one in another thread. Rejects with a code where that takes too long.
   */
  plan(document: DocumentNode, operationName: string | undefined, conditions: Conditions): PlannedOperation | Promise<PlannedOperation>;
  /** Ends what runs beside. */
  close(): Promise<void>;
}

/** Reads a supergraph. Only this folder knows Apollo's planner. */
export function loadPlanner(supergraphSdl: string, { planningMs, inlineSelections = INLINE_SELECTIONS }: PlanningLimits = DEFAULT_LIMITS): Planner {
  const supergraphDocument = parse(supergraphSdl, { noLocation: true });
  const supergraph = Supergraph.build(supergraphSdl, { validateSupergraph: true });
  const planner = new QueryPlanner(supergraph, CONFIG);
  const apart = createPlanApart({ supergraphSdl, config: CONFIG, mostMs: planningMs });
  const api = supergraph.apiSchema();
  const reserved = collectReservedNames(supergraphDocument);
  const apiSchema = api.toGraphQLJSSchema({ includeDefer: true });
  const interfaceObjects = collectInterfaceObjects(supergraphDocument);
  const simplify = (document: DocumentNode, conditions: Conditions) =>
    fillEmptySelections(narrowFragments(settleConditions(document, conditions), apiSchema, interfaceObjects));
  return {
    apiSchema,
    supergraphSchema: buildASTSchema(supergraphDocument, { assumeValid: true, assumeValidSDL: true }),
    keysOf: collectEntityKeys(supergraphDocument),
    costs: readCostTable(supergraphDocument),
    close: apart.close,
    isTagged: collectTags(supergraphDocument),
    subgraphNames: supergraph.subgraphsMetadata().map(({ name }) => name),
    subgraphUrls: Object.fromEntries(supergraph.subgraphsMetadata().map(({ name, url }) => [name, url])),
    plan: (document, operationName, conditions) => {
      const { document: separated, names } = separateNames(simplify(document, conditions), apiSchema, reserved);
      if (countSelections(separated) > inlineSelections) {
        return apart.plan(separated, operationName).then((node) => toPlanned(node, names), (error: unknown) => { throw explain(error); });
      }
      try {
        return toPlanned(planner.buildQueryPlan(operationFromDocument(api, separated, { ...(operationName && { operationName }) })).node, names);
      } catch (error) {
        throw explain(error);
      }
    },
  };
}

function toPlanned(node: QueryPlan['node'], names: Names): PlannedOperation {
  if (node?.kind !== 'Subscription') return { node, names };
  const { primary, rest } = node;
  return { node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary, source: primary, names };
}

/** Interface objects that lead to each other can be gone through in very many ways. */
function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('Too many options')) return error;
  const code = 'TOO_MANY_SELECTIONS' satisfies ErrorCode;
  return new GraphQLError(`${ERRORS[code].text} The pillars could be asked for them in too many ways.`, { originalError: error, extensions: { code } });
}
