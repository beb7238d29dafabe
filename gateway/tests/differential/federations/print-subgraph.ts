import { getType, isAt, isEntity, fieldNames, isExternal, namedType, type Draft, type DraftField, type DraftSubgraph, type DraftType } from './draft.js';

const IMPORTS = ['@key', '@requires', '@provides', '@external', '@shareable', '@override', '@inaccessible', '@interfaceObject', '@tag', '@composeDirective',
  '@authenticated', '@requiresScopes', '@policy', '@cost', '@listSize'];

/** The schema of one subgraph: what it has, and whatever that speaks of. */
export function printSubgraph(draft: Draft, subgraph: DraftSubgraph): string {
  const printed = new Map<string, string>();
  const print = (type: DraftType): void => {
    if (printed.has(type.name)) return;
    printed.set(type.name, '');
    const { text, mentioned } = printType(draft, type, subgraph);
    printed.set(type.name, text);
    for (const name of mentioned) {
      const next = getType(draft, name);
      if (next) print(next);
    }
  };
  for (const type of draft.types) {
    if (isAt(type, subgraph.name) || type.fields.some((field) => isAt(field, subgraph.name))) print(type);
  }
  return `${printHeader(subgraph, printed)}\n${[...printed.values()].filter(Boolean).join('\n')}`;
}

function printHeader({ version, query, mutation }: DraftSubgraph, printed: ReadonlyMap<string, string>): string {
  const links = `@link(url: "https://specs.apollo.dev/link/v1.0")
    @link(url: "https://specs.apollo.dev/federation/v${version}", import: [${IMPORTS.map((name) => `"${name}"`).join(', ')}])
    @link(url: "https://example.org/note/v1.0", import: ["@note"]) @composeDirective(name: "@note")`;
  const roots = [printed.has('Query') ? `query: ${query}` : '', printed.has('Mutation') ? `mutation: ${mutation}` : ''].filter(Boolean);
  const schema = roots.length > 0 && (query !== 'Query' || mutation !== 'Mutation') ? `schema ${links} { ${roots.join(' ')} }` : `extend schema ${links}`;
  return `${schema}\ndirective @note(text: String) on FIELD_DEFINITION`;
}

interface Printed {
  readonly text: string;
  readonly mentioned: readonly string[];
}

function printType(draft: Draft, type: DraftType, subgraph: DraftSubgraph): Printed {
  const place = type.places.find((one) => one.subgraph === subgraph.name);
  const directives = [...type.directives, ...place?.directives ?? []];
  switch (type.kind) {
    case 'scalar': return { text: `scalar ${type.name} ${directives.join(' ')}`, mentioned: [] };
    case 'enum': return { text: `enum ${type.name} { ${type.values.join('  ')} }`, mentioned: [] };
    case 'union': return { text: `union ${type.name} = ${place?.members.join(' | ')}`, mentioned: place?.members ?? [] };
    case 'input': return { text: `input ${type.name} { ${type.fields.map(({ name, type: of }) => `${name}: ${of}`).join('  ')} }`, mentioned: type.fields.map((field) => namedType(field.type.split(' ')[0] ?? '')) };
    default: return printFields(draft, type, { subgraph, directives });
  }
}

function printFields(draft: Draft, type: DraftType, { subgraph, directives }: { readonly subgraph: DraftSubgraph; readonly directives: readonly string[] }): Printed {
  const place = type.places.find((one) => one.subgraph === subgraph.name);
  const isStub = isEntity(type) && !place;
  const stubFields = isStub ? fieldNames(type.keys[0] ?? '') : [];
  const fields = type.fields.filter((field) => field.places.length === 0 || isAt(field, subgraph.name) || stubFields.includes(field.name));
  const isObject = type.kind === 'object' || directives.includes('@interfaceObject');
  const name = type.name === 'Query' ? subgraph.query : type.name === 'Mutation' ? subgraph.mutation : type.name;
  const interfaces = place && place.interfaces.length > 0 ? ` implements ${place.interfaces.join(' & ')}` : '';
  const all = isStub ? [...directives, `@key(fields: "${type.keys[0]}", resolvable: false)`] : directives;
  const mentioned = [...place?.interfaces ?? [], ...fields.flatMap((field) => [namedType(field.type), ...field.args.map((arg) => namedType(arg.type))])];
  return { text: `${isObject ? 'type' : 'interface'} ${name}${interfaces} ${all.join(' ')} {\n${fields.map((field) => printField(field, subgraph)).join('\n')}\n}`, mentioned };
}

function printField({ name, type, args, places }: DraftField, subgraph: DraftSubgraph): string {
  const place = places.find((one) => one.subgraph === subgraph.name);
  const printedArgs = args.map((arg) => `${arg.name}: ${arg.type}${arg.default === undefined ? '' : ` = ${arg.default}`} ${place && isExternal(place) ? '' : arg.directives.join(' ')}`);
  return `  ${name}${args.length > 0 ? `(${printedArgs.join(', ')})` : ''}: ${place?.type ?? type} ${place?.directives.join(' ') ?? ''}`;
}
