/** Relative, so that the hub may live under a path of another site. */
export const ENDPOINT = 'graphql';

export interface GraphRequest {
  readonly query: string;
  readonly variables?: unknown;
  readonly operationName?: string | null | undefined;
}

export interface GraphAnswer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

/**
 * One request to the hub. An answer with errors is an answer; what throws is a hub that
 * speaks no JSON or does not speak at all.
 */
export async function askGraph(request: GraphRequest, headers: Readonly<Record<string, string>> = {}): Promise<GraphAnswer> {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: {
      accept: 'application/graphql-response+json, application/json;q=0.9',
      'content-type': 'application/json',
      ...headers,
    },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  try {
    return JSON.parse(text) as GraphAnswer;
  } catch {
    throw new Error(`Expected JSON from ${ENDPOINT}, got status ${response.status}`);
  }
}
