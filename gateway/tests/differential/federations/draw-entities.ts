import type { Random } from '../random.js';
import { createField, createType, fieldNames, isAt, type Draft, type DraftField, type DraftType } from './draft.js';

/** Fields that keys are made of. */
const KEY_FIELDS: Readonly<Record<string, string>> = { id: 'ID!', code: 'String!', number: 'Int!', region: 'ID!', place: 'Spot!', sku: 'String!' };
const KEYS = ['id', 'code', 'number', 'place { city zone }', 'id region', 'region place { city }', 'sku place { zone city }'];

/** Entities, each with a subgraph that has all its keys and others that have some, so that there is a way from each to each. */
export function drawEntities(random: Random, subgraphs: readonly string[]): DraftType[] {
  const entities: DraftType[] = [];
  const count = 2 + random.below(3);
  for (let at = 0; at < count; at += 1) {
    const others = KEYS.filter((key) => key !== 'id');
    const keys = [random.chance(0.6) ? 'id' : random.pick(KEYS)];
    while (random.chance(0.4)) keys.push(random.pick(others));
    const owner = entities.find((entity) => entity.keys[0] === 'id');
    if (owner && random.chance(0.25)) keys.push(`sku ${owner.name.toLowerCase()} { id }`);
    entities.push(createEntity(`E${at}`, [...new Set(keys)], { hub: random.pick(subgraphs), random, subgraphs }));
  }
  for (const entity of entities) entity.places.forEach(({ subgraph, directives }) => directives.forEach((key) => completeNested(entities, key, subgraph)));
  return entities;
}

/** An entity in the key of another one has its own key in that subgraph. */
function completeNested(entities: readonly DraftType[], key: string, subgraph: string): void {
  for (const owner of entities.filter(({ name }) => key.includes(`${name.toLowerCase()} {`))) {
    const place = owner.places.find((one) => one.subgraph === subgraph);
    if (!place || place.directives.includes('@key(fields: "id")')) continue;
    place.directives.push('@key(fields: "id")');
    const id = owner.fields.find(({ name }) => name === 'id');
    if (id && !isAt(id, subgraph)) id.places.push({ subgraph, directives: [] });
  }
}

export function createEntity(name: string, keys: readonly string[], { hub, random, subgraphs }: { readonly hub: string; readonly random: Random; readonly subgraphs: readonly string[] }): DraftType {
  const places = subgraphs.filter((subgraph) => subgraph === hub || random.chance(0.55)).map((subgraph) => {
    const own = keys.filter(() => random.chance(0.5));
    const known = subgraph === hub ? keys : own.length > 0 ? own : [random.pick(keys)];
    return { subgraph, known };
  });
  const fields = new Map<string, DraftField>();
  for (const { subgraph, known } of places) {
    for (const field of known.flatMap(fieldNames)) {
      const drawn = fields.get(field) ?? createField(field, KEY_FIELDS[field] ?? `${field.toUpperCase()}!`, { isWhole: true });
      fields.set(field, drawn);
      if (!isAt(drawn, subgraph)) drawn.places.push({ subgraph, directives: [] });
    }
  }
  return createType(name, 'object', {
    keys,
    fields: [...fields.values()],
    places: places.map(({ subgraph, known }) => ({ subgraph, directives: known.map((key) => `@key(fields: "${key}")`), interfaces: [], members: [] })),
  });
}

/** Whether a subgraph may speak of a type. */
export function canSpeakOf(draft: Draft, subgraph: string, type: DraftType, seen: readonly string[] = []): boolean {
  if (seen.includes(type.name)) return true;
  // Where an interface is an object, none of the types that implement it may be.
  const isInterfaceObject = draft.types.some((one) => one.kind === 'interface'
    && one.places.some((place) => place.subgraph === subgraph && place.directives.includes('@interfaceObject'))
    && type.places.some((place) => place.interfaces.includes(one.name) && one.keys.length > 0));
  if (isInterfaceObject || type.directives.includes('@inaccessible')) return false;
  if (type.kind === 'interface' || type.kind === 'union') return isAt(type, subgraph);
  if (type.kind !== 'object') return true;
  if (type.keys.length > 0) {
    const nested = type.fields.filter(({ name }) => type.keys.flatMap(fieldNames).includes(name)).map((field) => draft.types.find(({ name }) => name === field.type.replace('!', '')));
    return nested.every((one) => !one || canSpeakOf(draft, subgraph, one, [...seen, type.name]));
  }
  return type.fields.every((field) => {
    const below = draft.types.find(({ name }) => name === field.type.replaceAll(/[[\]!]/g, ''));
    return !below || canSpeakOf(draft, subgraph, below, [...seen, type.name]);
  });
}
