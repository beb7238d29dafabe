import { createHash } from 'node:crypto';

/*
 * The audit log is a chain (see docs/evidence.md). One line a record, in UTF-8:
 *
 *     {"seq":7,"prev":"<hash of record 6>", …what happened…,"hash":"<hash>"}
 *
 * The hash is SHA-256, base64url, of the line's bytes before `,"hash":`. So each hash covers all records before it,
 * and a verifier needs no canonical form of JSON. From time to time a head is signed:
 *
 *     {"head":7,"hash":"<hash of record 7>","at":"…","suite":"Ed25519-SHA256","kid":"…","signature":"…"}
 */

/** What a head is signed with. A field, so that another pair, such as SM2 with SM3, can replace it. */
export const SUITE = 'Ed25519-SHA256';

/** The hash before the first record. */
export const NO_HASH = 'A'.repeat(43);

export interface Place {
  /** Number of the last record; 0 before the first. */
  readonly seq: number;
  readonly hash: string;
}

export const START: Place = { seq: 0, hash: NO_HASH };

export interface Head extends Place {
  readonly at: string;
  readonly suite: string;
  readonly kid: string;
}

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64url');

/** What a signature of a head is over. */
export const toSigned = ({ seq, hash, at, suite, kid }: Head): Buffer => Buffer.from(['sizhu-audit-head', seq, hash, at, suite, kid].join('\n'));

/** The line of a record after `place`, without its line break, and the place after it. */
export function toRecordLine({ seq, hash: prev }: Place, record: object): { readonly line: string; readonly place: Place } {
  const covered = JSON.stringify({ seq: seq + 1, prev, ...record }).slice(0, -1);
  const hash = hashOf(Buffer.from(covered));
  return { line: `${covered},"hash":"${hash}"}`, place: { seq: seq + 1, hash } };
}

/** The line of a signed head, without its line break. */
export const toHeadLine = ({ seq, hash, at, suite, kid }: Head, signature: Uint8Array): string =>
  JSON.stringify({ head: seq, hash, at, suite, kid, signature: Buffer.from(signature).toString('base64url') });
