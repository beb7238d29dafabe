import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createFaultList, type FaultList } from './fault-list.js';
import type { Line } from './read-csv.js';
import type { LineReader } from './read-lines.js';
import { createSpool, type Spool } from './spool.js';

/** A file that is being read; once. */
export interface OpenFile {
  readonly reader: LineReader;
  readonly parts: AsyncGenerator<readonly Line[]>;
  /** What a line refers to is looked up as it is read; otherwise SQL has to look through all rows. */
  readonly knowsReferences: boolean;
}

export interface CopiedLines {
  /** Lines that hold anything. */
  readonly lines: number;
  /** Rows that were made of them. */
  readonly rows: number;
  readonly fields: readonly string[];
  readonly faults: FaultList;
  /** Rows of other tables that belong to these, by the kind's `parts`. */
  readonly parts: readonly Spool[];
}

interface Target {
  readonly table: string;
  /** The table has a column for the number of the line. */
  readonly isNumbered: boolean;
}

/**
 * Copies the rows of a file into a table while the file is read: one processor reads and checks, PostgreSQL's writes.
 * From the first fault on nothing more is sent, and the transaction is to be given up.
 */
export async function copyLines(client: pg.Client, { table, isNumbered }: Target, { reader, parts }: OpenFile): Promise<CopiedLines> {
  const faults = createFaultList();
  const spools = reader.parts.map(() => createSpool());
  let lines = 0;
  let rows = 0;
  async function* toTexts(): AsyncGenerator<string> {
    for await (const part of parts) {
      const read = reader.read(part, isNumbered);
      lines += part.length;
      rows += read.rows;
      faults.add(read.faults);
      if (faults.count() > 0) continue;
      for (const [at, text] of read.parts.entries()) await spools[at]!.add(text);
      yield read.text;
    }
  }
  try {
    await copyTexts(client, { table, fields: [...(isNumbered ? ['line'] : []), ...reader.fields] }, toTexts());
  } catch (error) {
    await Promise.all(spools.map((spool) => spool.remove()));
    throw error;
  }
  return { lines, rows, fields: reader.fields, faults, parts: spools };
}

/** Nothing is sent where there is no text. */
export async function copyTexts(client: pg.Client, { table, fields }: { readonly table: string; readonly fields: readonly string[] }, texts: AsyncGenerator<string>): Promise<void> {
  const first = await texts.next();
  if (first.done) return;
  const into = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${fields.map(pg.escapeIdentifier).join(', ')}) FROM STDIN`));
  await pipeline(Readable.from(prepend(first.value, texts), { objectMode: true, highWaterMark: 2 }), into);
}

async function* prepend(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
