import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';

/** What is imported: bytes in memory, or the path of a file that may be larger than memory. */
export type Source = Buffer | string;

/** Large enough that a piece is worth a round of its own; small enough that its lines are young when they are thrown away: a megabyte costs half as much again. */
const PIECE_BYTES = 65_536;

export const sizeOf = async (source: Source): Promise<number> => (typeof source === 'string' ? (await stat(source)).size : source.length);

/** The first bytes, by which a file tells what it is. */
export async function readStart(source: Source): Promise<Buffer> {
  if (typeof source !== 'string') return source.subarray(0, 4);
  const file = await open(source);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export const readWhole = async (source: Source): Promise<Buffer> => (typeof source === 'string' ? readFile(source) : source);

/** The bytes in pieces that end with a line, but for the last. */
export async function* readPieces(source: Source): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const read of typeof source === 'string' ? createReadStream(source, { highWaterMark: PIECE_BYTES }) : cut(source)) {
    const bytes = read as Buffer;
    const end = bytes.lastIndexOf(0x0a) + 1;
    if (end === 0) {
      rest = Buffer.concat([rest, bytes]);
      continue;
    }
    yield rest.length === 0 ? bytes.subarray(0, end) : Buffer.concat([rest, bytes.subarray(0, end)]);
    rest = bytes.subarray(end);
  }
  if (rest.length > 0) yield rest;
}

function* cut(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
}
