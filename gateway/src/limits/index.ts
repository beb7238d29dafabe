import type { DocumentNode, GraphQLError } from 'graphql';
import type { Limit } from './limit.js';
import { maxAliases } from './max-aliases.js';
import { maxDepth } from './max-depth.js';
import { maxDirectives } from './max-directives.js';
import { maxRootFields } from './max-root-fields.js';
import { maxSelections } from './max-selections.js';

export interface Limits {
  readonly bytes: number;
  readonly tokens: number;
  readonly depth: number;
  readonly aliases: number;
  readonly rootFields: number;
  readonly directives: number;
  /** With fragments unfolded. */
  readonly selections: number;
  /** Values in the variables, those inside of lists and objects included. */
  readonly values: number;
  /** See compile-cost.ts. */
  readonly cost: number;
  /** Time of a processor that one plan may take. */
  readonly planningMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  bytes: 1_000_000, tokens: 10_000, depth: 20, aliases: 500, rootFields: 100, directives: 500, selections: 5_000,
  values: 10_000, cost: 50_000, planningMs: 500,
};

const LIMITS = {
  selections: maxSelections, depth: maxDepth, rootFields: maxRootFields, aliases: maxAliases, directives: maxDirectives,
} as const satisfies Partial<Record<keyof Limits, Limit>>;

/** The first limit that a parsed document breaks. Looked at before it is validated, which takes longer. */
export function findBrokenLimit(document: DocumentNode, limits: Limits): GraphQLError | undefined {
  for (const name of Object.keys(LIMITS) as (keyof typeof LIMITS)[]) {
    const error = LIMITS[name](document, limits[name]);
    if (error) return error;
  }
  return undefined;
}
