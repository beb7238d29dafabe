export interface MediaType {
  readonly contentType: string;
  /** Whether a request that fails as a whole has the status of its error, or 200 as clients of the older type expect. */
  readonly tellsStatus: boolean;
}

const RESPONSE_JSON: MediaType = { contentType: 'application/graphql-response+json; charset=utf-8', tellsStatus: true };
export const JSON_BY_NAME: MediaType = { contentType: 'application/json; charset=utf-8', tellsStatus: false };
/** A client that takes anything is no old GraphQL client: curl, or a person. */
export const JSON_BY_CHANCE: MediaType = { ...JSON_BY_NAME, tellsStatus: true };

/**
 * The media type to answer in; undefined when the client takes none that there is.
 *
 * See https://graphql.github.io/graphql-over-http/draft/#sec-Accept
 */
export function chooseMediaType(accept: string | undefined): MediaType | undefined {
  if (accept === undefined || accept.trim() === '') return JSON_BY_CHANCE;
  const weights = new Map(accept.toLowerCase().split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='));
    return [type, weight === undefined ? 1 : Number(weight.slice(2))] as const;
  }));
  const weigh = (type: string) => weights.get(type) ?? 0;
  const [response, json, any] = [weigh('application/graphql-response+json'), weigh('application/json'), Math.max(weigh('application/*'), weigh('*/*'))];
  if (response > 0 && response >= json) return RESPONSE_JSON;
  if (json > 0) return JSON_BY_NAME;
  return any > 0 ? JSON_BY_CHANCE : undefined;
}
