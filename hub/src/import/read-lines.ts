import { toCopyLine } from '../sample/table.js';
import { parseCell, type Column, type Value } from './column.js';
import type { Fault } from './import-error.js';
import type { ImportKind } from './kinds/index.js';
import type { Places } from './places.js';
import type { Line } from './read-csv.js';
import type { FoundColumn } from './read-header.js';
import { LIMITS } from './read-sheet.js';
import { notKnown, type References } from './references.js';

export interface LineReaderOptions {
  readonly columns: readonly FoundColumn[];
  readonly kind: ImportKind;
  readonly places: Places;
  readonly references: References;
}

/** Rows of the table in COPY's text format, and what is wrong: a line with a fault gives no row. */
export interface ReadPart {
  readonly text: string;
  readonly rows: number;
  readonly faults: readonly Fault[];
}

export interface LineReader {
  /** Columns of the table in the order of the rows; known from the first row on. */
  fields(): readonly string[];
  /** With `isNumbered` each row begins with the number of its line. */
  read(lines: readonly Line[], isNumbered: boolean): ReadPart;
}

type Values = Record<string, Value>;

/** Turns lines of a sheet into rows of the table. */
export function createLineReader({ columns, kind, places, references }: LineReaderOptions): LineReader {
  let own = columns.flatMap(({ column: { name, field } }) => (field === undefined ? [] : [{ name, field }]));
  const carried = columns.flatMap(({ column: { name, references: to } }) => (to?.carry ? [{ name, carry: to.carry, known: references.get(name) }] : []));
  const readCell = createCellReader(places, references);
  let derivedFields: readonly string[] = [];

  /** Puts the values of a line where they belong and says what is wrong with it. */
  function readLine({ line, cells }: Line, values: Values, faults: Fault[]): boolean {
    const before = faults.length;
    for (const { column, at, header } of columns) {
      const text = at === null ? '' : (cells[at] ?? '').trim();
      values[column.name] = null;
      const message = text !== '' ? readCell(column, text, values) : column.required ? 'is empty: fill it in.' : null;
      if (message !== null) faults.push({ line, column: header, message });
    }
    if (faults.length > before) return false;
    const message = kind.check?.(values, places) ?? null;
    if (message !== null) faults.push({ line, column: null, message });
    return message === null;
  }

  function toRow(line: number | null, values: Values): string {
    const derived = kind.derive(values, places);
    if (derivedFields.length === 0) {
      derivedFields = [...carried.map(({ carry }) => carry.field), ...Object.keys(derived)];
      // What is worked out from other cells, or from none, takes the place of what the cell says.
      own = own.filter(({ field }) => !derivedFields.includes(field));
    }
    const row: Value[] = line === null ? [] : [line];
    for (const { name } of own) row.push(values[name] ?? null);
    row.push('REGISTERED');
    for (const { name, known } of carried) row.push(known?.get(String(values[name])) ?? null);
    for (const key in derived) row.push(derived[key] ?? null);
    return toCopyLine(row);
  }

  return {
    fields: () => [...own.map(({ field }) => field), 'provenance', ...derivedFields],
    read: (lines, isNumbered) => {
      const faults: Fault[] = [];
      let text = '';
      let rows = 0;
      for (const one of lines) {
        const values: Values = {};
        if (!readLine(one, values, faults)) continue;
        text += toRow(isNumbered ? one.line : null, values);
        rows += 1;
      }
      return { text, rows, faults };
    },
  };
}

/** Puts the value of a cell where it belongs and says what is wrong with it. */
const createCellReader = ({ areas, centers }: Places, references: References) => (column: Column, text: string, values: Values): string | null => {
  if (text.length > LIMITS.cellLength) return `is longer than ${LIMITS.cellLength} characters: shorten it.`;
  const parsed = parseCell(column, text);
  if ('fault' in parsed) return parsed.fault;
  values[column.name] = parsed.value;
  if (column.type.kind === 'area' && !areas.has(text)) return 'is no area of the registry: correct the code, or import the areas first.';
  if (column.type.kind === 'center' && !centers.has(text)) return 'is no center of the registry: correct the id, or import the centers first.';
  return column.references ? findReferenceFault(column, String(parsed.value), references) : null;
};

function findReferenceFault(column: Column, key: string, references: References): string | null {
  const known = references.get(column.name);
  if (!known) return null;
  const carried = known.get(key);
  if (carried === undefined) return notKnown(column);
  return carried === null && column.references?.carry ? column.references.carry.missing : null;
}
