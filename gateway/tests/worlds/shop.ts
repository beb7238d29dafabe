import type { Thing, World } from './world.js';

/** Keys of every kind, requirements with and without arguments, provided, shared and overridden fields. */
export const shop: World = {
  name: 'shop',
  subgraphs: {
    catalog: `
      type Query { products(first: Int = 10): [Product!]!  product(id: ID!): Product  shelves: [[Product]] top: Product! }
      type Product @key(fields: "id") @key(fields: "sku brand { code }") {
        id: ID!  sku: String!  brand: Brand!  name: String @shareable  price(currency: Currency! = CNY): Float
        size: Size @shareable  tags: [String]  matrix: [[Int]]  kind: Kind!  attributes: JSON  weight: Int
        legacy: String
      }
      type Brand @key(fields: "code") { code: ID!  name: String @shareable }
      type Size @shareable { width: Int!  height: Int }
      enum Currency { CNY USD EUR }
      enum Kind { BOOK TOOL TOY }
      scalar JSON`,
    stock: `
      type Query { warehouses: [Warehouse]  warehouse(at: PlaceInput): Warehouse }
      type Product @key(fields: "id") {
        id: ID!  weight: Int @external  size: Size @external  price(currency: Currency! = CNY): Float @external
        inStock: Boolean  shipping(express: Boolean = false): Float @requires(fields: "weight size { width height }")
        customs: String @requires(fields: "price(currency: USD) weight")
        home: Warehouse  moved: String @override(from: "catalog")
        legacy: String @override(from: "catalog")
      }
      type Size @shareable { width: Int!  height: Int }
      enum Currency { CNY USD EUR }
      type Warehouse @key(fields: "place { city zone }") { place: Place!  capacity: Int!  products(kind: [Int!]): [Product] }
      type Place @shareable { city: String!  zone: Int! }
      input PlaceInput { city: String! = "大连" zone: Int! }`,
    reviews: `
      type Query { latest(n: Int): [Review!]  author(id: ID!): Author }
      type Review @key(fields: "id") { id: ID!  text: String!  stars: Int  product: Product @provides(fields: "name brand { name }")  author: Author! }
      type Product @key(fields: "id") @key(fields: "sku brand { code }") {
        id: ID! sku: String! brand: Brand!  name: String @external  reviews(atLeast: Int = 0): [Review!]  stars: Float!
      }
      type Brand @key(fields: "code") { code: ID!  name: String @external  products: [Product!] }
      type Author @key(fields: "id") { id: ID!  name: String!  reviews: [Review]  rival: Author }`,
    storage: `
      type Warehouse @key(fields: "place { city zone }") { place: Place!  manager: Post  temperature: [Float]  zones: [Place!]! }
      type Place @shareable { city: String!  zone: Int! }
      type Post { title: String!  office: Warehouse }`,
  },
  keep: ['Product.id', 'Product.sku', 'Product.brand', 'Brand.code', 'Product.weight', 'Product.size', 'Product.price', 'Size.width', 'Size.height',
    'Warehouse.place', 'Place.city', 'Place.zone', 'Review.id', 'Author.id', 'Review.product'],
  createData() {
    const brands = [1, 2].map((n): Thing => ({ __typename: 'Brand', code: `b${n}`, name: n === 1 ? 'Ruyi' : null }));
    const places = [['大连', 1], ['大连', 2], ['沈阳', 1]].map(([city, zone]): Thing => ({ __typename: 'Place', city, zone }));
    const products = [1, 2, 3, 4, 5].map((n): Thing => ({
      __typename: 'Product', id: `p${n}`, sku: `s${n % 3}`, brand: brands[n % 2], name: n === 4 ? null : `Thing “${n}”`,
      price: ({ currency }: any) => (n === 2 ? null : n * ({ CNY: 7, USD: 1, EUR: 0.9 } as any)[currency]),
      size: n === 3 ? null : { __typename: 'Size', width: n, height: n % 2 ? null : n * 2 },
      tags: n === 1 ? null : ['a', null, `t${n}`], matrix: [[n, null], null, []], kind: ['BOOK', 'TOOL', 'TOY'][n % 3],
      attributes: n === 5 ? null : { n, nested: [{ n }, null] }, weight: n === 1 ? null : n * 10,
      inStock: n % 2 === 0, moved: `moved ${n}`, legacy: n === 2 ? null : `old ${n}`, stars: n / 2,
      shipping(this: Thing, { express }: any) {
        return this.weight == null ? null : this.weight + (this.size?.width ?? 0) + (this.size?.height ?? 0) + (express ? 100 : 0);
      },
      customs(this: Thing) {
        const price = typeof this.price === 'function' ? this.price({ currency: 'USD' }) : this.price;
        return `worth ${price} of ${this.weight}`;
      },
    }));
    const warehouses = places.map((place, n): Thing => ({
      __typename: 'Warehouse', place, capacity: n * 100, products: ({ kind }: any) => products.filter((_, at) => at % 3 === n).concat(kind?.length ? [null as any] : []),
      temperature: n === 1 ? null : [n + 0.5, null], zones: n === 2 ? [] : [place],
    }));
    warehouses.forEach((warehouse, n) => {
      warehouse.manager = n === 2 ? null : { __typename: 'Post', title: `Post ${n}`, office: warehouses[(n + 1) % 3] };
    });
    const authors = [1, 2, 3].map((n): Thing => ({ __typename: 'Author', id: `a${n}`, name: `Author ${n}` }));
    const reviews = [1, 2, 3, 4, 5, 6].map((n): Thing => ({
      __typename: 'Review', id: `r${n}`, text: `text ${n}`, stars: n === 3 ? null : n, product: n === 5 ? null : products[n % 4], author: authors[n % 3],
    }));
    authors.forEach((author, n) => {
      author.reviews = n === 2 ? [null] : reviews.filter((review) => review.author === author);
      author.rival = authors[n + 1] ?? null;
    });
    for (const product of products) {
      product.home = warehouses[Number(product.id.slice(1)) % 4] ?? null;
      product.reviews = ({ atLeast }: any) => reviews.filter((review) => review.product === product && (review.stars ?? 0) >= atLeast);
    }
    for (const brand of brands) brand.products = products.filter((product) => product.brand === brand);
    return {
      entities: [...brands, ...products, ...warehouses, ...authors, ...reviews],
      roots: {
        products: ({ first }: any) => products.slice(0, first), product: ({ id }: any) => products.find((one) => one.id === id) ?? null,
        shelves: [[products[0], null, products[1]], null, [], [products[0]]], top: products[2],
        warehouses: [...warehouses, null], warehouse: ({ at }: any) => warehouses.find(({ place }) => place.city === at?.city && place.zone === at?.zone) ?? null,
        latest: ({ n }: any) => (n === 0 ? null : reviews.slice(0, n ?? 4)), author: ({ id }: any) => authors.find((one) => one.id === id) ?? null,
      },
    };
  },
};
