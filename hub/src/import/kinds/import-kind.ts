import type { PillarName } from '@sizhu/contract';
import type { Column, Value } from '../column.js';
import type { Places } from '../places.js';

export type Cells = Readonly<Record<string, Value>>;

/** What a file of one kind holds and where it goes. */
export interface ImportKind {
  readonly name: string;
  readonly zh: string;
  readonly pillar: PillarName;
  readonly table: string;
  /** Names of the columns that tell records apart: one that the registry holds already is refused. */
  readonly key: readonly string[];
  /** Other columns that may not be repeated. */
  readonly unique?: readonly string[];
  readonly columns: readonly Column[];
  /** Fields of the table beside those of the columns. `cells` are by column name. */
  readonly derive: (cells: Cells, places: Places) => Readonly<Record<string, Value>>;
  /** What is wrong between cells of one line; null when nothing is. */
  readonly check?: (cells: Cells, places: Places) => string | null;
  /** Statements over `incoming`, the new rows, before and after they are inserted. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

export const text = (max: number) => ({ kind: 'text', max } as const);
export const code = (example: string, pattern?: RegExp) => ({ kind: 'code', example, ...(pattern && { pattern }) } as const);
export const integer = (min: number, max: number) => ({ kind: 'integer', min, max } as const);
export const number = (min: number, max: number) => ({ kind: 'number', min, max } as const);
export const choice = (values: Readonly<Record<string, string>>) => ({ kind: 'choice', values } as const);

type More = Pick<Column, 'references'> & { readonly field?: string | null };

const column = (required: boolean) => (name: string, zh: string, type: Column['type'], { field, references }: More = {}): Column => ({
  name, zh, type, required,
  ...(field !== null && { field: field ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) }),
  ...(references && { references }),
});

/** A column that every line fills; its field is its name in snake case, unless said otherwise; null: none. */
export const required = column(true);
/** A column that may be left out or empty. */
export const optional = column(false);
