import { mkdir, open, readdir, readFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { START, type Place } from './chain.js';
import { readLine } from './read-line.js';

const NAME = /^audit-\d{16}\.jsonl$/;

/** The files of a log, in the order of their records. */
export const listSegments = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => NAME.test(name)).sort().map((name) => join(folder, name));

/** The file that a log is written to. */
export interface Segment {
  /** The last record of the log. */
  readonly place: Place;
  /** The last record that a head was signed for. */
  readonly signedSeq: number;
  size(): number;
  /** Resolves when the text is on the disk. When it cannot be written, nothing of it stays. */
  append(text: string): Promise<void>;
  /** Makes the file read-only. */
  seal(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the last file of a log, or its first. What was cut off in the middle of a line was never promised, and goes. */
export async function openLastSegment(folder: string): Promise<Segment> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = (await listSegments(folder)).at(-1);
  if (file === undefined) return openSegment(folder, START);
  const bytes = await readFile(file);
  const end = bytes.lastIndexOf('\n') + 1;
  const { place, signedSeq } = findEnd(file, bytes.subarray(0, end));
  return openFile(file, { place, signedSeq, size: end });
}

/** Begins the file of what follows `place`. */
export const openSegment = (folder: string, place: Place): Promise<Segment> =>
  openFile(join(folder, `audit-${String(place.seq + 1).padStart(16, '0')}.jsonl`), { place, signedSeq: place.seq, size: 0 });

async function openFile(file: string, { place, signedSeq, size: start }: { readonly place: Place; readonly signedSeq: number; readonly size: number }): Promise<Segment> {
  const handle: FileHandle = await open(file, 'a', 0o600);
  let size = start;
  let isTorn = true;
  return {
    place,
    signedSeq,
    size: () => size,
    append: async (text) => {
      if (isTorn) await handle.truncate(size);
      isTorn = true;
      const bytes = Buffer.from(text);
      await handle.appendFile(bytes);
      await handle.datasync();
      size += bytes.length;
      isTorn = false;
    },
    seal: () => handle.chmod(0o400),
    close: () => handle.close(),
  };
}

/** Where a file ends. Only its last lines are looked at: whether the whole is as it was written, the verifier tells. */
function findEnd(file: string, bytes: Buffer): { readonly place: Place; readonly signedSeq: number } {
  let place: Place | null = null;
  let signedSeq: number | null = null;
  for (let end = bytes.length - 1; end > 0 && (place === null || signedSeq === null);) {
    const from = bytes.lastIndexOf('\n', end - 1) + 1;
    const read = readLine(bytes.subarray(from, end));
    if (!read || (read.kind === 'record' && read.hash !== read.computed)) throw new Error(`${file} does not end with a record as it was written. ${REMEDY}`);
    if (read.kind === 'head') signedSeq ??= read.head.seq;
    else place ??= { seq: read.seq, hash: read.hash };
    end = from - 1;
  }
  const first = Number(/audit-(\d{16})\.jsonl$/.exec(file)?.[1]);
  if (place === null && first > 1) throw new Error(`${file} is empty: the records before it cannot be told. ${REMEDY}`);
  return { place: place ?? START, signedSeq: signedSeq ?? first - 1 };
}

const REMEDY = 'Put the folder aside for whoever audits, and start with an empty one.';
