import {
  getNamedType, getNullableType, isEnumType, isInputObjectType, isLeafType, isListType, isObjectType, isRequiredArgument,
  isRequiredInputField, isUnionType, isInterfaceType,
  type GraphQLArgument, type GraphQLField, type GraphQLInputField, type GraphQLInputType, type GraphQLObjectType, type GraphQLSchema,
} from 'graphql';

/** Gives the id of some record of a type; null where the sample city has none. */
export type RecordOf = (typeName: string) => Promise<string | null>;

/** A query with everything written into it. `connection` is where a page can be turned: path of response names. */
export interface GeneratedQuery {
  readonly text: string;
  readonly connection: readonly string[] | null;
}

type Field = GraphQLField<unknown, unknown>;

/**
 * Every root field, and every field of every record that a root field gives by its key: bare, and once with each
 * optional argument and each field of a filter.
 */
export async function generateQueries(schema: GraphQLSchema, recordOf: RecordOf): Promise<readonly GeneratedQuery[]> {
  const queries: GeneratedQuery[] = [];
  for (const root of Object.values(schema.getQueryType()!.getFields())) {
    if (root.name.startsWith('_')) continue;
    const key = keyArgument(root);
    const type = getNamedType(root.type);
    if (!key || isListType(getNullableType(root.type)) || !isObjectType(type)) {
      queries.push(...await variantsOf(root, recordOf, ''));
      continue;
    }
    const id = await recordOf(key.name === 'id' || key.name === 'code' ? type.name : key.name);
    if (id === null) continue;
    for (const field of Object.values(type.getFields())) {
      queries.push(...await variantsOf(field, recordOf, `${root.name}(${key.name}: ${JSON.stringify(id)})`));
    }
  }
  return queries;
}

const keyArgument = ({ args }: Field): GraphQLArgument | undefined =>
  (args.length === 1 && ['id', 'code'].includes(args[0]!.name) ? args[0] : undefined);

const hasPages = ({ args }: Field): boolean => args.some(({ name }) => name === 'after');

async function variantsOf(field: Field, recordOf: RecordOf, parent: string): Promise<readonly GeneratedQuery[]> {
  // Without `under` a list is of everything, and everything is read in full.
  const isAlways = (arg: GraphQLArgument) => isRequiredArgument(arg) || arg.name === 'under';
  const required = await Promise.all(field.args.filter(isAlways).map((arg) => written(arg, recordOf)));
  const optional = field.args.filter((arg) => !isAlways(arg) && !['first', 'after'].includes(arg.name));
  const extras = ['', ...(await Promise.all(optional.map((arg) => optionsOf(arg, recordOf)))).flat()];
  const selection = selectionOf(field, 1);
  const isConnection = hasPages(field);
  return extras.map((extra) => {
    const args = [...required, ...(extra ? [extra] : []), ...(isConnection ? ['first: 20'] : [])];
    const body = `${field.name}${args.length > 0 ? `(${args.join(', ')})` : ''}${selection}`;
    return {
      text: parent ? `{ ${parent} { ${body} } }` : `{ ${body} }`,
      connection: isConnection ? [...(parent ? [parent.split('(')[0]!] : []), field.name] : null,
    };
  });
}

/** One text for a plain argument; for a filter, one for each of its fields. */
async function optionsOf(arg: GraphQLArgument, recordOf: RecordOf): Promise<readonly string[]> {
  const type = getNullableType(arg.type);
  if (!isInputObjectType(type) || type.name === 'Period') return [await written(arg, recordOf)];
  const fields = Object.values(type.getFields());
  const always = await Promise.all(fields.filter(isRequiredInputField).map((field) => written(field, recordOf)));
  const each = await Promise.all(fields.filter((field) => !isRequiredInputField(field)).map((field) => written(field, recordOf)));
  return (each.length > 0 ? each : ['']).map((one) => `${arg.name}: { ${[...always, one].join(', ')} }`);
}

const written = async (input: GraphQLArgument | GraphQLInputField, recordOf: RecordOf): Promise<string> =>
  `${input.name}: ${await valueOf(input.name, input.type, recordOf)}`;

/** Values that a field of this name takes; others get one by their type. */
const BY_NAME: Readonly<Record<string, string>> = {
  months: '12', withinM: '500', year: '2026', scheme: '"dispute-kind"', version: '"sample-1"', deviceId: '"21020200001320000001"', first: '20', text: '"西岗"', subcategoryCode: '"0101"',
};
const BY_TYPE: Readonly<Record<string, string>> = {
  Int: '10', Float: '1.5', Boolean: 'true', String: '"一"', Date: '"2026-10-01"', DateTime: '"2026-11-01T00:00:00+08:00"',
  Period: '{ from: "2026-10-05", to: "2026-11-10" }',
};

async function valueOf(name: string, type: GraphQLInputType, recordOf: RecordOf): Promise<string> {
  const plain = getNullableType(type);
  if (isListType(plain)) return `[${await valueOf(name, plain.ofType, recordOf)}]`;
  if (isEnumType(plain)) return plain.getValues().at(-1)!.name;
  if (BY_NAME[name]) return BY_NAME[name];
  if (plain.toString() === 'ID') return JSON.stringify(await recordOf(['under', 'code', 'area', 'areaCode'].includes(name) ? 'Area' : name.replace(/Id$/, '')) ?? 'none');
  if (BY_TYPE[plain.toString()]) return BY_TYPE[plain.toString()]!;
  if (!isInputObjectType(plain)) throw new Error(`Say in generate-queries.ts what the argument ${name}: ${plain.toString()} may be.`);
  const fields = await Promise.all(Object.values(plain.getFields()).filter(isRequiredInputField).map((field) => written(field, recordOf)));
  return `{ ${fields.join(', ')} }`;
}

/** Leaves, and objects down to `depth`. Lists that have pages of their own are asked for by themselves. */
function selectionOf(field: Field, depth: number): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  if (isUnionType(type) || isInterfaceType(type)) return ' { __typename }';
  const names = Object.values((type as GraphQLObjectType).getFields()).flatMap((child) => {
    if (child.args.some(isRequiredArgument)) return [];
    const inner = getNamedType(child.type);
    if (isLeafType(inner)) return [child.name];
    if (['edges', 'node', 'pageInfo'].includes(child.name)) return [`${child.name}${selectionOf(child, depth)}`];
    return depth === 0 || hasPages(child) ? [] : [`${child.name}${selectionOf(child, depth - 1)}`];
  });
  return ` { ${(names.length > 0 ? names : ['__typename']).join(' ')} }`;
}
