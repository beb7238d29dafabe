import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Delivery, Increment } from '../execution/defer/deliver-parts.js';

const SPEC = '20220824';
export const PARTS = `multipart/mixed; boundary="-"; deferSpec=${SPEC}`;

/** Whether a client takes what is deferred later, as clients of Apollo and GraphiQL do; another state of the proposal is not spoken. */
export function acceptsParts(accept: string | undefined): boolean {
  return (accept ?? '').toLowerCase().split(',').some((part) => {
    const [type, ...parameters] = part.split(';').map((piece) => piece.trim().replaceAll('"', ''));
    const value = (name: string) => parameters.find((parameter) => parameter.startsWith(`${name}=`))?.slice(name.length + 1);
    return type === 'multipart/mixed' && (value('deferspec') ?? SPEC) === SPEC && Number(value('q') ?? 1) > 0;
  });
}

/**
 * Writes an answer in parts: what is there at once, then the rest as it comes.
 *
 * See https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md
 */
export async function* writeParts(
  first: object, later: AsyncGenerator<Delivery, void>, toErrors: (errors: readonly GraphQLError[]) => readonly GraphQLFormattedError[],
): AsyncGenerator<string, void> {
  const toBody = ({ errors, ...increment }: Increment) => ({ ...increment, ...(errors && { errors: toErrors(errors) }) });
  try {
    yield `\r\n---${toPart({ ...first, hasNext: true })}`;
    for await (const { incremental, hasNext, told } of later) {
      yield toPart({
        ...(incremental.length > 0 && { incremental: incremental.map(toBody) }), hasNext, ...(told && { extensions: { sizhu: told } }),
      });
    }
    yield '--\r\n';
  } finally {
    await later.return();
  }
}

/** With the beginning of the next delimiter, so that a client knows at once that the part is whole. */
const toPart = (body: object): string => `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${JSON.stringify(body)}\r\n---`;
