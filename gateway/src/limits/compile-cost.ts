import {
  getDirectiveValues, getNamedType, GraphQLIncludeDirective, GraphQLSkipDirective, isCompositeType, isInterfaceType, isListType, isNonNullType, isObjectType,
  Kind, SchemaMetaFieldDef, TypeMetaFieldDef,
  type DocumentNode, type FieldNode, type FragmentDefinitionNode, type GraphQLField, type GraphQLOutputType, type GraphQLSchema,
  type OperationDefinitionNode, type SelectionNode, type SelectionSetNode, type GraphQLNamedType,
} from 'graphql';
import type { CostTable, FieldCost } from './cost-table.js';
import { readSize } from './read-size.js';

/** The cost of an operation, once the values of its variables are known. */
export type MeasureCost = (variables: Readonly<Record<string, unknown>>) => number;

/** A list of which nobody says how long it is. */
const ASSUMED_SIZE = 10;
/** A change writes, and tells others. */
const MUTATION_WEIGHT = 10;
/** Asking for the schema asks no pillar. */
const INTROSPECTION_WEIGHT = 0.01;
/** What the lists of a connection are called that its arguments are about. */
const PAGED: readonly string[] = ['edges', 'nodes'];
const SLICING: readonly string[] = ['first', 'last'];

/** What a field passes on to the lists below it. */
interface Sized {
  readonly names: readonly string[];
  readonly size: MeasureCost;
}

interface Costing {
  readonly schema: GraphQLSchema;
  readonly table: CostTable;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

const NOTHING: FieldCost = {};
const FREE: MeasureCost = () => 0;

/**
 * Compiles what an operation costs: each object that it may bring counts 1, each leaf nothing, and a list
 * as often as it may have items, with all that lies below. The document has been held to its other limits
 * before, so that there are not many selections. See docs/protocol.md.
 */
export function compileCost(document: DocumentNode, operation: OperationDefinitionNode, { schema, table }: Pick<Costing, 'schema' | 'table'>): MeasureCost {
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const root = schema.getRootType(operation.operation);
  return root ? costOfSet(operation.selectionSet, root, { costing: { schema, table, fragments }, sized: undefined }) : FREE;
}

interface Around {
  readonly costing: Costing;
  readonly sized: Sized | undefined;
}

function costOfSet({ selections }: SelectionSetNode, type: GraphQLNamedType, around: Around): MeasureCost {
  const parts = selections.map((selection) => whenIncluded(selection, costOf(selection, type, around))).filter((part) => part !== FREE);
  return parts.length === 0 ? FREE : (variables) => parts.reduce((cost, part) => cost + part(variables), 0);
}

function costOf(selection: SelectionNode, type: GraphQLNamedType, around: Around): MeasureCost {
  if (selection.kind === Kind.FIELD) return costOfField(selection, type, around);
  const { schema, fragments } = around.costing;
  const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
  if (!fragment) return FREE;
  const condition = fragment.typeCondition ? schema.getType(fragment.typeCondition.name.value) : type;
  return condition ? costOfSet(fragment.selectionSet, condition, around) : FREE;
}

function costOfField(node: FieldNode, parent: GraphQLNamedType, { costing, sized }: Around): MeasureCost {
  const { schema, table } = costing;
  const field = findField(schema, parent, node.name.value);
  if (!field) return FREE;
  const type = getNamedType(field.type);
  const own = table.get(`${parent.name}.${node.name.value}`) ?? NOTHING;
  const weight = own.weight ?? defaultWeight(schema, parent, type);
  const asked = readSize(field, node, own.slicingArguments ?? SLICING);
  const items = isList(field.type)
    ? (sized?.names.includes(node.name.value) ? sized.size : asked ?? constant(own.assumedSize ?? assumedSize(schema, parent, field.name)))
    : undefined;
  const passedOn = asked && !items ? { names: own.sizedFields ?? PAGED, size: asked } : undefined;
  const below = node.selectionSet ? costOfSet(node.selectionSet, type, { costing, sized: passedOn }) : FREE;
  if (weight === 0 && below === FREE) return FREE;
  return items ? (variables) => items(variables) * (weight + below(variables)) : (variables) => weight + below(variables);
}

function findField(schema: GraphQLSchema, parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (parent === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
    if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  }
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
}

function defaultWeight(schema: GraphQLSchema, parent: GraphQLNamedType, type: GraphQLNamedType): number {
  if (!isCompositeType(type)) return 0;
  if (type.name.startsWith('__')) return INTROSPECTION_WEIGHT;
  return parent === schema.getMutationType() ? MUTATION_WEIGHT : 1;
}

/** Of the schema, it is known how many types it has. */
const assumedSize = (schema: GraphQLSchema, parent: GraphQLNamedType, field: string): number =>
  (parent.name === '__Schema' && field === 'types' ? Object.keys(schema.getTypeMap()).length : ASSUMED_SIZE);

const constant = (value: number): MeasureCost => () => value;

const isList = (type: GraphQLOutputType): boolean => isListType(isNonNullType(type) ? type.ofType : type);

/** See https://spec.graphql.org/draft/#sec--skip */
function whenIncluded(selection: SelectionNode, cost: MeasureCost): MeasureCost {
  if (cost === FREE || !selection.directives?.length) return cost;
  return (variables) => {
    if (getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if === true) return 0;
    return getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if === false ? 0 : cost(variables);
  };
}
