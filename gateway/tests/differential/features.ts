/** What a drawn federation or operation may hold, told by its text. */
const OF_FEDERATIONS: Readonly<Record<string, RegExp>> = {
  '@key': /@key\(fields: "\w+"\)/,
  'a key of several fields': /@key\(fields: "\w+ \w+/,
  'a key with fields of an object': /@key\(fields: "[^"]*\{ city/,
  'a key with another entity': /@key\(fields: "[^"]*e\d \{ id/,
  'several keys': /@key\([^)]*\) @key\(/,
  'a key for speaking only': /resolvable: false/,
  '@shareable': /@shareable/,
  '@external': /@external/,
  '@requires': /@requires\(fields: "\w+"\)/,
  '@requires of several fields': /@requires\(fields: "\w+ \w/,
  '@requires with arguments': /@requires\(fields: "[^"]*\(/,
  '@requires of fields of an object': /@requires\(fields: "[^"]*\{/,
  '@provides': /@provides/,
  '@override': /@override\(from: "[^"]*"\)/,
  '@override by degrees': /label: "percent/,
  '@interfaceObject': /@interfaceObject/,
  'an interface with a key': /interface Item @key|interface Item +@key/,
  'an interface without a key': /interface Named/,
  'a union': /union Any = \w+ \|/,
  'an enum': /enum Mood/,
  'a scalar of a subgraph’s own': /scalar Json/,
  'an input': /input Filter/,
  'an argument with a default': /\w+: [\w![\]]+ = /,
  'lists of lists': /\[\[/,
  'a type without a key in several subgraphs': /type Inner[^]*type Inner/,
  'another name of a root': /query: Root_/,
  mutations: /type (Mutation|Change)/,
  '@inaccessible on a field': /\n {2}\w+(\(.*\))?: [\w![\]]+ .*@inaccessible/,
  '@inaccessible on a type': /type Hidden implements Item @inaccessible/,
  '@inaccessible on an argument': /\w+: [\w[\]]+( = [^@)]*)? @inaccessible/,
  '@inaccessible on a value': /(UNKNOWN|SECRET) @inaccessible/,
  '@inaccessible on a field of an input': /hidden: Int @inaccessible/,
  '@tag': /@tag/,
  '@composeDirective': /@note\(text/,
  '@cost': /@cost/,
  '@listSize': /@listSize/,
  '@deprecated': /@deprecated/,
  'names that every object answers to': /\n {2}(toString|constructor|valueOf)/,
  'promises that only one subgraph makes': /\n {2}(\w+).*: (\[?\w+\]?)! @shareable[^]*\n {2}\1.*: \2 @shareable/,
};

const OF_OPERATIONS: Readonly<Record<string, RegExp>> = {
  'a mutation': /^mutation/,
  'an alias': /\w+: \w+\s*[\n({]/,
  'an alias that is a key': /\b(id|code): (?!id|code)\w+/,
  'an alias that every object answers to': /(constructor|__proto__): \w/,
  'a named fragment': /\.\.\.F\d/,
  'a fragment in a fragment': /fragment [^]*\{[^}]*\.\.\./,
  'a fragment on an interface': /\.\.\. on (Item|Named)/,
  'a fragment on a union': /on Any/,
  __typename: /__typename/,
  '@skip by a variable': /@skip\(if: \$/,
  '@include by a variable': /@include\(if: \$/,
  '@skip and @include': /@skip\([^)]*\) @include/,
  'a condition that is written down': /@(skip|include)\(if: (true|false)/,
  'a variable with a default': /\$\w+: [\w[\]!]+ = /,
  'a variable in an argument': /\(\w+: \$/,
  'an object in an argument': /: \{/,
  'a list in an argument': /: \[/,
  'a null in an argument': /: null/,
  'text that must be quoted': /\\"|\\\\|\\u/,
};

export type Counts = Map<string, number>;

export const createCounts = (): Counts => new Map([...Object.keys(OF_FEDERATIONS), ...Object.keys(OF_OPERATIONS)].map((feature) => [feature, 0]));

export const countFederation = (counts: Counts, sdl: string): void => count(counts, OF_FEDERATIONS, sdl.replaceAll(/@link\([^)]*\)/g, ''));

export const countOperation = (counts: Counts, text: string): void => count(counts, OF_OPERATIONS, text);

function count(counts: Counts, features: Readonly<Record<string, RegExp>>, text: string): void {
  for (const [feature, pattern] of Object.entries(features)) if (pattern.test(text)) counts.set(feature, (counts.get(feature) ?? 0) + 1);
}
