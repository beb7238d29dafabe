import { fromByteString, readJsonBytes } from './byte-strings.js';
import type { SubgraphAnswer } from './transport.js';

/** The answer in the body of a response; null where it is none. */
export function readAnswer(bytes: Buffer, isInBytes: boolean): SubgraphAnswer | null {
  try {
    const answer = JSON.parse(isInBytes ? readJsonBytes(bytes) : bytes.toString()) as SubgraphAnswer | null;
    if (answer === null || (answer.data === undefined && !Array.isArray(answer.errors))) return null;
    // Errors are told in text: they are few, and go to logs as well.
    return isInBytes && answer.errors ? { ...answer, errors: JSON.parse(fromByteString(JSON.stringify(answer.errors))) as NonNullable<SubgraphAnswer['errors']> } : answer;
  } catch {
    return null;
  }
}
