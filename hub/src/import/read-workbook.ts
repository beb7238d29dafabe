import { unzipSync } from 'fflate';
import { readSheet } from 'read-excel-file/node';
import { ImportError } from './import-error.js';
import type { Line } from './read-csv.js';
import { LIMITS } from './read-sheet.js';

/** All lines of the first sheet of a workbook. */
export async function* readWorkbook(bytes: Buffer): AsyncGenerator<readonly Line[]> {
  let unpacked = 0;
  try {
    // Only the directory of the archive is read here: what a small file would grow to is known before it does.
    unzipSync(bytes, { filter: ({ originalSize }) => { unpacked += originalSize; return false; } });
  } catch {
    throw new ImportError('The workbook is damaged: save it again as .xlsx.');
  }
  if (unpacked > LIMITS.unpackedBytes) throw new ImportError('The workbook unpacks to more than 200 MB: split it.');
  yield await readRows(bytes);
}

async function readRows(bytes: Buffer): Promise<readonly Line[]> {
  try {
    const rows = await readSheet(bytes, { parseNumber: (text: string) => text });
    return rows.map((cells, at) => ({ line: at + 1, cells: cells.map(toText) }));
  } catch {
    throw new ImportError('The workbook cannot be read: save it again as .xlsx, or as CSV.');
  }
}

/** A formula comes as its value. Days and moments of a workbook have no zone: they are those of the office. */
function toText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace('T00:00:00.000Z', '').replace('T', ' ').replace(/\.\d{3}Z$/, '');
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}
