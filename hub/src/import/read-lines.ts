import { toCopyLine } from '../sample/table.js';
import { parseCell, type Column, type Value } from './column.js';
import type { Fault } from './import-error.js';
import type { Cells, ImportKind, Part } from './kinds/index.js';
import type { Places } from './places.js';
import type { Line } from './read-csv.js';
import type { FoundColumn } from './read-header.js';
import { LIMITS } from './read-sheet.js';
import { notKnown, type References } from './references.js';
import { toFields } from './to-fields.js';

export interface LineReaderOptions {
  readonly columns: readonly FoundColumn[];
  readonly kind: ImportKind;
  readonly places: Places;
  readonly references: References;
}

/** Rows of the table in COPY's text format, and what is wrong: a line with a fault gives no row. */
export interface ReadPart {
  readonly text: string;
  /** Of the kind's `parts`, likewise. */
  readonly parts: readonly string[];
  readonly rows: number;
  readonly faults: readonly Fault[];
}

export interface LineReader {
  /** Columns of the table in the order of the rows. */
  readonly fields: readonly string[];
  readonly parts: readonly Part[];
  /** With `isNumbered` each row begins with the number of its line. */
  read(lines: readonly Line[], isNumbered: boolean): ReadPart;
}

type Values = Record<string, Value>;

/** Turns lines of a sheet into rows of the table. */
export function createLineReader({ columns, kind, places, references }: LineReaderOptions): LineReader {
  const fields = toFields(kind, places, references);
  const { parts = [] } = kind;
  const readers = fields.map(({ read }) => read);
  const readCell = createCellReader(places, references);
  const nameOf = (name: string): string => kind.columns.find((column) => column.name === name)?.zh ?? name;

  /** Puts the values of a line where they belong and says what is wrong with it. */
  function readLine({ line, cells }: Line, values: Values, faults: Fault[]): boolean {
    const before = faults.length;
    for (const { column, at, header } of columns) {
      const text = at === null ? '' : (cells[at] ?? '').trim();
      values[column.name] = column.otherwise ?? null;
      const message = text !== '' ? readCell(column, text, values) : column.required ? 'is empty: fill it in.' : null;
      if (message !== null) faults.push({ line, column: header, message });
    }
    if (faults.length > before) return false;
    for (const check of kind.checks ?? []) {
      const message = check(values, { places, nameOf });
      if (message !== null) faults.push({ line, column: null, message });
    }
    return faults.length === before;
  }

  function toRow(line: number | null, values: Cells): string {
    const row: Value[] = line === null ? [] : [line];
    for (const read of readers) row.push(read(values));
    return toCopyLine(row);
  }

  return {
    fields: fields.map(({ field }) => field),
    parts,
    read: (lines, isNumbered) => {
      const faults: Fault[] = [];
      const partTexts = parts.map(() => '');
      let text = '';
      let rows = 0;
      for (const one of lines) {
        const values: Values = {};
        if (!readLine(one, values, faults)) continue;
        text += toRow(isNumbered ? one.line : null, values);
        parts.forEach((part, at) => { for (const row of part.rows(values, places)) partTexts[at] += toCopyLine(row); });
        rows += 1;
      }
      return { text, parts: partTexts, rows, faults };
    },
  };
}

const UNKNOWN_PLACE = {
  area: 'is no area of the registry: correct the code, or import the areas first.',
  center: 'is no center of the registry: correct the id, or import the centers first.',
  organization: 'is no body of the registry: correct the id, or import the organizations first.',
} as const;

/** Puts the value of a cell where it belongs and says what is wrong with it. */
const createCellReader = ({ areas, centers, organizations }: Places, references: References) => {
  const places = { area: areas, center: centers, organization: organizations } as const;
  return (column: Column, text: string, values: Values): string | null => {
    if (text.length > LIMITS.cellLength) return `is longer than ${LIMITS.cellLength} characters: shorten it.`;
    const parsed = parseCell(column.type, text);
    if ('fault' in parsed) return parsed.fault;
    values[column.name] = parsed.value;
    const { kind } = column.type.kind === 'list' ? column.type.of : column.type;
    if (kind === 'area' || kind === 'center' || kind === 'organization') {
      const named = Array.isArray(parsed.value) ? parsed.value as readonly string[] : [text];
      if (!named.every((key) => places[kind].has(key))) return UNKNOWN_PLACE[kind];
    }
    return column.references ? findReferenceFault(column, String(parsed.value), references) : null;
  };
};

function findReferenceFault(column: Column, key: string, references: References): string | null {
  const known = references.get(column.name);
  if (!known) return null;
  const carried = known.get(key);
  if (carried === undefined) return notKnown(column);
  return carried === null ? column.references?.carry?.missing ?? null : null;
}
