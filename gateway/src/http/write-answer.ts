import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { GraphQLFormattedError } from 'graphql';
import { toByteString } from '../transport/byte-strings.js';

export interface AnswerParts {
  /** The data as JSON; undefined where there are none. */
  readonly json: string | undefined;
  readonly isInBytes: boolean;
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  readonly extensions?: object;
}

/** The body of a response, as text or as a byte string. */
export function writeAnswer({ json, isInBytes, errors, extensions }: AnswerParts): string {
  const parts: string[] = [];
  const toWritten = (text: string) => (isInBytes ? toByteString(text) : text);
  if (json !== undefined) parts.push(`"data":${json}`);
  if (errors) parts.push(`"errors":${toWritten(JSON.stringify(errors))}`);
  if (extensions !== undefined) parts.push(`"extensions":${toWritten(JSON.stringify(extensions))}`);
  return `{${parts.join(',')}}`;
}

/** Sends a body that is written. A byte string goes out together with the head, as one string: fastify would take it for text. */
export function sendWritten(reply: FastifyReply, body: string, isInBytes: boolean): FastifyReply {
  if (!isInBytes) return reply.send(body);
  reply.hijack();
  reply.raw.writeHead(reply.statusCode, { ...reply.getHeaders() as OutgoingHttpHeaders, 'content-length': body.length }).end(body, 'latin1');
  return reply;
}
