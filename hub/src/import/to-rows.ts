import { parseCell, type Value } from './column.js';
import type { Fault } from './import-error.js';
import type { Cells, ImportKind } from './kinds/index.js';
import type { Places } from './places.js';
import type { FoundColumn } from './read-header.js';
import { LIMITS, type Sheet } from './read-sheet.js';

export interface ImportRow {
  readonly line: number;
  /** Values by field of the table. */
  readonly fields: Readonly<Record<string, Value>>;
}

/** Turns the lines of a sheet into rows of the table; a line with a fault gives none. */
export function toRows(sheet: Sheet, columns: readonly FoundColumn[], kind: ImportKind, places: Places) {
  const rows: ImportRow[] = [];
  const faults: Fault[] = [];
  for (const { line, cells } of sheet.rows) {
    const { values, found } = readLine(cells, columns, places);
    const wrong: Fault[] = found.map(({ header, message }) => ({ line, column: header, message }));
    const whole = wrong.length === 0 ? kind.check?.(values, places) ?? null : null;
    if (whole !== null) wrong.push({ line, column: null, message: whole });
    faults.push(...wrong);
    if (wrong.length > 0) continue;
    const own = columns.flatMap(({ column }) => (column.field === undefined ? [] : [[column.field, values[column.name] ?? null] as const]));
    rows.push({ line, fields: { ...Object.fromEntries(own), provenance: 'REGISTERED', ...kind.derive(values, places) } });
  }
  return { rows, faults };
}

function readLine(cells: readonly string[], columns: readonly FoundColumn[], places: Places) {
  const values: Record<string, Value> = {};
  const found: { header: string; message: string }[] = [];
  for (const { column, at, header } of columns) {
    const text = at === null ? '' : cells[at] ?? '';
    values[column.name] = null;
    const message = text === '' ? (column.required ? 'is empty: fill it in.' : null) : readCell(column, text, { values, places });
    if (message !== null) found.push({ header, message });
  }
  return { values: values satisfies Cells, found };
}

/** Puts the value where it belongs and says what is wrong with it. */
function readCell(column: FoundColumn['column'], text: string, { values, places }: { values: Record<string, Value>; places: Places }): string | null {
  if (text.length > LIMITS.cellLength) return `is longer than ${LIMITS.cellLength} characters: shorten it.`;
  const parsed = parseCell(column, text);
  if ('fault' in parsed) return parsed.fault;
  values[column.name] = parsed.value;
  if (column.type.kind === 'area' && !places.areas.has(text)) return 'is no area of the registry: correct the code, or import the areas first.';
  if (column.type.kind === 'center' && !places.centers.has(text)) return 'is no center of the registry: correct the id, or import the centers first.';
  return null;
}
