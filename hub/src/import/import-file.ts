import { withClient } from '../database/client.js';
import type { Urls } from '../sample/index.js';
import { ImportError, type Fault } from './import-error.js';
import { IMPORT_KINDS, type ImportKind } from './kinds/index.js';
import { readPlaces } from './places.js';
import { readHeader } from './read-header.js';
import { readSheet } from './read-sheet.js';
import { toRows } from './to-rows.js';
import { writeRows } from './write-rows.js';

export interface ImportOptions {
  readonly urls: Urls;
  readonly kind: string;
  readonly bytes: Buffer;
  readonly dryRun?: boolean;
}

export interface ImportReport {
  /** Lines of the file that hold a record. */
  readonly lines: number;
  /** Records that were written, or would have been; 0 with any fault. */
  readonly imported: number;
  /** The first ones, by line. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
}

/** So many faults are told; who has more mends these first. */
const MAX_FAULTS = 100;

export function getKind(name: string): ImportKind {
  const kind = IMPORT_KINDS.find((one) => one.name === name || one.zh === name);
  if (!kind) throw new ImportError(`There is no kind of this name: take one of ${IMPORT_KINDS.map((one) => one.name).join(', ')}.`);
  return kind;
}

/**
 * Imports the records of one kind from a CSV or a workbook: all of them, or none and what is wrong with which line.
 * @throws {ImportError} the file as a whole is refused
 */
export async function importFile({ urls, kind: name, bytes, dryRun = false }: ImportOptions): Promise<ImportReport> {
  const kind = getKind(name);
  const sheet = await readSheet(bytes);
  const columns = readHeader(sheet.header, kind);
  if (sheet.rows.length === 0) throw new ImportError('The file has a header and no line beneath it.');
  const places = await withClient(urls.centers, readPlaces);
  const { rows, faults } = toRows(sheet, columns, kind, places);
  const all = faults.length > 0 ? faults : await withClient(urls[kind.pillar], (client) => writeRows(client, kind, rows, dryRun));
  return { lines: sheet.rows.length, imported: all.length > 0 ? 0 : rows.length, faults: all.slice(0, MAX_FAULTS), faultCount: all.length };
}
