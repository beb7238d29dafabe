import { Kind, valueFromASTUntyped, type ConstDirectiveNode, type DocumentNode } from 'graphql';

/** What the schema itself says of the cost of one field. */
export interface FieldCost {
  /** Of one object of it, in place of 1; of a leaf, in place of 0. */
  readonly weight?: number;
  /** How many items a list is taken to have, where no argument says it. */
  readonly assumedSize?: number;
  /** The arguments that say how many. */
  readonly slicingArguments?: readonly string[];
  /** The lists below this field that the arguments are about. */
  readonly sizedFields?: readonly string[];
}

export type CostTable = ReadonlyMap<string, FieldCost>;

/**
 * Reads `@cost` and `@listSize` of a supergraph, by "Type.field".
 *
 * See https://ibm.github.io/graphql-specs/cost-spec.html
 */
export function readCostTable(supergraph: DocumentNode): CostTable {
  const table = new Map<string, FieldCost>();
  for (const definition of supergraph.definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      const cost = { ...directives.reduce<FieldCost>((known, directive) => ({ ...known, ...readDirective(directive) }), {}) };
      if (Object.keys(cost).length > 0) table.set(`${definition.name.value}.${name.value}`, cost);
    }
  }
  return table;
}

function readDirective({ name, arguments: args = [] }: ConstDirectiveNode): FieldCost {
  const given = Object.fromEntries(args.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)]));
  if (name.value === 'cost') return { weight: Number(given.weight) };
  if (name.value !== 'listSize') return {};
  return {
    ...(typeof given.assumedSize === 'number' && { assumedSize: given.assumedSize }),
    ...(Array.isArray(given.slicingArguments) && { slicingArguments: given.slicingArguments.map(String) }),
    ...(Array.isArray(given.sizedFields) && { sizedFields: given.sizedFields.map(String) }),
  };
}
