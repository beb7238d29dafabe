import { Kind, parse, parseType, parseValue, valueFromASTUntyped, type FieldNode, type SelectionSetNode, type TypeNode, type OperationDefinitionNode } from 'graphql';
import type { Data, Thing } from '../../worlds/world.js';
import { createRandom, type Random } from '../random.js';
import { drawScalar } from './draw-scalar.js';
import { fieldNames, getType, isEntity, isExternal, namedType, type Draft, type DraftField, type DraftType } from './draft.js';

export interface DataOptions {
  readonly seed: number;
  /** Whether some fields fail or are null, where the schema allows it and where it does not. */
  readonly isBroken: boolean;
}

const ENTITIES = 3;

/**
 * Data for a federation. Each value follows from the seed and where it stands, so that nothing shifts
 * when pieces are taken away; a field that requires others has a value that follows from theirs.
 */
export function createDrawnData(draft: Draft, { seed, isBroken }: DataOptions): Data {
  const pools = new Map<string, Thing[]>();
  let ticks = 0;

  const fieldsOf = (type: DraftType): readonly DraftField[] => {
    const inherited = draft.types.filter(({ kind, name }) => kind === 'interface' && type.places.some(({ interfaces }) => interfaces.includes(name))).flatMap(({ fields }) => fields);
    return [...type.fields, ...inherited.filter(({ name }) => type.fields.every((own) => own.name !== name))];
  };

  const fill = (thing: Thing, type: DraftType, id: string): Thing => {
    for (const field of fieldsOf(type)) {
      const at = `${type.name}.${id}.${field.name}`;
      const isKey = type.keys.flatMap(fieldNames).includes(field.name);
      if (isKey) thing[field.name] = keyValue(field, id);
      else thing[field.name] = field.name.startsWith('tick_') ? () => { ticks += 1; return ticks; } : createResolver(field, at);
    }
    return thing;
  };

  const keyValue = ({ name, type }: DraftField, id: string): unknown => {
    const number = Number(id.split('-').at(-1));
    switch (name) {
      case 'id': return id;
      case 'number': return number;
      case 'region': return `r${number % 2}`;
      case 'place': return { __typename: 'Spot', city: `城市 ${number}`, zone: number % 2 };
      case 'code': case 'sku': return `${name} ${number}`;
      default: return pools.get(namedType(type))?.[number % ENTITIES];
    }
  };

  const createResolver = (field: DraftField, at: string) => {
    const fate = createRandom(hash(`${seed} fate ${at}`));
    const [fails, isNull, hasBadItem] = [fate.chance(0.04), fate.chance(0.06), fate.chance(0.04)];
    // What one subgraph promises, all keep.
    const promised = field.places.find(({ type }) => type !== undefined)?.type ?? field.type;
    const isNullable = !promised.endsWith('!');
    const hidden = field.args.filter(({ directives }) => directives.includes('@inaccessible')).map(({ name }) => name);
    const selection = field.requires === undefined ? undefined : parseSelection(field.requires);
    return function resolve(this: Thing, args: object = {}): unknown {
      if (isBroken && fails && !field.isWhole) throw new Error(`${at} failed`);
      if (isBroken && isNull && (isNullable || !field.isWhole)) return null;
      const required = selection ? readRequired(this, selection) : '';
      const visible = Object.fromEntries(Object.entries(args).filter(([name]) => !hidden.includes(name)));
      const random = createRandom(hash(`${seed} ${at} ${canonical(visible)} ${canonical(required)}`));
      const value = drawValue(parseType(promised), { random, at, possible: possibleTypes(field) });
      return isBroken && hasBadItem && !field.isWhole && Array.isArray(value) ? [...value, null, new Error(`an item of ${at} failed`)] : value;
    };
  };

  const drawValue = (type: TypeNode, context: { readonly random: Random; readonly at: string; readonly possible: readonly string[] }): unknown => {
    const { random, at, possible } = context;
    if (type.kind === Kind.NON_NULL_TYPE) return drawPresent(type.type, context);
    if (random.chance(0.12)) return null;
    return drawPresent(type, { random, at, possible });
  };

  const drawPresent = (type: TypeNode, context: { readonly random: Random; readonly at: string; readonly possible: readonly string[] }): unknown => {
    const { random, at, possible } = context;
    if (type.kind === Kind.LIST_TYPE) return Array.from({ length: random.below(4) }, (_, index) => drawValue(type.type, { random, at: `${at}.${index}`, possible }));
    if (type.kind === Kind.NON_NULL_TYPE) return drawPresent(type.type, context);
    const named = getType(draft, type.name.value);
    if (!named || !['object', 'interface', 'union'].includes(named.kind)) return drawScalar(type.name.value, named, random);
    const concrete = getType(draft, random.pick(possible));
    if (!concrete) return null;
    return isEntity(concrete) ? pools.get(concrete.name)?.[random.below(ENTITIES)] : fill({ __typename: concrete.name }, concrete, at);
  };

  /** What a field may answer with, by all the subgraphs that answer it. */
  const possibleTypes = ({ type, places }: DraftField): readonly string[] => {
    const named = getType(draft, namedType(type));
    if (named?.kind !== 'interface' && named?.kind !== 'union') return [namedType(type)];
    const sets = places.filter((place) => !isExternal(place)).map(({ subgraph }) => localTypes(named, subgraph));
    return sets.reduce((common, set) => common.filter((name) => set.includes(name)));
  };

  const localTypes = (abstract: DraftType, subgraph: string): readonly string[] => {
    const place = abstract.places.find((one) => one.subgraph === subgraph);
    if (abstract.kind === 'union') return place?.members ?? [];
    const isObject = place?.directives.includes('@interfaceObject') ?? false;
    return draft.types.filter((type) => type.places.some((one) => one.interfaces.includes(abstract.name) && (isObject || one.subgraph === subgraph))
      && !(isObject && type.directives.includes('@inaccessible'))).map(({ name }) => name);
  };

  for (const type of draft.types.filter((one) => one.kind === 'object' && isEntity(one))) {
    pools.set(type.name, Array.from({ length: ENTITIES }, (): Thing => ({ __typename: type.name })));
  }
  for (const [name, things] of pools) things.forEach((thing, at) => fill(thing, getType(draft, name) as DraftType, `${name}-${at + 1}`));
  const roots: Thing = { __typename: 'Query' };
  for (const name of ['Query', 'Mutation']) {
    const type = getType(draft, name);
    if (type) fill(roots, type, 'root');
  }
  return { entities: [...pools.values()].flat(), roots };

  /** What a requirement comes to: from the whole thing in a monolith, from what was sent in a subgraph. */
  function readRequired(thing: Thing, { selections }: SelectionSetNode): unknown {
    return Object.fromEntries(selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD) return [];
      const known: unknown = thing[selection.name.value];
      const value: unknown = typeof known === 'function' ? known.call(thing, readArguments(thing, selection)) : known;
      return [[selection.name.value, readBelow(value, selection.selectionSet)]];
    }));
  }

  function readBelow(value: unknown, selectionSet: SelectionSetNode | undefined): unknown {
    if (Array.isArray(value)) return value.map((item) => readBelow(item, selectionSet));
    return selectionSet && value !== null && value !== undefined ? readRequired(value as Thing, selectionSet) : value === undefined ? 'was not sent' : value;
  }

  function readArguments({ __typename }: Thing, { name, arguments: given = [] }: FieldNode): object {
    const type = getType(draft, __typename);
    const field = type && fieldsOf(type).find((one) => one.name === name.value);
    const defaults = (field?.args ?? []).flatMap((arg) => (arg.default === undefined ? [] : [[arg.name, valueFromASTUntyped(parseValue(arg.default))] as const]));
    return Object.fromEntries([...defaults, ...given.map((arg) => [arg.name.value, valueFromASTUntyped(arg.value)] as const)]);
  }
}

const parseSelection = (text: string): SelectionSetNode => (parse(`{ ${text} }`).definitions[0] as OperationDefinitionNode).selectionSet;

/** The same text for the same value, in whatever order its keys are. */
const canonical = (value: unknown): string => JSON.stringify(value, (_key, inner: unknown) =>
  (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1))) : inner)) ?? '';

/** FNV-1a. */
const hash = (text: string): number => {
  let mixed = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return mixed;
};
