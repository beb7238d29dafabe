export type Value = string | number | boolean | Date | null | readonly string[];

/** Rows of one table, in the order of `columns`, made as they are read. */
export interface SampleTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** For the progress display. */
  readonly total: number;
  rows(): Iterable<readonly Value[]>;
}

export const table = (name: string, columns: string, rows: readonly (readonly Value[])[]): SampleTable =>
  ({ name, columns: columns.split(' '), total: rows.length, rows: () => rows });

const escape = (text: string): string => text.replace(/[\\\t\n\r]/g, (character) =>
  ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' })[character] as string);

/** One line of PostgreSQL's COPY text format. */
export const toCopyLine = (row: readonly Value[]): string => `${row.map(toField).join('\t')}\n`;

function toField(value: Value): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escape(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'object') return `{${value.join(',')}}`;
  return String(value);
}
