import {
  getNamedType, getNullableType, isAbstractType, isCompositeType, isEnumType, isInputObjectType, isListType, isNonNullType, isObjectType, isRequiredInputField, Kind, parse, print, validate,
  type DocumentNode, type GraphQLArgument, type GraphQLCompositeType, type GraphQLField, type GraphQLInputType, type GraphQLSchema, type ValueNode,
} from 'graphql';
import type { Random } from './random.js';

export interface GeneratedOperation {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

const ALIASES = ['id', 'name', 'price', 'x', 'y', 'z', 'constructor', '__proto__', 'weight', 'code'];
const MAX_DEPTH = 5;
const MAX_SELECTIONS = 45;

/** A valid operation over a schema, with all that a document may hold. */
export function generateOperation(schema: GraphQLSchema, random: Random): GeneratedOperation {
  for (;;) {
    const { text, variables } = new Generation(schema, random).write();
    const document = parse(text, { noLocation: true });
    // Most of what is not valid asks for two things under one key; what can be merged stays.
    if (validate(schema, document).length === 0) return { document, variables };
  }
}

class Generation {
  readonly #definitions: string[] = [];
  readonly #variables: Record<string, unknown> = {};
  readonly #fragments: string[] = [];
  readonly #conditions: string[] = [];
  #left = MAX_SELECTIONS;

  constructor(readonly schema: GraphQLSchema, readonly random: Random) {}

  write() {
    const mutation = this.schema.getMutationType();
    const root = mutation && this.random.chance(0.2) ? mutation : this.schema.getQueryType();
    const body = this.#selections(root as GraphQLCompositeType, 0);
    const definitions = this.#definitions.length > 0 ? `(${this.#definitions.join(', ')})` : '';
    return { text: `${root === mutation ? 'mutation' : 'query'} Generated${definitions} ${body}\n${this.#fragments.join('\n')}`, variables: this.#variables };
  }

  #selections(type: GraphQLCompositeType, depth: number): string {
    const count = 1 + this.random.below(depth === 0 ? 3 : 4);
    const selections = Array.from({ length: count }, () => this.#selection(type, depth));
    return `{ ${selections.join(' ')} }`;
  }

  #selection(type: GraphQLCompositeType, depth: number): string {
    const { random } = this;
    this.#left -= 1;
    const isRoot = type === this.schema.getQueryType() || type === this.schema.getMutationType();
    if (this.#left > 0 && random.chance(isAbstractType(type) ? 0.45 : 0.08)) return this.#fragment(type, depth);
    const fields = 'getFields' in type ? Object.values(type.getFields()) as GraphQLField<unknown, unknown>[] : [];
    const leavesOnly = depth >= MAX_DEPTH || this.#left <= 0;
    const candidates = leavesOnly ? fields.filter((field) => !isCompositeType(getNamedType(field.type))) : fields;
    if (random.chance(isRoot ? 0.03 : 0.1) || candidates.length === 0) return `${random.chance(0.2) ? `${random.pick(ALIASES)}: ` : ''}__typename${this.#directive()}`;
    const field = random.pick(candidates);
    const named = getNamedType(field.type);
    const alias = random.chance(0.2) ? `${random.pick(ALIASES)}: ` : '';
    const below = isCompositeType(named) ? ` ${this.#selections(named, depth + 1)}` : '';
    return `${alias}${field.name}${this.#arguments(field.args)}${this.#directive()}${below}`;
  }

  #fragment(type: GraphQLCompositeType, depth: number): string {
    const { random, schema } = this;
    const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    const overlapping = Object.values(schema.getTypeMap()).filter((other): other is GraphQLCompositeType =>
      !other.name.startsWith('__') && (isObjectType(other) ? possible.includes(other) : isAbstractType(other) && schema.getPossibleTypes(other).some((one) => possible.includes(one))));
    const condition = random.chance(0.1) ? type : random.pick(overlapping);
    const selections = this.#selections(condition, depth);
    if (random.chance(0.3)) {
      const name = `F${this.#fragments.length}`;
      this.#fragments.push(`fragment ${name} on ${condition.name} ${selections}`);
      return `...${name}${this.#directive()}`;
    }
    return condition === type && random.chance(0.3) ? `...${this.#directive()} ${selections}` : `... on ${condition.name}${this.#directive()} ${selections}`;
  }

  #directive(): string {
    const { random } = this;
    if (!random.chance(0.12)) return '';
    const both = random.chance(0.15);
    const one = (name: string) => ` @${name}(if: ${random.chance(0.7) ? this.#condition() : random.chance(0.5)})`;
    return both ? one('skip') + one('include') : one(random.pick(['skip', 'include']));
  }

