import type { Value } from './column.js';
import type { Cells, ImportKind } from './kinds/index.js';
import type { Places } from './places.js';
import type { References } from './references.js';

export interface Field {
  /** Column of the table. */
  readonly field: string;
  /** Its value, of the cells of one line. */
  readonly read: (cells: Cells) => Value;
}

/** Every column of the table that a kind fills, each once: what is worked out takes the place of what a cell says. */
export function toFields({ columns, constants = {}, derived = {}, isSourced = true }: ImportKind, places: Places, references: References): readonly Field[] {
  const fields = new Map<string, Field['read']>();
  for (const { name, field, fills = {}, type, references: to } of columns) {
    if (field !== undefined) fields.set(field, (cells) => cells[name] ?? null);
    const found = type.kind === 'center' ? places.centers : places.areas;
    for (const [filled, fact] of Object.entries(fills)) fields.set(filled, (cells) => found.get(String(cells[name]))?.[fact] ?? null);
    const known = references.get(name);
    if (to?.carry) fields.set(to.carry.field, (cells) => known?.get(String(cells[name])) ?? null);
  }
  if (isSourced) fields.set('provenance', () => 'REGISTERED');
  for (const [field, value] of Object.entries(constants)) fields.set(field, () => value);
  for (const [field, derive] of Object.entries(derived)) fields.set(field, (cells) => derive(cells, places));
  return [...fields].map(([field, read]) => ({ field, read }));
}
