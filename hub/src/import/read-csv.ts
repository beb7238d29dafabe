import { isAscii, isUtf8 } from 'node:buffer';
import { parse, type CsvError } from 'csv-parse/sync';
import { ImportError } from './import-error.js';
import { readPieces, readStart, readWhole, sizeOf, type Source } from './source.js';

/** Cells as the file writes them. `line` counts as an editor does, from 1. */
export interface Line {
  readonly line: number;
  readonly cells: readonly string[];
}

export const MAX_RECORD_LENGTH = 64_000;
/** A quotation mark that is never closed would have the whole rest of the file in memory. */
const MAX_OPEN_LENGTH = 16_000_000;
const MAX_UTF16_BYTES = 20_000_000;

/** All lines of a CSV with commas or tabs, in parts of some thousands. */
export async function* readCsv(source: Source): AsyncGenerator<readonly Line[]> {
  let line = 1;
  let delimiter: string | null = null;
  let open = '';
  for await (const text of decode(source)) {
    delimiter ??= text.slice(0, text.indexOf('\n') + 1 || undefined).includes('\t') ? '\t' : ',';
    open = open === '' ? text : open + text;
    // A line break inside quotation marks ends no record: until they are even, the end of the text may be one.
    if (!hasEvenQuotes(open)) {
      if (open.length > MAX_OPEN_LENGTH) throw notCsv(line);
      continue;
    }
    const part = parsePart(open, { delimiter, line });
    line = part.next;
    open = '';
    yield part.lines;
  }
  if (open !== '') yield parsePart(open, { delimiter: delimiter ?? ',', line }).lines;
}

/** UTF-8 with or without its mark, UTF-16 with it, or GB18030, of which GBK is a part: what its first Chinese text is. */
async function* decode(source: Source): AsyncGenerator<string> {
  const [first, second] = await readStart(source);
  if (first === 0xff && second === 0xfe) {
    if (await sizeOf(source) > MAX_UTF16_BYTES) throw new ImportError('A UTF-16 file of more than 20 MB is not read: save it as CSV UTF-8.');
    yield new TextDecoder('utf-16le').decode(await readWhole(source));
    return;
  }
  let encoding: 'utf-8' | 'gb18030' | null = null;
  let isStart = true;
  for await (const piece of readPieces(source)) {
    if (encoding === null && !isAscii(piece)) encoding = isUtf8(piece) ? 'utf-8' : 'gb18030';
    const text = toText(piece, encoding ?? 'utf-8');
    yield isStart && text.startsWith('\u{feff}') ? text.slice(1) : text;
    isStart = false;
  }
}

function toText(piece: Buffer, encoding: 'utf-8' | 'gb18030'): string {
  if (encoding === 'utf-8' && isUtf8(piece)) return piece.toString('utf8');
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(piece);
  } catch {
    throw new ImportError('The file is neither UTF-8 nor GBK text nor a workbook: save it as CSV UTF-8 or as .xlsx.');
  }
}

function hasEvenQuotes(text: string): boolean {
  let quotes = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 0;
}

interface Part {
  readonly lines: readonly Line[];
  /** The line on which what follows begins. */
  readonly next: number;
}

interface PartOptions {
  readonly delimiter: string;
  readonly line: number;
}

/** Without a quotation mark a CSV is nothing but its separators, and to split it is several times as fast as to parse it. */
const parsePart = (text: string, options: PartOptions): Part => (text.includes('"') ? parseQuoted(text, options) : splitPlain(text, options));

function splitPlain(text: string, { delimiter, line }: PartOptions): Part {
  const texts = text.split('\n');
  if (texts.at(-1) === '') texts.pop();
  const lines = texts.map((one, at) => ({ line: line + at, cells: (one.endsWith('\r') ? one.slice(0, -1) : one).split(delimiter) }));
  return { lines, next: line + texts.length };
}

function parseQuoted(text: string, { delimiter, line }: PartOptions): Part {
  try {
    let next = line;
    const lines = (parse(text, { delimiter, relax_column_count: true, max_record_size: MAX_RECORD_LENGTH }) as readonly string[][]).map((cells) => {
      const found = { line: next, cells };
      next += 1;
      for (const cell of cells) if (cell.includes('\n')) next += cell.split('\n').length - 1;
      return found;
    });
    return { lines, next };
  } catch (error) {
    const { lines } = error as CsvError & { readonly lines?: number };
    throw notCsv(line - 1 + (lines ?? 1));
  }
}

const notCsv = (line: number) => new ImportError(`The file is no CSV at line ${line}: check its quotation marks, or save it as .xlsx.`);