  #condition(): string {
    const known = this.#conditions;
    if (known.length > 1 || (known.length === 1 && this.random.chance(0.5))) return `$${this.random.pick(known)}`;
    const name = `if${known.length}`;
    const isDefault = this.random.chance(0.3);
    this.#definitions.push(`$${name}: Boolean${isDefault ? ` = ${this.random.chance(0.5)}` : '!'}`);
    if (!isDefault || this.random.chance(0.3)) this.#variables[name] = this.random.chance(0.6);
    this.#conditions.push(name);
    return `$${name}`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const written = args.filter((arg) => (isNonNullType(arg.type) && arg.defaultValue === undefined) || this.random.chance(0.5))
      .map((arg) => `${arg.name}: ${this.random.chance(0.4) ? this.#variable(arg) : toLiteral(this.#value(arg.type), arg.type)}`);
    return written.length > 0 ? `(${written.join(', ')})` : '';
  }

  #variable({ type }: GraphQLArgument): string {
    // The planner passes entities by a variable of that name.
    const name = this.random.chance(0.1) && !('representations' in this.#variables) ? 'representations' : `v${this.#definitions.length}`;
    // With a default, a variable that may be null serves for an argument that may not, unless it is null.
    const nullable = getNullableType(type);
    const hasDefault = this.random.chance(0.25);
    this.#definitions.push(`$${name}: ${hasDefault ? `${String(nullable)} = ${toLiteral(this.#value(nullable), nullable)}` : String(type)}`);
    if ((isNonNullType(type) && !hasDefault) || this.random.chance(0.7)) this.#variables[name] = isNonNullType(type) || this.random.chance(0.85) ? this.#value(type) : null;
    return `$${name}`;
  }

  #value(type: GraphQLInputType, depth = 0): unknown {
    const { random } = this;
    if (isNonNullType(type)) return this.#value(type.ofType, depth);
    if (depth > 0 && random.chance(0.2)) return null;
    if (isListType(type)) return Array.from({ length: random.below(3) }, () => this.#value(type.ofType, isNonNullType(type.ofType) ? 0 : depth + 1));
    if (isEnumType(type)) return random.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      return Object.fromEntries(Object.values(type.getFields()).filter((field) => isRequiredInputField(field) || random.chance(depth > 1 ? 0.1 : 0.4))
        .map((field) => [field.name, this.#value(field.type, isNonNullType(field.type) ? 0 : depth + 1)]));
    }
    switch (type.name) {
      case 'Int': return random.below(4);
      case 'Float': return random.below(40) / 4;
      case 'Boolean': return random.chance(0.5);
      case 'ID': return random.pick(['p', 'a', 'B', 'F']) + (1 + random.below(3));
      case 'Json': return random.pick([{ a: [1, null], toString: 'x' }, 'text', 3, []]);
      default: return random.pick(['大连', '沈阳', 'a “quoted” word', '"; throw 1; //', '${x}\u2028\\', '__proto__', '\u0000👩‍💻']);
    }
  }
}

function toLiteral(value: unknown, type: GraphQLInputType): string {
  if (isNonNullType(type)) return toLiteral(value, type.ofType);
  if (value === null) return 'null';
  if (isListType(type)) return `[${(value as unknown[]).map((item) => toLiteral(item, type.ofType)).join(', ')}]`;
  if (isEnumType(type)) return value as string;
  if (isInputObjectType(type)) {
    return `{ ${Object.entries(value as object).map(([name, inner]) => `${name}: ${toLiteral(inner, type.getFields()[name]?.type as GraphQLInputType)}`).join(', ')} }`;
  }
  return print(astFromValueUntyped(value));
}

/** A literal of a scalar; one of a subgraph's own may be anything. */
function astFromValueUntyped(value: unknown): ValueNode {
  if (Array.isArray(value)) return { kind: Kind.LIST, values: value.map(astFromValueUntyped) };
  if (value === null) return { kind: Kind.NULL };
  switch (typeof value) {
    case 'object': return { kind: Kind.OBJECT, fields: Object.entries(value).map(([name, inner]) => ({ kind: Kind.OBJECT_FIELD, name: { kind: Kind.NAME, value: name }, value: astFromValueUntyped(inner) })) };
    case 'number': return { kind: Number.isInteger(value) ? Kind.INT : Kind.FLOAT, value: String(value) };
    case 'boolean': return { kind: Kind.BOOLEAN, value };
    default: return { kind: Kind.STRING, value: value as string };
  }
}
