import type { Random } from '../random.js';
import { createEntity } from './draw-entities.js';
import { drawLeaf } from './draw-words.js';
import { createField, createType, isAt, type Draft, type DraftType } from './draft.js';

/**
 * An interface with a key, which one subgraph knows with all its types, and others as one type of
 * object. With it, sometimes, a type that clients may not see.
 */
export function drawEntityInterface(draft: Draft, random: Random): void {
  const names = draft.subgraphs.map(({ name }) => name);
  const owner = random.pick(names);
  const types = draft.types.filter((type) => type.keys[0] === 'id' && isAt(type, owner) && type.places.some(({ subgraph, directives }) => subgraph === owner && directives.includes('@key(fields: "id")')));
  const isFree = (name: string) => name !== owner && draft.types.every((type) => !isAt(type, name) || !types.some((one) => type.keys.join().includes(`${one.name.toLowerCase()} {`)));
  const outside = names.filter((name) => isFree(name) && types.every((type) => !isAt(type, name)));
  // Other subgraphs know some of the types by themselves; where the interface is an object, none is known.
  const objects = outside.length > 0 ? outside : moveAway(types, names.filter(isFree).slice(0, 1));
  if (types.length === 0 || objects.length === 0) return;
  const item = createType('Item', 'interface', {
    keys: ['id'],
    fields: [createField('id', 'ID!', { isWhole: true, places: [{ subgraph: owner, directives: [] }, ...objects.map((subgraph) => ({ subgraph, directives: [] }))] })],
    places: [
      { subgraph: owner, directives: ['@key(fields: "id")'], interfaces: [], members: [] },
      ...objects.map((subgraph) => ({ subgraph, directives: ['@key(fields: "id")', '@interfaceObject'], interfaces: [], members: [] })),
    ],
  });
  item.fields.push(createField('label', random.pick(['String', 'Int', 'Mood', '[Int]']), { places: [{ subgraph: owner, directives: [] }] }));
  if (random.chance(0.5)) {
    draft.types.push({ ...createEntity('Hidden', ['id'], { hub: owner, random, subgraphs: [owner] }), directives: ['@inaccessible'] });
    types.push(draft.types.at(-1) as DraftType);
  }
  for (const type of types) {
    type.fields.push(createField('label', (item.fields[1]?.type ?? '') + (random.chance(0.2) ? '!' : ''), { places: [{ subgraph: owner, directives: [] }] }));
    type.places.find(({ subgraph }) => subgraph === owner)?.interfaces.push('Item');
  }
  objects.forEach((subgraph, at) => {
    item.fields.push(createField(`stars${at}`, drawLeaf(random), { places: [{ subgraph, directives: [] }] }));
    if (random.chance(0.5)) item.fields.push(createField(`next${at}`, random.pick(['Item', '[Item!]', '[Item]']), { places: [{ subgraph, directives: [] }] }));
    if (random.chance(0.6)) {
      const label = item.fields.find(({ name }) => name === 'label');
      label?.places.push({ subgraph, directives: ['@external'] });
      if (label) label.isWhole = true;
      for (const type of types) for (const field of type.fields) if (field.name === 'label') field.isWhole = true;
      item.fields.push(createField(`era${at}`, random.pick(['String', 'Int', '[String]']), { requires: 'label', places: [{ subgraph, directives: ['@requires(fields: "label")'] }] }));
    }
  });
  draft.types.push(item);
}

/** Takes the types out of these subgraphs, unless one is nowhere else. */
function moveAway(types: readonly DraftType[], subgraphs: readonly string[]): readonly string[] {
  if (types.some((type) => type.places.every(({ subgraph }) => subgraphs.includes(subgraph)))) return [];
  for (const type of types) {
    type.places = type.places.filter(({ subgraph }) => !subgraphs.includes(subgraph));
    for (const field of type.fields) field.places = field.places.filter(({ subgraph }) => !subgraphs.includes(subgraph));
  }
  return subgraphs;
}

/** An interface without a key, in some subgraphs, over fields that its types share. */
export function drawInterface(draft: Draft, random: Random): void {
  const subgraphs = draft.subgraphs.map(({ name }) => name).filter(() => random.chance(0.6));
  const types = draft.types.filter(({ kind, keys, directives }) => kind === 'object' && keys.length > 0 && !directives.includes('@inaccessible')).filter(() => random.chance(0.7));
  const known = subgraphs.filter((subgraph) => types.some((type) => isAt(type, subgraph)));
  if (known.length === 0) return;
  const type = drawLeaf(random);
  const places = known.map((subgraph) => ({ subgraph, directives: [] as string[] }));
  draft.types.push(createType('Named', 'interface', {
    fields: [createField('caption', type, { places })], places: known.map((subgraph) => ({ subgraph, directives: [], interfaces: [], members: [] })),
  }));
  for (const one of types) {
    const own = one.places.filter(({ subgraph }) => known.includes(subgraph));
    if (own.length === 0) continue;
    for (const place of own) place.interfaces.push('Named');
    const directives = () => (own.length > 1 ? ['@shareable'] : []);
    one.fields.push(createField('caption', !type.endsWith('!') && random.chance(0.2) ? `${type}!` : type, { places: own.map(({ subgraph }) => ({ subgraph, directives: directives() })) }));
  }
}

/** A union whose members are not the same in every subgraph. */
export function drawUnion(draft: Draft, random: Random, canSpeakOf: (subgraph: string, type: DraftType) => boolean): void {
  const candidates = draft.types.filter(({ kind, name, keys }) => kind === 'object' && (keys.length > 0 || name === 'Outer'));
  const places = draft.subgraphs.filter(() => random.chance(0.7)).map(({ name: subgraph }) => ({
    subgraph, directives: [] as string[], interfaces: [] as string[],
    members: candidates.filter((type) => canSpeakOf(subgraph, type) && (isAt(type, subgraph) || type.places.length === 0)).filter(() => random.chance(0.75)).map(({ name }) => name),
  })).filter(({ members }) => members.length > 0);
  if (places.length > 0) draft.types.push(createType('Any', 'union', { places }));
}
