import type { Thing, World } from './world.js';

/** Cut down from drawn federations: an interface object beside a requirement of one of its types, and requirements beyond a key. */
export const archive: World = {
  name: 'archive',
  subgraphs: {
    index: `
      type Query { files: [File] }
      type File @key(fields: "id") { id: ID!  shelf: Int }`,
    papers: `
      interface Item @key(fields: "id") { id: ID!  label: String }
      type File implements Item @key(fields: "id") { id: ID!  label: String  shelf: Int @external  place: String @requires(fields: "shelf") }
      type Map implements Item @key(fields: "id") { id: ID!  label: String }`,
    ages: `
      type Item @key(fields: "id") @interfaceObject { id: ID!  label: String @external  era: String @requires(fields: "label")  next: Item }`,
  },
  keep: ['File.id', 'Map.id', 'File.label', 'Map.label', 'File.shelf'],
  createData() {
    const items = [1, 2, 3].map((n): Thing => ({
      __typename: n === 3 ? 'Map' : 'File', id: `i${n}`, label: n === 2 ? null : `label ${n}`, shelf: () => n,
      place(this: Thing) { return `shelf ${typeof this.shelf === 'function' ? this.shelf() : this.shelf}`; },
      era(this: Thing) { return `era of ${this.label}`; },
    }));
    items.forEach((item, at) => { item.next = items[(at + 1) % 3]; });
    return { entities: items, roots: { files: items.slice(0, 2) } };
  },
};
