/** One object of the data; functions are fields with arguments or fields worked out from others. */
export interface Thing {
  readonly __typename: string;
  [field: string]: any;
}

/** Data that the subgraphs share, so that one monolith over the same data tells what is right. */
export interface Data {
  /** Whatever a subgraph may be asked for by key. */
  readonly entities: readonly Thing[];
  readonly roots: Readonly<Record<string, any>>;
}

export interface World {
  readonly name: string;
  /** Schema of each subgraph, without the link to the specification. */
  readonly subgraphs: Readonly<Record<string, string>>;
  /** Fresh each time: a test may break parts of it. */
  createData(): Data;
  /** Fields, as Type.field, that keys or requirements need, and that therefore stay whole. */
  readonly keep: readonly string[];
}
