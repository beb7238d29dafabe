import type { Column, ColumnType } from '../../src/import/column.js';

type WrongCell = readonly [cell: string, message: RegExp];

/** Cells that no line of a kind may have in this column, each with what is said of it. */
export const toWrongCells = (column: Column): readonly WrongCell[] => [
  ...ofType(column.type),
  ...(column.required ? [['', /is empty: fill it in/] as const] : []),
  ...(column.references && column.type.kind === 'code' ? [['XX-unknown', /not in the registry|not in the code table/] as const] : []),
];

function ofType(type: ColumnType): readonly WrongCell[] {
  switch (type.kind) {
    case 'text': return [['长'.repeat(type.max + 1), /longer than \d+ characters: shorten/], ['电话13800138000', /identity or telephone number: take it out/]];
    case 'code': return [['有 空格', /is no code: write/], ...(type.pattern ? [['!', /has not the form of .*: correct it/] as const] : [])];
    case 'integer': return [['2.5', /no whole number: write/], [String(type.max + 1), /outside/]];
    case 'number': return [['一百', /no number: write/], [String(type.max * 10 + 1), /outside/]];
    case 'day': return [['2026-02-30', /is no day: write/]];
    case 'month': return [['2026-13', /is no month: write/]];
    case 'moment': return [['昨天', /is no moment: write/]];
    case 'boolean': return [['也许', /neither yes nor no: write/]];
    case 'choice': return [['没有这项', /not in the list: write one of/]];
    case 'area': return [['9999', /no area of the registry: correct/]];
    case 'center': return [['C0', /no center of the registry: correct/]];
    case 'organization': return [['O-none', /no body of the registry: correct/]];
    case 'list': return ofType(type.of);
  }
}
