import { Kind, print, TypeInfo, visit, visitWithTypeInfo, type DocumentNode, type FieldNode, type GraphQLSchema } from 'graphql';
import type { ReservedNames } from './reserved-names.js';

/** How data that the planner asks for is named, beside how the client wants it named. */
export interface Names {
  /** The key under which subgraphs are asked for this field of the client's document, in an object of this type. */
  dataKeyOf(field: FieldNode, parent: string): string;
  /** The client's key for a key in a subgraph's answer. */
  responseKeyOf(dataKey: string): string;
  /** The client's name of a variable of the plan. */
  variableOf(planned: string): string;
}

export interface SeparatedDocument {
  readonly document: DocumentNode;
  readonly names: Names;
}

const TYPENAME = '__typename';
/** The planner passes entities by a variable of this name. */
const TAKEN_VARIABLE = 'representations';
const NONE: ReservedNames = { fields: new Set(), withArguments: new Set() };
const OURS = /_as_asked_\d+$/;

/**
 * Renames what the client asked for wherever the planner could take it for something of its own:
 * an alias that is the name of a key, or a field with arguments that another field requires with
 * other arguments. The planner would ask one subgraph for both under one key.
 *
 * See https://specs.apollo.dev/federation/v2.3/#@requires
 */
export function separateNames(document: DocumentNode, schema: GraphQLSchema, reserved: ReservedNames): SeparatedDocument {
  const keys = new Map<string, string>();
  const responseKeys = new Map<string, string>();
  const variable = freeVariable(document);
  const typeInfo = new TypeInfo(schema);
  const roots = new Set([schema.getQueryType()?.name, schema.getMutationType()?.name]);

  const dataKeyOf = (field: FieldNode, parent: string | undefined): string => {
    const name = field.name.value;
    const key = field.alias?.value ?? name;
    if (name === TYPENAME) return TYPENAME;
    // A root is no entity: the planner asks nothing of it for its own sake.
    if (!isAmbiguous(field, key, roots.has(parent) ? NONE : reserved)) return key;
    const printed = `${key}:${name}(${(field.arguments ?? []).map(print).join()})`;
    const known = keys.get(printed);
    if (known !== undefined) return known;
    const created = `${key.replace(/^_+/, '')}_as_asked_${keys.size}`;
    keys.set(printed, created);
    responseKeys.set(created, key);
    return created;
  };

  return {
    document: visit(document, visitWithTypeInfo(typeInfo, {
      Field: (field) => {
        const key = dataKeyOf(field, typeInfo.getParentType()?.name);
        if (key === (field.alias?.value ?? field.name.value)) return undefined;
        const { alias: _alias, ...bare } = field;
        return key === field.name.value ? bare : { ...bare, alias: { kind: Kind.NAME, value: key } };
      },
      Variable: (node) => (node.name.value === TAKEN_VARIABLE ? { ...node, name: { kind: Kind.NAME, value: variable } } : undefined),
    })),
    names: {
      dataKeyOf,
      responseKeyOf: (dataKey) => responseKeys.get(dataKey) ?? dataKey,
      variableOf: (planned) => (planned === variable ? TAKEN_VARIABLE : planned),
    },
  };
}

function isAmbiguous({ name: { value: name }, arguments: args }: FieldNode, key: string, reserved: ReservedNames): boolean {
  // A plain object answers to these names whether or not the data hold them.
  if (key in Object.prototype || OURS.test(key)) return true;
  if (reserved.withArguments.has(name) && key === name) return true;
  const isPlain = key === name && !args?.length;
  return !isPlain && (reserved.fields.has(key) || key === TYPENAME);
}

function freeVariable(document: DocumentNode): string {
  const used = new Set<string>();
  visit(document, { Variable: (node) => { used.add(node.name.value); } });
  let name = `${TAKEN_VARIABLE}_`;
  while (used.has(name)) name += '_';
  return name;
}
