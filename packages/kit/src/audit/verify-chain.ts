import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { START, SUITE, toSigned, type Place } from './chain.js';
import { readLine, type HeadLine, type RecordLine } from './read-line.js';

export type AuditFault = 'EDITED' | 'DELETED' | 'REORDERED' | 'FORKED' | 'TRUNCATED' | 'UNSIGNED' | 'MALFORMED';

export type Verdict =
  /** `unsigned` records come after the last head; who holds the file could have written them anew. */
  | { readonly ok: true; readonly records: number; readonly heads: number; readonly last: Place; readonly unsigned: number }
  /** `seq` is the first record that is not as it was written; where only a head can tell, the first that it covers. */
  | { readonly ok: false; readonly fault: AuditFault; readonly seq: number; readonly message: string };

type Failure = Verdict & { readonly ok: false };

export interface PublicKeys {
  readonly keys: readonly { readonly kid?: string }[];
}

export interface VerifyOptions {
  readonly publicKeys: PublicKeys;
  /** Where the first record follows, when older ones have been put away: a head that was kept of them. */
  readonly after?: Place | undefined;
  /** A head that somebody kept. The log must reach it, and hold the same there. */
  readonly known?: Place | undefined;
  /** The log was closed: it must end with a head. */
  readonly isClosed?: boolean | undefined;
}

export interface ChainVerifier {
  /** Takes the next line; a failure is final. */
  take(line: Buffer): Failure | null;
  end(): Verdict;
}

/** Checks a log line by line, from its bytes and the public keys alone. */
export function createChainVerifier({ publicKeys, after = START, known, isClosed = false }: VerifyOptions): ChainVerifier {
  const keys = new Map(publicKeys.keys.map((jwk) => [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })]));
  let place = after;
  let signedSeq = after.seq;
  let [records, heads] = [0, 0];
  /** A number that was left out; what follows tells whether it stands further down. */
  let gap: number | null = null;

  function takeRecord({ seq, prev, hash, computed }: RecordLine): Failure | null {
    if (seq <= place.seq) return fail('REORDERED', seq, `Record ${seq} stands after record ${place.seq}.`);
    if (seq > place.seq + 1) {
      gap = place.seq + 1;
      return null;
    }
    if (hash !== computed) return fail('EDITED', seq, `Record ${seq} is not as it was written.`);
    if (prev !== place.hash) return fail('FORKED', seq, `Record ${seq} was written after another record ${place.seq} than this one.`);
    if (known?.seq === seq && known.hash !== hash) return fail('FORKED', signedSeq + 1, `Record ${seq} is not the one of the head that was kept.`);
    place = { seq, hash };
    records += 1;
    return null;
  }

  function takeHead({ head, signature }: HeadLine): Failure | null {
    if (!isSigned(head, signature)) return fail('UNSIGNED', place.seq, `The head after record ${place.seq} carries no signature of these keys.`);
    if (head.seq !== place.seq || head.hash !== place.hash) {
      return fail('FORKED', signedSeq + 1, `The head after record ${place.seq} was signed for other records: one from ${signedSeq + 1} on was put in, taken out or written anew.`);
    }
    signedSeq = place.seq;
    heads += 1;
    return null;
  }

  const isSigned = (head: HeadLine['head'], signature: Buffer): boolean => {
    const key: KeyObject | undefined = keys.get(head.kid);
    return key !== undefined && head.suite === SUITE && verify(null, toSigned(head), key, signature);
  };

  return {
    take: (line) => {
      const read = readLine(line);
      if (gap !== null) return read?.kind === 'record' && read.seq === gap ? fail('REORDERED', gap, `Record ${gap} stands further down.`) : null;
      if (!read) return fail('MALFORMED', place.seq + 1, `After record ${place.seq} stands what is neither a record nor a head.`);
      return read.kind === 'head' ? takeHead(read) : takeRecord(read);
    },
    end: () => {
      if (gap !== null) return fail('DELETED', gap, `Record ${gap} is missing.`);
      if (known && place.seq < known.seq) return fail('TRUNCATED', place.seq + 1, `The log ends with record ${place.seq}, and a head of record ${known.seq} was kept.`);
      const unsigned = place.seq - signedSeq;
      if (isClosed && unsigned > 0) return fail('TRUNCATED', place.seq + 1, `After record ${place.seq} the head is missing with which a log is closed.`);
      return { ok: true, records, heads, last: place, unsigned };
    },
  };
}

const fail = (fault: AuditFault, seq: number, message: string): Failure => ({ ok: false, fault, seq, message });
