import { hashOf, type Head } from './chain.js';

export interface RecordLine {
  readonly kind: 'record';
  readonly seq: number;
  readonly prev: string;
  /** As it stands in the line, and as it should. */
  readonly hash: string;
  readonly computed: string;
}

export interface HeadLine {
  readonly kind: 'head';
  readonly head: Head;
  readonly signature: Buffer;
}

const RECORD_START = /^\{"seq":([1-9]\d{0,15}),"prev":"([\w-]{43})",/;
const RECORD_END = /,"hash":"([\w-]{43})"\}$/;
const END_LENGTH = ',"hash":""}'.length + 43;
const START_LENGTH = 90;

/** Reads one line; null for what is neither a record nor a head in the one form that there is. */
export function readLine(bytes: Buffer): RecordLine | HeadLine | null {
  const start = RECORD_START.exec(bytes.toString('latin1', 0, START_LENGTH));
  if (!start) return readHead(bytes.toString());
  const end = RECORD_END.exec(bytes.toString('latin1', Math.max(0, bytes.length - END_LENGTH)));
  if (!end) return null;
  return { kind: 'record', seq: Number(start[1]), prev: start[2] as string, hash: end[1] as string, computed: hashOf(bytes.subarray(0, bytes.length - END_LENGTH)) };
}

const HEAD = /^\{"head":(\d{1,16}),"hash":"([\w-]{43})","at":"([\d:.TZ-]{24})","suite":"([\w-]{1,40})","kid":"([\w-]{1,100})","signature":"([\w-]{1,200})"\}$/;

function readHead(line: string): HeadLine | null {
  const parts = HEAD.exec(line);
  if (!parts) return null;
  const [seq, hash, at, suite, kid, text] = parts.slice(1) as [string, string, string, string, string, string];
  const signature = Buffer.from(text, 'base64url');
  // The last character has bits that say nothing: no two texts may mean the same signature.
  if (signature.toString('base64url') !== text) return null;
  return { kind: 'head', head: { seq: Number(seq), hash, at, suite, kid }, signature };
}
