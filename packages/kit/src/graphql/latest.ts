/** The latest change among the rows that make up a figure. Nothing counted yet is true of this moment. */
export const latest = (rows: readonly { readonly asOf: Date }[]): Date =>
  rows.length === 0 ? new Date() : new Date(Math.max(...rows.map(({ asOf }) => asOf.getTime())));

/** Adds one measure up over rows. */
export const sumOf = <Row>(rows: readonly Row[], measure: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + measure(row), 0);
