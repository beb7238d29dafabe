import { sign } from 'node:crypto';
import type { SigningKey } from '../keys/signing-key.js';
import { SUITE, toHeadLine, toRecordLine, toSigned, type Place } from './chain.js';
import { openLastSegment, openSegment } from './segments.js';

export interface AuditLog {
  /** Resolves when the record is on the disk; rejects when it cannot be. */
  append(record: object): Promise<void>;
  /** Ends the log with a signed head. */
  close(): Promise<void>;
}

export interface AuditLogOptions {
  /** Of this process alone. */
  readonly folder: string;
  readonly key: SigningKey;
  /** A head is signed after so many records, and after so long. */
  readonly headEvery?: number;
  readonly headMs?: number;
  /** A file that has so many bytes is sealed with a head, and the next one begun. */
  readonly segmentBytes?: number;
  readonly now?: () => Date;
}

interface Waiting {
  readonly record: object;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The audit log of one process. What comes while the disk is busy is written and flushed together. Of a batch that
 * cannot be written nothing stays, and the next one tries again.
 */
export async function openAuditLog(options: AuditLogOptions): Promise<AuditLog> {
  const { folder, key, headEvery = 1_000, headMs = 60_000, segmentBytes = 64_000_000, now = () => new Date() } = options;
  let segment = await openLastSegment(folder);
  let { place, signedSeq } = segment;
  let waiting: Waiting[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let isWriting = false;
  let isClosed = false;

  const toHead = ({ seq, hash }: Place): string => {
    const head = { seq, hash, at: now().toISOString(), suite: SUITE, kid: key.kid };
    return toHeadLine(head, sign(null, toSigned(head), key.key));
  };

  async function write(records: readonly object[], { wantsHead }: { readonly wantsHead: boolean }): Promise<void> {
    if (segment.size() >= segmentBytes && signedSeq === place.seq) await beginSegment();
    const lines: string[] = [];
    let end = place;
    for (const record of records) {
      const next = toRecordLine(end, record);
      lines.push(next.line);
      end = next.place;
    }
    const isFull = segment.size() >= segmentBytes;
    const isHeadDue = end.seq > signedSeq && (wantsHead || isFull || end.seq - signedSeq >= headEvery);
    if (isHeadDue) lines.push(toHead(end));
    if (lines.length > 0) await segment.append(`${lines.join('\n')}\n`);
    place = end;
    if (isHeadDue) signedSeq = end.seq;
  }

  async function beginSegment(): Promise<void> {
    const next = await openSegment(folder, place);
    await segment.seal();
    await segment.close();
    segment = next;
  }

  async function writeWaiting(): Promise<void> {
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      await write(batch.map(({ record }) => record), { wantsHead: false }).then(
        () => batch.forEach(({ resolve }) => resolve()), (error: unknown) => batch.forEach(({ reject }) => reject(error)));
    }
    isWriting = false;
  }

  /** One after another: a chain has one end. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };

  // What cannot be signed now is signed the next time.
  const timer = setInterval(() => void inTurn(() => write([], { wantsHead: true })).catch(() => {}), headMs);
  timer.unref();

  return {
    append: (record) => new Promise((resolve, reject) => {
      if (isClosed) return reject(new Error('The audit log is closed.'));
      waiting.push({ record, resolve, reject });
      if (!isWriting && waiting.length === 1) void inTurn(writeWaiting);
      return undefined;
    }),
    close: async () => {
      isClosed = true;
      clearInterval(timer);
      await inTurn(writeWaiting);
      await inTurn(() => write([], { wantsHead: true })).finally(() => segment.close());
    },
  };
}
