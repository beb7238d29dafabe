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
