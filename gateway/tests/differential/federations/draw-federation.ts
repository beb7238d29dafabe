import type { Random } from '../random.js';
import { drawEntityInterface, drawInterface, drawUnion } from './draw-abstract.js';
import { canSpeakOf, drawEntities } from './draw-entities.js';
import { drawEntityFields, drawProvided, drawRequirements, drawType } from './draw-fields.js';
import { drawArguments, drawNames, drawValueTypes, drawWords } from './draw-words.js';
import { createField, createType, fieldNames, isExternal, type Draft, type DraftType } from './draft.js';

const NAMES = ['alpha', 'beta-2', 'Gamma', 'delta'];
const VERSIONS = ['2.9', '2.10', '2.12'];

/** Draws a federation, by construction one that mostly composes. */
export function drawFederation(random: Random): Draft {
  const subgraphs = NAMES.slice(0, 2 + random.below(3)).map((name) => ({
    name, version: random.pick(VERSIONS), query: random.chance(0.2) ? `Root_${name.length}` : 'Query', mutation: random.chance(0.2) ? 'Change' : 'Mutation',
  }));
  const names = subgraphs.map(({ name }) => name);
  const entities = drawEntities(random, names);
  const draft: Draft = { subgraphs, types: [...drawWords(random), ...entities] };
  if (random.chance(0.5)) drawEntityInterface(draft, random);
  draft.types.push(...drawValueTypes(random, entities.map(({ name }) => name).filter(() => random.chance(0.3))));
  if (random.chance(0.6)) drawInterface(draft, random);
  if (random.chance(0.6)) drawUnion(draft, random, (subgraph, type) => canSpeakOf(draft, subgraph, type));
  const drawn = draft.types.filter(({ kind, keys }) => kind === 'object' && keys.length > 0);
  for (const type of drawn) drawEntityFields(draft, random, type);
  for (const type of drawn) drawRequirements(draft, random, type);
  draft.types.push(...drawRoots(draft, random));
  drawProvided(draft, random);
  decorate(draft, random);
  return draft;
}

function drawRoots(draft: Draft, random: Random): DraftType[] {
  const [query, mutation] = [createType('Query', 'object'), createType('Mutation', 'object')];
  const hasMutation = random.chance(0.6);
  for (const { name: subgraph } of draft.subgraphs) {
    const taken = () => [...query.fields, ...mutation.fields].map(({ name }) => name);
    const [other] = draft.subgraphs.filter(({ name }) => name !== subgraph);
    for (const name of drawNames(random, 1 + random.below(2), taken())) {
      const isShared = other !== undefined && random.chance(0.15);
      const places = isShared ? [{ subgraph, directives: ['@shareable'] }, { subgraph: other.name, directives: ['@shareable'] }] : [{ subgraph, directives: [] }];
      query.fields.push(createField(name, drawType(draft, random, { subgraphs: places.map((place) => place.subgraph), composite: 0.95 }), { args: drawArguments(random, 0.2), places }));
    }
    if (!hasMutation || !random.chance(0.7)) continue;
    for (const name of drawNames(random, 1, taken())) {
      mutation.fields.push(createField(name, drawType(draft, random, { subgraphs: [subgraph], composite: 0.8 }), { args: drawArguments(random, 0.3), places: [{ subgraph, directives: [] }] }));
    }
    mutation.fields.push(createField(`tick_${subgraph.replace('-', '_')}`, 'Int!', { places: [{ subgraph, directives: [] }] }));
  }
  return mutation.fields.length > 0 ? [query, mutation] : [query];
}

const PASSED_ON = ['@tag(name: "t")', '@tag(name: "a") @tag(name: "b")', '@cost(weight: 3)',
  '@note(text: "“hm”")', '@deprecated(reason: "old")'];

/** Directives that say nothing about how to answer, and those that hide something from clients. */
function decorate(draft: Draft, random: Random): void {
  for (const type of draft.types) {
    if (type.kind !== 'object' || type.places.length === 0 && !['Query', 'Mutation'].includes(type.name)) continue;
    const needed = type.keys.flatMap(fieldNames);
    for (const field of type.fields) {
      const isBound = field.isWhole || needed.includes(field.name) || ['caption', 'label'].includes(field.name);
      const own = field.places.filter((place) => !isExternal(place));
      const place = random.pick(own);
      if (random.chance(0.12)) place?.directives.push(isBound ? '@tag(name: "bound")' : random.pick(PASSED_ON));
      if (!isBound && !field.requires && random.chance(0.04) && field.type.startsWith('[')) place?.directives.push('@listSize(assumedSize: 4)');
      if (!isBound && type.fields.length > 4 && random.chance(0.04)) place?.directives.push('@inaccessible');
      for (const arg of field.args) if (!arg.type.endsWith('!') && !field.isWhole && random.chance(0.08)) arg.directives.push('@inaccessible');
    }
  }
}
