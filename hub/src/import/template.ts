import type { ColumnType, Reference } from './column.js';
import type { ImportKind } from './kinds/index.js';

/** A CSV of the header alone, with the mark by which a spreadsheet knows that it is UTF-8. */
export function toTemplate({ columns }: ImportKind, language: 'zh' | 'en' = 'zh'): string {
  const header = columns.map((column) => (language === 'zh' ? column.zh : column.name));
  return `\u{feff}${header.map(quote).join(',')}\r\n`;
}

/** What the columns of a kind hold, one a line, for a person. */
export const describeColumns = ({ columns }: ImportKind): readonly string[] =>
  columns.map((column) => `${column.zh}\t${column.name}\t${column.required ? 'required' : 'optional'}\t${describeType(column.type)}${column.references ? `; ${describeReference(column.references)}` : ''}`);

const describeReference = ({ table, scheme }: Reference): string => (scheme === undefined ? `has to be in ${table} already` : `of the code table ${scheme}`);

function describeType(type: ColumnType): string {
  switch (type.kind) {
    case 'text': return `text, at most ${type.max} characters`;
    case 'code': return `code such as ${type.example}`;
    case 'integer': return `whole number, ${type.min} to ${type.max}`;
    case 'number': return `number, ${type.min} to ${type.max}`;
    case 'day': return 'day such as 2018-01-08';
    case 'month': return 'month such as 2018-01';
    case 'moment': return 'moment such as 2018-01-08 09:30, in Asia/Shanghai';
    case 'boolean': return '是 or 否';
    case 'choice': return Object.entries(type.values).map(([value, zh]) => `${zh} (${value})`).join(', ');
    case 'area': return 'code of an area, such as 210203';
    case 'center': return 'id of a center, such as C210203';
    case 'organization': return 'id of a body, such as O210203-HOUSING';
    case 'list': return `up to ${type.max}, with 、 between them, each a ${describeType(type.of)}`;
  }
}

const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
