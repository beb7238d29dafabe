import type { PillarName } from '@sizhu/contract';
import type { Column, Value } from '../column.js';
import type { Places } from '../places.js';
import type { Check } from './checks.js';

/** Values of one line, by column name. */
export type Cells = Readonly<Record<string, Value>>;

/** What a file of one kind holds and where it goes: all that is said of it. */
export interface ImportKind {
  readonly name: string;
  readonly zh: string;
  readonly pillar: PillarName;
  readonly table: string;
  /** Names of the columns that tell records apart: one that the registry holds already is refused. */
  readonly key: readonly string[];
  /** Other columns, or columns together, that may not be repeated. */
  readonly unique?: readonly (readonly string[])[];
  readonly columns: readonly Column[];
  /** Fields that are the same in every row. */
  readonly constants?: Readonly<Record<string, Value>>;
  /** Fields that are worked out. */
  readonly derived?: Readonly<Record<string, (cells: Cells, places: Places) => Value>>;
  /** False: the table does not say where a row is from. */
  readonly isSourced?: boolean;
  /** What has to hold between the cells of one line. */
  readonly checks?: readonly Check[];
  /** What has to hold of the file and the registry together. */
  readonly rules?: readonly Rule[];
  /** Rows of other tables that belong to a record. */
  readonly parts?: readonly Part[];
  /** Statements over `incoming`, the new rows, before and after they are inserted. */
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

export interface Part {
  readonly table: string;
  readonly fields: readonly string[];
  readonly rows: (cells: Cells, places: Places) => readonly (readonly Value[])[];
}

export interface Rule {
  /** Name of the column that is told. */
  readonly column: string;
  readonly message: string;
  /** Condition in SQL by which a row `i` of `incoming` is wrong. */
  readonly wrong: string;
}

export const text = (max: number) => ({ kind: 'text', max } as const);
export const code = (example: string, pattern?: RegExp) => ({ kind: 'code', example, ...(pattern && { pattern }) } as const);
export const integer = (min: number, max: number) => ({ kind: 'integer', min, max } as const);
export const number = (min: number, max: number) => ({ kind: 'number', min, max } as const);
export const choice = (values: Readonly<Record<string, string>>) => ({ kind: 'choice', values } as const);
export const list = (of: Column['type'], max: number) => ({ kind: 'list', of, max } as const);
/** A post or an account, in ASCII: there is no room for a name. */
export const post = code('210203-VIDEO-DESK', /^[A-Za-z0-9][A-Za-z0-9:._-]{2,63}$/);
export const yuan = integer(0, 1_000_000_000_000);
export const day = { kind: 'day' } as const;
export const month = { kind: 'month' } as const;
export const moment = { kind: 'moment' } as const;
export const yesNo = { kind: 'boolean' } as const;
export const organization = { kind: 'organization' } as const;

type More = Pick<Column, 'references' | 'fills' | 'otherwise'> & { readonly field?: string | null };

const column = (isRequired: boolean) => (name: string, zh: string, type: Column['type'], { field, ...more }: More = {}): Column => ({
  name, zh, type, required: isRequired, ...more,
  ...(field !== null && { field: field ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) }),
});

/** A column that every line fills; its field is its name in snake case, unless said otherwise; null: none. */
export const required = column(true);
/** A column that may be left out or empty. */
export const optional = column(false);

/** The area of a record, of which the table holds the path. */
export const area = required('areaCode', '区划代码', { kind: 'area' }, { field: null, fills: { area_path: 'path' } });
/** The area of a record, of which the table holds the code. */
export const areaCode = required('areaCode', '区划代码', { kind: 'area' });
export const center = (fills: NonNullable<Column['fills']> = {}): Column => required('centerId', '中心编号', { kind: 'center' }, { fills });
/** The record of the same pillar that a record belongs to; `carried` is a column of it that this table repeats. */
export const belongsTo = (table: string, carried?: { readonly column: string; readonly field: string }): More =>
  ({ references: { table, column: 'id', ...(carried && { carry: carried }) } });
export const codeOf = (scheme: string): More => ({ references: { table: 'code_value', column: 'code', scheme } });
