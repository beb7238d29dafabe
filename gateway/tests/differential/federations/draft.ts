/** A federation on paper: plain data, so that pieces can be taken away from it. */
export interface Draft {
  subgraphs: DraftSubgraph[];
  types: DraftType[];
}

export interface DraftSubgraph {
  readonly name: string;
  /** Of the specification that it links to. */
  readonly version: string;
  /** Names of its root types. */
  readonly query: string;
  readonly mutation: string;
}

export interface DraftArgument {
  readonly name: string;
  readonly type: string;
  readonly default?: string;
  directives: string[];
}

/** A subgraph that has the field. */
export interface FieldPlace {
  readonly subgraph: string;
  directives: string[];
  /** Where it differs from the supergraph's. */
  readonly type?: string;
}

export interface DraftField {
  readonly name: string;
  /** As in the supergraph, such as `[E0!]!`. */
  readonly type: string;
  args: DraftArgument[];
  /** None: wherever its type is. */
  places: FieldPlace[];
  /** What the value is worked out from. */
  readonly requires?: string;
  /** Whether keys or requirements need it, so that it never fails. */
  isWhole?: boolean;
}

export interface TypePlace {
  readonly subgraph: string;
  directives: string[];
  interfaces: string[];
  /** Of a union. */
  members: string[];
}

export interface DraftType {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'union' | 'enum' | 'input' | 'scalar';
  /** Of an entity; subgraphs that only speak of it do so by the first one. */
  readonly keys: readonly string[];
  fields: DraftField[];
  /** None: in every subgraph that speaks of it, as it is. */
  places: TypePlace[];
  /** Of an enum, with directives. */
  values: string[];
  directives: string[];
}

export const createType = (name: string, kind: DraftType['kind'], rest: Partial<DraftType> = {}): DraftType =>
  ({ name, kind, keys: [], fields: [], places: [], values: [], directives: [], ...rest });

export const createField = (name: string, type: string, rest: Partial<DraftField> = {}): DraftField =>
  ({ name, type, args: [], places: [], ...rest });

/** The name of a type without lists and exclamation marks. */
export const namedType = (type: string): string => type.replaceAll(/[[\]!]/g, '');

export const getType = (draft: Draft, name: string): DraftType | undefined => draft.types.find((type) => type.name === name);

export const isExternal = ({ directives }: FieldPlace): boolean => directives.includes('@external');

export const isEntity = ({ keys }: DraftType): boolean => keys.length > 0;

export const isAt = ({ places }: { readonly places: readonly { readonly subgraph: string }[] }, subgraph: string): boolean =>
  places.some((place) => place.subgraph === subgraph);

/** Names of the outermost fields of a key or another selection. */
export const fieldNames = (selection: string): string[] => {
  let depth = 0;
  return (selection.match(/[{}]|[A-Za-z_]\w*/g) ?? []).filter((token) => {
    if (token === '{') depth += 1;
    else if (token === '}') depth -= 1;
    else return depth === 0;
    return false;
  });
};
