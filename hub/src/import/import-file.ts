import type pg from 'pg';
import { withClient } from '../database/client.js';
import type { Urls } from '../sample/index.js';
import type { OpenFile } from './copy-lines.js';
import { ImportError, type Fault } from './import-error.js';
import { IMPORT_KINDS, type ImportKind } from './kinds/index.js';
import { readPlaces } from './places.js';
import { readHeader } from './read-header.js';
import { createLineReader } from './read-lines.js';
import { readSheet } from './read-sheet.js';
import { readReferences } from './references.js';
import { sizeOf, type Source } from './source.js';
import { writeRows } from './write-rows.js';

export interface ImportOptions {
  readonly urls: Urls;
  readonly kind: string;
  /** The bytes of a file, or its path. */
  readonly source: Source;
  readonly dryRun?: boolean;
  /** A table that holds less than the file may be locked while it is filled, which is faster: whoever asks for it meanwhile waits. */
  readonly mayLock?: boolean;
  /** From this size on it is. */
  readonly largeBytes?: number;
  /** Tables of more keys than that are not read into memory to look up what lines refer to. */
  readonly maxKeys?: number;
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

const LARGE_BYTES = 4_000_000;

export function getKind(name: string): ImportKind {
  const kind = IMPORT_KINDS.find((one) => one.name === name || one.zh === name);
  if (!kind) throw new ImportError(`There is no kind of this name: take one of ${IMPORT_KINDS.map((one) => one.name).join(', ')}.`);
  return kind;
}

/**
 * Imports the records of one kind from a CSV or a workbook: all of them, or none and what is wrong with which line.
 * @throws {ImportError} the file as a whole is refused
 */
export async function importFile({ urls, kind: name, source, dryRun = false, mayLock = false, largeBytes = LARGE_BYTES, maxKeys }: ImportOptions): Promise<ImportReport> {
  const kind = getKind(name);
  const size = await sizeOf(source);
  return withClient(urls[kind.pillar], async (client) => {
    const { lines, rows, faults } = await writeRows(client, { kind, open: () => openFile(client, kind, { urls, source, maxKeys }), dryRun, lockFor: mayLock && size >= largeBytes ? size : null });
    if (lines === 0) throw new ImportError('The file has a header and no line beneath it.');
    return { lines, imported: faults.count() > 0 ? 0 : rows, faults: faults.first(), faultCount: faults.count() };
  });
}

/** What is known of places is read anew each time: a file of areas adds to it. */
async function openFile(client: pg.Client, kind: ImportKind, { urls, source, maxKeys }: Pick<ImportOptions, 'urls' | 'source'> & { readonly maxKeys: number | undefined }): Promise<OpenFile> {
  const { header, parts } = await readSheet(source);
  const columns = readHeader(header, kind);
  const places = await withClient(urls.centers, readPlaces);
  const references = await readReferences(client, kind, maxKeys);
  const knowsReferences = kind.columns.every((column) => column.references === undefined || references.has(column.name));
  return { reader: createLineReader({ columns, kind, places, references }), parts, knowsReferences };
}
