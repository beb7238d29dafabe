import type { GraphQLFormattedError } from 'graphql';
import { toByteString } from '../transport/byte-strings.js';

export interface AnswerParts {
  /** The data as JSON; undefined where there are none. */
  readonly json: string | undefined;
  readonly isInBytes: boolean;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: object;
}

/** The body of a response. */
export function writeAnswer({ json, isInBytes, errors, extensions }: AnswerParts): Buffer {
  const parts: string[] = [];
  const toWritten = (text: string) => (isInBytes ? toByteString(text) : text);
  if (json !== undefined) parts.push(`"data":${json}`);
  if (errors) parts.push(`"errors":${toWritten(JSON.stringify(errors))}`);
  if (extensions !== undefined) parts.push(`"extensions":${toWritten(JSON.stringify(extensions))}`);
  return Buffer.from(`{${parts.join(',')}}`, isInBytes ? 'latin1' : 'utf8');
}
