import { ImportError } from './import-error.js';
import { readCsv, type Line } from './read-csv.js';
import { readWorkbook } from './read-workbook.js';
import { readStart, readWhole, sizeOf, type Source } from './source.js';

export interface Sheet {
  /** Names of the columns. */
  readonly header: readonly string[];
  /** The lines beneath that hold anything, in parts, with the blanks around their cells; can be read once. */
  readonly parts: AsyncGenerator<readonly Line[]>;
}

export const LIMITS = { fileBytes: 8_000_000_000, workbookBytes: 20_000_000, unpackedBytes: 200_000_000, rows: 20_000_000, cellLength: 5_000 } as const;
export type Limits = Readonly<Record<keyof typeof LIMITS, number>>;

/** Reads a CSV or the first sheet of a workbook, by what the file holds and not by its name. */
export async function readSheet(source: Source, limits: Limits = LIMITS): Promise<Sheet> {
  const [size, start] = await Promise.all([sizeOf(source), readStart(source)]);
  if (start.toString('hex') === 'd0cf11e0') throw new ImportError('The file is an old or encrypted Excel workbook: save it as .xlsx without a password, or as CSV.');
  const isWorkbook = start.toString('latin1') === 'PK\x03\x04';
  const most = isWorkbook ? limits.workbookBytes : limits.fileBytes;
  if (size > most) throw new ImportError(`The file is larger than ${most / 1_000_000} MB: split it${isWorkbook ? ', or save it as CSV' : ''}.`);
  return toSheet(isWorkbook ? readWorkbook(await readWhole(source)) : readCsv(source), limits);
}

async function toSheet(parts: AsyncGenerator<readonly Line[]>, limits: Limits): Promise<Sheet> {
  for (;;) {
    const part: IteratorResult<readonly Line[], void> = await parts.next();
    if (part.done) throw new ImportError('The file is empty: its first line names the columns.');
    const [header, ...rest] = part.value.filter(isFilled);
    if (header) return { header: header.cells.map((cell) => cell.trim()), parts: rowsOf(rest, parts, limits) };
  }
}

async function* rowsOf(first: readonly Line[], parts: AsyncGenerator<readonly Line[]>, limits: Limits): AsyncGenerator<readonly Line[]> {
  let rows = 0;
  const count = (lines: readonly Line[]) => {
    rows += lines.length;
    if (rows > limits.rows) throw new ImportError(`The file has more than ${limits.rows} lines: split it.`);
    return lines;
  };
  if (first.length > 0) yield count(first);
  for await (const part of parts) {
    const lines = count(part.filter(isFilled));
    if (lines.length > 0) yield lines;
  }
}

const isFilled = ({ cells }: Line): boolean => cells.some((cell) => cell.trim() !== '');
