import type { Random } from '../random.js';
import { createField, createType, type Draft, type DraftArgument, type DraftType } from './draft.js';

/** Some of them are names that every object answers to. */
const FIELD_NAMES = ['name', 'price', 'weight', 'x', 'y', 'z', 'title', 'size', 'kind', 'count', 'toString', 'constructor', 'valueOf', 'length'];
const ARGUMENT_NAMES = ['first', 'by', 'x', 'id', 'representations', 'constructor', 'filter'];
const LEAVES = ['Int', 'Float', 'String', 'Boolean', 'ID', 'Mood', 'Tone', 'Json', 'Stamp'];

/** Types that are the same wherever they are spoken of. */
export function drawWords(random: Random): DraftType[] {
  const hidden = random.chance(0.4) ? [' @inaccessible'] : [''];
  return [
    createType('Mood', 'enum', { values: ['GOOD', 'BAD', `UNKNOWN${hidden[0]}`] }),
    createType('Tone', 'enum', { values: ['HIGH', 'LOW', `toString`, random.chance(0.4) ? 'SECRET @inaccessible' : 'MIDDLE @tag(name: "middle")'] }),
    createType('Json', 'scalar'),
    createType('Stamp', 'scalar', { directives: random.chance(0.3) ? ['@tag(name: "stamp")'] : [] }),
    createType('Range', 'input', { fields: [createField('from', 'Int! = 1'), createField('to', 'Int'), createField('steps', '[[Float!]]')] }),
    createType('Filter', 'input', {
      fields: [createField('text', 'String'), createField('moods', '[Mood!]'), createField('range', 'Range'), createField('not', 'Filter'),
        createField('limit', `Int = 3${random.chance(0.3) ? ' @tag(name: "limit")' : ''}`), ...(random.chance(0.4) ? [createField('hidden', 'Int @inaccessible')] : [])],
    }),
    createType('Spot', 'object', { fields: [createField('city', 'String!', { isWhole: true }), createField('zone', 'Int!', { isWhole: true })], directives: ['@shareable'] }),
  ];
}

/** Types without keys, that are found only inside others. */
export function drawValueTypes(random: Random, entities: readonly string[]): DraftType[] {
  const inner = createType('Inner', 'object', { directives: ['@shareable'], fields: drawNames(random, 2 + random.below(2)).map((name) => createField(name, drawLeaf(random))) });
  const outer = createType('Outer', 'object', {
    directives: ['@shareable'],
    fields: drawNames(random, 2 + random.below(3)).map((name, at) => createField(name,
      at === 0 ? wrap(random, 'Inner') : random.chance(0.3) && entities.length > 0 ? wrap(random, random.pick(entities)) : drawLeaf(random), { args: drawArguments(random, 0.15) })),
  });
  return [inner, outer];
}

export const drawLeaf = (random: Random): string => {
  const name = random.pick(LEAVES);
  return random.chance(0.12) ? random.pick([`[[${name}]]`, `[[${name}!]!]`]) : wrap(random, name);
};

export const wrap = (random: Random, name: string): string =>
  (random.chance(0.55) ? name : random.pick([`${name}!`, `[${name}]`, `[${name}!]`, `[${name}!]!`, `[[${name}]]`, `[${name}]!`]));

export function drawNames(random: Random, count: number, taken: readonly string[] = []): string[] {
  const free = FIELD_NAMES.filter((name) => !taken.includes(name));
  return Array.from({ length: Math.min(count, free.length) }, () => free.splice(random.below(free.length), 1)[0] as string);
}

const ARGUMENTS: readonly (readonly [type: string, defaults: readonly string[]])[] = [
  ['Int', ['2', 'null']], ['Int!', ['3']], ['String', ['"as “quoted”\\n"']], ['Boolean', ['true']], ['ID', ['"7"']], ['Mood', ['GOOD']], ['[Int!]', ['[1, 2]']],
  ['[[String]]', ['[["a", null]]']], ['Filter', []], ['Json', []], ['[Mood!]!', ['[BAD]']], ['Float', ['0.5']],
];

export function drawArguments(random: Random, probability: number): DraftArgument[] {
  const names = [...ARGUMENT_NAMES];
  const args: DraftArgument[] = [];
  while (names.length > 0 && random.chance(probability)) {
    const [type, defaults] = random.pick(ARGUMENTS);
    const hasDefault = defaults.length > 0 && random.chance(0.5);
    args.push({ name: names.splice(random.below(names.length), 1)[0] as string, type, ...(hasDefault && { default: random.pick(defaults) }), directives: [] });
  }
  return args;
}

/** A literal for an argument that a requirement gives. */
export const literalFor = (random: Random, type: string): string | undefined => ({
  Int: random.pick(['1', 'null']), 'Int!': '4', String: '"wide"', Boolean: 'false', ID: '"9"', Mood: 'BAD', '[Int!]': '[5]', '[Mood!]!': '[GOOD, BAD]', Float: '1.5',
} as Record<string, string>)[type];

export const isLeafName = (draft: Draft, name: string): boolean => LEAVES.includes(name) || draft.types.some((type) => type.name === name && type.kind === 'enum');
