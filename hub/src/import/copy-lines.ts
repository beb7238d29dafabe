import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { createFaultList, type FaultList } from './fault-list.js';
import type { Line } from './read-csv.js';
import type { LineReader } from './read-lines.js';

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
  let lines = 0;
  let rows = 0;
  async function* toTexts(): AsyncGenerator<string> {
    for await (const part of parts) {
      const read = reader.read(part, isNumbered);
      lines += part.length;
      rows += read.rows;
      faults.add(read.faults);
      if (faults.count() === 0) yield read.text;
    }
  }
  const texts = toTexts();
  const first = await texts.next();
  if (!first.done) {
    const columns = [...(isNumbered ? ['line'] : []), ...reader.fields].map(pg.escapeIdentifier).join(', ');
    const into = client.query(copyFrom(`COPY ${pg.escapeIdentifier(table)} (${columns}) FROM STDIN`));
    await pipeline(Readable.from(prepend(first.value, texts), { objectMode: true, highWaterMark: 2 }), into);
  }
  return { lines, rows, fields: reader.fields, faults };
}

async function* prepend(first: string, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield first;
  yield* rest;
}
