import type { Thing, World } from './world.js';

/** Keys that overlap, contain each other and lie in different subgraphs; requirements upon requirements; lists of lists of entities. */
export const mashup: World = {
  name: 'mashup',
  subgraphs: {
    one: `
      type Query { a: A  as: [[A]!] }
      type A @key(fields: "id") @key(fields: "pId") @key(fields: "composite { one two }") @key(fields: "id composite { two three }") {
        id: ID!  pId: ID!  composite: Composite!  name: String!  parts: [Part]
      }
      type Composite @shareable { one: ID!  two: ID!  three: ID! }
      type Part @shareable { code: Int  unit: Unit }
      type Unit @shareable { name: String  factor: Float }`,
    two: `
      type Query { b: B  bs: [B!] }
      type B @key(fields: "id") { id: ID!  as: [A!]!  one: A }
      type A @key(fields: "id composite { two three }") @key(fields: "composite { one two }", resolvable: false) {
        id: ID!  composite: Composite!  parts: [Part] @external  name: String! @external
        nameInTwo: String @requires(fields: "name")
        weight: Float @requires(fields: "parts { code unit { factor } }")
      }
      type Composite @shareable { one: ID!  two: ID!  three: ID! }
      type Part @shareable { code: Int  unit: Unit }
      type Unit @shareable { name: String  factor: Float }`,
    three: `
      type Query { node(pId: ID!): A }
      type A @key(fields: "pId") { pId: ID!  weight: Float @external  load: String @requires(fields: "weight")  next: A  peers(first: Int): [A] }`,
    four: `
      type B @key(fields: "id") { id: ID!  label(upper: Boolean): String  owner: Owner }
      type Owner @key(fields: "name area { code }") @key(fields: "number") { name: String!  area: Area!  number: Int! }
      type Area @key(fields: "code") { code: ID! }`,
    five: `
      type Query { owner(number: Int): Owner }
      type Owner @key(fields: "name area { code }") { name: String!  area: Area!  rank: Int  deputies: [Owner!] }
      type Area @key(fields: "code") { code: ID!  name: String  parent: Area }`,
  },
  keep: ['A.id', 'A.pId', 'A.composite', 'Composite.one', 'Composite.two', 'Composite.three', 'A.name', 'A.parts', 'Part.code', 'Part.unit', 'Unit.factor', 'A.weight',
    'B.id', 'Owner.name', 'Owner.area', 'Owner.number', 'Area.code'],
  createData() {
    const as = [1, 2, 3, 4].map((n): Thing => ({
      __typename: 'A', id: `a${n}`, pId: `p${n}`, composite: { __typename: 'Composite', one: `1${n}`, two: `2${n % 2}`, three: `3${n % 3}` }, name: `name ${n}`,
      parts: n === 4 ? null : [{ __typename: 'Part', code: n, unit: { __typename: 'Unit', name: 'kg', factor: n / 2 } }, null, { __typename: 'Part', code: null, unit: null }],
      nameInTwo(this: Thing) { return `two’s ${this.name}`; },
      weight(this: Thing) { return this.parts?.reduce((sum: number, part: any) => sum + (part?.code ?? 1) * (part?.unit?.factor ?? 2), 0) ?? null; },
      load(this: Thing) { return `load ${typeof this.weight === 'function' ? this.weight() : this.weight}`; },
    }));
    as.forEach((a, n) => {
      a.next = n === 3 ? null : as[n + 1];
      a.peers = ({ first }: any) => [...as.filter((other) => other !== a), null].slice(0, first ?? 9);
    });
    const areas = [1, 2].map((n): Thing => ({ __typename: 'Area', code: `210${n}`, name: n === 2 ? null : '西岗' }));
    (areas[1] as Thing).parent = areas[0];
    (areas[0] as Thing).parent = null;
    const owners = [1, 2, 3].map((n): Thing => ({ __typename: 'Owner', name: `o${n % 2}`, area: areas[n > 1 ? 1 : 0], number: n, rank: n === 2 ? null : n }));
    owners.forEach((owner, n) => { owner.deputies = n === 2 ? null : [owners[n + 1]]; });
    const bs = [1, 2, 3].map((n): Thing => ({
      __typename: 'B', id: `b${n}`, as: as.slice(0, n), one: n === 2 ? null : as[n], label: ({ upper }: any) => (n === 3 ? null : upper ? `B${n}` : `b${n}`), owner: owners[n - 1],
    }));
    return {
      entities: [...as, ...bs, ...owners, ...areas],
      roots: {
        a: as[0], as: [[as[0], null, as[2]], [], [as[3], as[0]]], b: bs[0], bs,
        node: ({ pId }: any) => as.find((one) => one.pId === pId) ?? null, owner: ({ number }: any) => owners.find((one) => one.number === number) ?? null,
      },
    };
  },
};
