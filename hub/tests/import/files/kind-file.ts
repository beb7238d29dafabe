/** Lines of a kind as a person writes them, cells in the order of its columns; and what can be wrong between cells, or with what else there is. */
export interface KindFile {
  readonly lines: readonly string[];
  /** Of the first line: header of a column, another cell in it, and what is said of that. */
  readonly wrong?: readonly (readonly [column: string, cell: string, message: RegExp])[];
}

export type KindFiles = Readonly<Record<string, KindFile>>;
