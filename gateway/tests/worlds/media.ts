import type { Thing, World } from './world.js';

/** Interfaces with keys, interface objects in two subgraphs, interfaces of interfaces, unions, and what clients may not see. */
export const media: World = {
  name: 'media',
  subgraphs: {
    library: `
      type Query { media: [Media]  medium(id: ID!): Media  works: [Work!]  search(text: String): [Found]  hidden: Media  first: Media! }
      interface Node { id: ID! }
      interface Work implements Node { id: ID!  title: String }
      interface Media implements Node & Work @key(fields: "id") { id: ID!  title: String  year: Int  state: State }
      type Book implements Media & Work & Node @key(fields: "id") { id: ID!  title: String  year: Int  state: State  pages: Int!  sequel: Book  extent: Int }
      type Film implements Media & Work & Node @key(fields: "id") { id: ID!  title: String  year: Int  state: State  minutes: Int  book: Book  extent: String }
      type Secret implements Media & Work & Node @key(fields: "id") @inaccessible { id: ID!  title: String  year: Int  state: State }
      type Shelf implements Work & Node { id: ID!  title: String  holds: [Media!]  note: String @inaccessible }
      union Found = Book | Film | Shelf
      enum State { NEW USED LOST @inaccessible }`,
    ratings: `
      type Query { rated: [Media!]  best: Media }
      type Media @key(fields: "id") @interfaceObject { id: ID!  stars: Float  ratings(atLeast: Int): [Rating!]!  year: Int @external  era: String @requires(fields: "year") }
      type Rating { stars: Int!  by: String  of: Media }`,
    lending: `
      type Query { loans: [Loan] }
      type Loan { day: String  item: Book!  any: Borrowed }
      union Borrowed = Book | Key
      type Book @key(fields: "id") { id: ID!  cover: String  isbn: String @tag(name: "isbn") }
      type Key { door: Int!  title: String }`,
    counters: `
      type Media @key(fields: "id") @interfaceObject { id: ID!  loans: Int  isLent: Boolean! }`,
  },
  // Of an interface object, the planner asks for every type what it needs of one; with a null where none may be, the others lose all.
  keep: ['Book.ratings', 'Film.ratings', 'Book.isLent', 'Film.isLent', 'Rating.stars', 'Book.id', 'Film.id', 'Secret.id', 'Shelf.id', 'Book.year', 'Film.year', 'Secret.year'],
  createData() {
    const base = (__typename: string, n: number): Thing => ({
      __typename, id: `${__typename[0]}${n}`, title: n === 2 ? null : `${__typename} ${n}`, year: n === 3 ? null : 1990 + n * 10, state: ['NEW', 'USED', 'LOST'][n % 3],
      stars: n === 1 ? null : n + 0.5, loans: n * 3, isLent: n % 2 === 0,
      era(this: Thing) { return this.year == null ? null : `the ${Math.floor(this.year / 10) * 10}s`; },
    });
    const books = [1, 2, 3].map((n): Thing => ({ ...base('Book', n), pages: n * 100, extent: n, cover: n === 2 ? null : `cover ${n}`, isbn: `978-${n}` }));
    const films = [1, 2, 3].map((n): Thing => ({ ...base('Film', n), minutes: n === 3 ? null : n * 60, extent: `${n} h`, book: books[n] ?? null }));
    const secret = base('Secret', 1);
    const all = [...books, ...films, secret];
    books.forEach((book, n) => { book.sequel = books[n + 1] ?? null; });
    for (const [at, medium] of all.entries()) {
      medium.ratings = ({ atLeast }: any) => [1, 2, 3].filter((stars) => stars <= at && stars >= (atLeast ?? 0))
        .map((stars): Thing => ({ __typename: 'Rating', stars, by: stars === 2 ? null : `reader ${stars}`, of: all[(at + stars) % 6] }));
    }
    const shelves = [1, 2].map((n): Thing => ({ __typename: 'Shelf', id: `H${n}`, title: `Shelf ${n}`, holds: [books[n], films[n]], note: 'hidden' }));
    const key: Thing = { __typename: 'Key', door: 7, title: null };
    const loans = [1, 2, 3].map((n): Thing => ({ __typename: 'Loan', day: n === 2 ? null : `2026-01-0${n}`, item: books[n - 1], any: n === 2 ? key : books[n % 3] }));
    return {
      entities: all,
      roots: {
        media: [...books.slice(0, 2), null, ...films], medium: ({ id }: any) => all.find((one) => one.id === id) ?? null,
        works: [books[0], shelves[0], films[1]], search: ({ text }: any) => [films[0], shelves[1], null, books[text ? 1 : 2]],
        hidden: secret, first: films[0], rated: [books[1], films[2], films[0]], best: films[1], loans: [...loans, null],
      },
    };
  },
};
