import type { Random } from '../random.js';
import { canSpeakOf } from './draw-entities.js';
import { drawArguments, drawLeaf, drawNames, isLeafName, literalFor, wrap } from './draw-words.js';
import { createField, fieldNames, getType, isAt, isEntity, isExternal, namedType, type Draft, type DraftField, type DraftType } from './draft.js';

/** What all of these subgraphs may answer with. */
const composites = (draft: Draft, subgraphs: readonly string[]): readonly string[] => draft.types
  .filter((type) => ['object', 'interface', 'union'].includes(type.kind) && subgraphs.every((subgraph) => canSpeakOf(draft, subgraph, type))
    && !(type.kind === 'union' && subgraphs.length > 1)).map(({ name }) => name);

export function drawType(draft: Draft, random: Random, { subgraphs, composite }: { readonly subgraphs: readonly string[]; readonly composite: number }): string {
  const candidates = composites(draft, subgraphs);
  return random.chance(composite) && candidates.length > 0 ? wrap(random, random.pick(candidates)) : drawLeaf(random);
}

/** Fields of one subgraph, shared ones, and ones that another subgraph has taken over. */
export function drawEntityFields(draft: Draft, random: Random, type: DraftType): void {
  const at = type.places.map(({ subgraph }) => subgraph);
  for (const name of drawNames(random, 2 + random.below(4), type.fields.map((field) => field.name))) {
    const [first, second] = random.chance(0.5) ? at : at.toReversed();
    const args = drawArguments(random, 0.2);
    if (first === undefined) continue;
    const isShared = second !== undefined && random.chance(0.3);
    const isMoved = second !== undefined && !isShared && random.chance(0.2);
    const places = isShared ? [{ subgraph: first, directives: ['@shareable'] }, { subgraph: second, directives: ['@shareable'] }]
      : isMoved ? [{ subgraph: first, directives: [] }, { subgraph: second, directives: [`@override(from: "${first}"${random.chance(0.3) ? ', label: "percent(40)"' : ''})`] }]
        : [{ subgraph: random.pick(at), directives: [] as string[] }];
    const drawn = drawType(draft, random, { subgraphs: places.map(({ subgraph }) => subgraph), composite: 0.4 });
    const field = createField(name, drawn, { args, places });
    // A subgraph may promise more than the supergraph can.
    if (isShared && !drawn.endsWith('!') && random.chance(0.2)) {
      field.places = [places[0] as never, { ...(places[1] as (typeof places)[0]), type: `${drawn}!` }];
      field.isWhole = true;
    }
    type.fields.push(field);
  }
}

/** Fields that are worked out from what other subgraphs know of the entity. */
export function drawRequirements(draft: Draft, random: Random, type: DraftType): void {
  const keyFields = type.keys.flatMap(fieldNames);
  for (const { subgraph } of type.places) {
    if (!random.chance(0.5)) continue;
    const foreign = type.fields.filter((field) => !keyFields.includes(field.name) && field.places.every((place) => place.subgraph !== subgraph || isExternal(place))
      && field.places.every(({ directives }) => !directives.some((one) => one.startsWith('@override') || one === '@inaccessible')));
    const selections = [foreign, foreign].flatMap((from) => (from.length > 0 && random.chance(0.7) ? select(draft, random, { field: random.pick(from), subgraph }) ?? [] : []));
    if (selections.length === 0) continue;
    const requires = [...new Map(selections.map((one) => [one.field, one.text])).values()].join(' ');
    for (const { field } of selections) {
      field.isWhole = true;
      if (!isAt(field, subgraph)) field.places.push({ subgraph, directives: ['@external'] });
    }
    const [name] = drawNames(random, 1, type.fields.map((field) => field.name));
    if (name) {
      type.fields.push(createField(name, drawLeaf(random), { args: drawArguments(random, 0.15), requires, places: [{ subgraph, directives: [`@requires(fields: ${JSON.stringify(requires)})`] }] }));
    }
  }
}

function select(draft: Draft, random: Random, { field, subgraph }: { readonly field: DraftField; readonly subgraph: string }): { readonly field: DraftField; readonly text: string } | undefined {
  const given = field.args.flatMap(({ name, type, default: byDefault }) => {
    const literal = literalFor(random, type);
    const isNeeded = type.endsWith('!') && byDefault === undefined;
    return literal !== undefined && (isNeeded || random.chance(0.6)) ? [`${name}: ${literal}`] : [];
  });
  const text = `${field.name}${given.length > 0 ? `(${given.join(', ')})` : ''}`;
  const named = namedType(field.type);
  const type = getType(draft, named);
  if (isLeafName(draft, named) || !type) return { field, text };
  if (type.kind !== 'object' || !canSpeakOf(draft, subgraph, type)) return undefined;
  if (isEntity(type)) {
    const known = type.places.find((place) => place.subgraph === subgraph)?.directives[0];
    return { field, text: `${text} { ${known ? /"(.*)"/.exec(known)?.[1] : type.keys[0]} }` };
  }
  const leaves = type.fields.filter((one) => isLeafName(draft, namedType(one.type)) && one.args.length === 0);
  for (const one of type.fields) one.isWhole = true;
  return leaves.length > 0 ? { field, text: `${text} { ${leaves.map(({ name }) => name).join(' ')} }` } : undefined;
}

/** Lets subgraphs answer what is another's where they have it at hand. */
export function drawProvided(draft: Draft, random: Random): void {
  for (const holder of draft.types.filter(({ kind, places }) => kind === 'object' && places.length > 0)) {
    for (const field of holder.fields) {
      const [place, ...more] = field.places;
      const target = getType(draft, namedType(field.type));
      if (!place || more.length > 0 || target?.kind !== 'object' || !isEntity(target)) continue;
      const shared = target.fields.filter((one) => one.places.some(({ directives }) => directives.includes('@shareable')) && one.places.every(({ subgraph, type, directives }) =>
        (subgraph !== place.subgraph || directives.includes('@external')) && type === undefined) && isLeafName(draft, namedType(one.type)) && one.args.length === 0);
      if (shared.length === 0) continue;
      const provided = random.pick(shared);
      if (!isAt(provided, place.subgraph)) provided.places.push({ subgraph: place.subgraph, directives: ['@external'] });
      place.directives.push(`@provides(fields: "${provided.name}")`);
    }
  }
}
