export type Value = string | number | bigint | boolean | null | readonly string[];

/** What one COPY loads. Rows may be made while they are read, so that few are in memory at a time. */
export interface SampleTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly total: number;
  readonly rows: Iterable<readonly Value[]>;
}

/** Rows from objects that all have the same keys; the keys are the columns. */
export function toTable(name: string, records: readonly Readonly<Record<string, Value>>[]): SampleTable {
  const columns = Object.keys(records[0] ?? {});
  return { name, columns, total: records.length, rows: records.map((record) => columns.map((column) => record[column] ?? null)) };
}

/** Some columns of a table, under names of the reader's own. */
export function* readColumns<Name extends string>(tables: readonly SampleTable[], name: string, columns: Readonly<Record<Name, string>>) {
  const table = tables.find((one) => one.name === name);
  if (!table) throw new Error(`The sample has no table ${name}.`);
  const places = Object.entries<string>(columns).map(([key, column]) => [key, table.columns.indexOf(column)] as const);
  for (const row of table.rows) yield Object.fromEntries(places.map(([key, at]) => [key, row[at]])) as Record<Name, Value | undefined>;
}

/** The same tables with these columns only, their rows made at once: what several readers need is not made for each. */
export const keepColumns = (tables: readonly SampleTable[], wanted: Readonly<Record<string, readonly string[]>>): readonly SampleTable[] =>
  tables.filter(({ name }) => wanted[name]).map((table) => {
    const columns = wanted[table.name] ?? [];
    const places = columns.map((column) => table.columns.indexOf(column));
    return { name: table.name, columns, total: table.total, rows: Array.from(table.rows, (row) => places.map((at) => row[at] ?? null)) };
  });

/** One row in COPY's text format. */
export function toCopyLine(row: readonly Value[]): string {
  let line = '';
  for (let at = 0; at < row.length; at += 1) line += `${at === 0 ? '' : '\t'}${toField(row[at] ?? null)}`;
  return `${line}\n`;
}

function toField(value: Value): string {
  switch (typeof value) {
    case 'string': return escape(value);
    case 'boolean': return value ? 't' : 'f';
    case 'object': return value === null ? '\\N' : escape(`{${value.map((item) => JSON.stringify(item)).join(',')}}`);
    default: return String(value);
  }
}

const special: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escape = (text: string): string =>
  /[\\\t\n\r]/.test(text) ? text.replace(/[\\\t\n\r]/g, (letter) => special[letter] ?? letter) : text;
