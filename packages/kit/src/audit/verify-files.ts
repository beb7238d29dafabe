import { createReadStream } from 'node:fs';
import { createChainVerifier, type Verdict, type VerifyOptions } from './verify-chain.js';

const LINE_BREAK = 0x0a;
/** No record is so long; without an end to lines, memory would have none. */
const MAX_LINE_BYTES = 1_000_000;

/** Checks the files of a log, in the order of its records. They are read piece by piece. */
export async function verifyFiles(files: readonly string[], options: VerifyOptions): Promise<Verdict> {
  const verifier = createChainVerifier(options);
  for (const file of files) {
    let rest: Buffer = Buffer.alloc(0);
    for await (const chunk of createReadStream(file, { highWaterMark: 1_048_576 })) {
      const bytes = rest.length === 0 ? chunk as Buffer : Buffer.concat([rest, chunk as Buffer]);
      let from = 0;
      for (let at = bytes.indexOf(LINE_BREAK); at !== -1; at = bytes.indexOf(LINE_BREAK, from)) {
        const failure = verifier.take(bytes.subarray(from, at));
        if (failure) return failure;
        from = at + 1;
      }
      rest = bytes.subarray(from);
      if (rest.length > MAX_LINE_BYTES) break;
    }
    // A line without its break is not whole, even if it reads as if it were.
    if (rest.length > 0) {
      const failure = verifier.take(Buffer.concat([rest, Buffer.from('\r')]));
      if (failure) return failure;
    }
  }
  return verifier.end();
}
