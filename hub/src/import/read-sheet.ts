import { parse } from 'csv-parse/sync';
import { unzipSync } from 'fflate';
import { readSheet as readXlsxSheet } from 'read-excel-file/node';
import { ImportError } from './import-error.js';

/** Rows of text. `line` counts as the file's reader does: the header is line 1. */
export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

export const LIMITS = { fileBytes: 20_000_000, unpackedBytes: 200_000_000, rows: 200_000, cellLength: 1_000 } as const;

/** Reads a CSV or the first sheet of a workbook, by what the file holds and not by its name. */
export async function readSheet(bytes: Buffer): Promise<Sheet> {
  if (bytes.length > LIMITS.fileBytes) throw new ImportError(`The file is larger than ${LIMITS.fileBytes / 1_000_000} MB: split it.`);
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04') return toSheet(await readWorkbook(bytes));
  if (bytes.subarray(0, 4).toString('hex') === 'd0cf11e0') throw new ImportError('The file is an old or encrypted Excel workbook: save it as .xlsx without a password, or as CSV.');
  return toSheet(readCsv(decode(bytes)));
}

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

function toSheet(lines: readonly Line[]): Sheet {
  const filled = lines.map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.trim()) })).filter(({ cells }) => cells.some((cell) => cell !== ''));
  const [header, ...rows] = filled;
  if (!header) throw new ImportError('The file is empty: its first line names the columns.');
  if (rows.length > LIMITS.rows) throw new ImportError(`The file has more than ${LIMITS.rows} lines: split it.`);
  return { header: header.cells, rows };
}

/** UTF-8 with or without its mark, UTF-16 with it, or GB18030, of which GBK is a part. */
function decode(bytes: Buffer): string {
  const encodings = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  throw new ImportError('The file is neither UTF-8 nor GBK text nor a workbook: save it as CSV UTF-8 or as .xlsx.');
}

function readCsv(text: string): readonly Line[] {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined);
  try {
    const records = parse(text, {
      delimiter: firstLine.includes('\t') ? '\t' : ',', info: true, relax_column_count: true, max_record_size: 64 * LIMITS.cellLength, to: LIMITS.rows + 2,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    // A record's number of lines counts up to its end; what is told is where the next one begins.
    let line = 1;
    return records.map(({ record, info }) => {
      const found = { line, cells: record };
      line = info.lines + 1;
      return found;
    });
  } catch (error) {
    const { lines } = error as { readonly lines?: number };
    throw new ImportError(`The file is no CSV${lines === undefined ? '' : ` at line ${lines}`}: check its quotation marks, or save it as .xlsx.`);
  }
}

async function readWorkbook(bytes: Buffer): Promise<readonly Line[]> {
  let unpacked = 0;
  try {
    // Only the directory of the archive is read here: what a small file would grow to is known before it does.
    unzipSync(bytes, { filter: ({ originalSize }) => { unpacked += originalSize; return false; } });
  } catch {
    throw new ImportError('The workbook is damaged: save it again as .xlsx.');
  }
  if (unpacked > LIMITS.unpackedBytes) throw new ImportError('The workbook unpacks to more than 200 MB: split it.');
  try {
    const rows = await readXlsxSheet(bytes, { parseNumber: (text: string) => text });
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
