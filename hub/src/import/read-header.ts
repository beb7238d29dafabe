import type { Column } from './column.js';
import { ImportError } from './import-error.js';
import type { ImportKind } from './kinds/index.js';
import { findPersonWord } from './person-columns.js';

export interface FoundColumn {
  readonly column: Column;
  /** Index of its cells; null where the file has no such column. */
  readonly at: number | null;
  /** As the file writes it. */
  readonly header: string;
}

/**
 * Finds the columns of a kind by either of their names, in any order. Headers that are not ours are named by their
 * letter: in a file without a header line they would be somebody's data.
 */
export function readHeader(header: readonly string[], kind: ImportKind): readonly FoundColumn[] {
  const plain = header.map((name) => name.replace(/[\s*＊（(].*$/u, '').toLowerCase());
  const ours = plain.map((name) => kind.columns.find((column) => name !== '' && (column.zh === name || column.name.toLowerCase() === name)));
  refusePersons(header);
  const strange = ours.flatMap((column, at) => (column || header[at] === '' ? [] : [toLetters(at)]));
  if (strange.length > 0) {
    throw new ImportError(`Column ${strange.join(', ')} is none of this kind: remove it, or name it as one of ${kind.columns.map(({ zh }) => zh).join('、')}.`);
  }
  const twice = kind.columns.filter((column) => ours.filter((one) => one === column).length > 1);
  if (twice.length > 0) throw new ImportError(`${twice.map(({ zh }) => zh).join('、')} stands in the header more than once: keep one column of each.`);
  const missing = kind.columns.filter((column) => column.required && !ours.includes(column));
  if (missing.length > 0) throw new ImportError(`The header lacks ${missing.map(({ zh, name }) => `${zh} (${name})`).join('、')}: add it; --template prints the whole line.`);
  return kind.columns.map((column) => {
    const at = ours.indexOf(column);
    return { column, at: at === -1 ? null : at, header: header[at] ?? column.zh };
  });
}

function refusePersons(header: readonly string[]): void {
  const persons = header.flatMap((name, at) => {
    const word = findPersonWord(name);
    return word === null ? [] : [`${toLetters(at)} (${word})`];
  });
  if (persons.length === 0) return;
  throw new ImportError(`The hub holds no personal data, and column ${persons.join(', ')} announces some: remove it from the file. Nothing was imported. 本系统不保存个人信息，请删除上述列后再导入。`);
}

/** As a spreadsheet counts: A to Z, AA. */
export const toLetters = (at: number): string => (at < 26 ? '' : toLetters(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));
