export interface Answer<Data> {
  readonly data: Data;
  readonly errors?: unknown;
  readonly extensions?: unknown;
}

/** The whole answer of a hub to one question. */
export async function ask<Data>(url: string, query: string, variables: object = {}): Promise<Answer<Data>> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return await response.json() as Answer<Data>;
}

/** Looks again until it is so; a test that waits in vain fails by its own time limit. */
export async function until(isSo: () => Promise<boolean> | boolean): Promise<void> {
  while (!await isSo()) await new Promise((resolve) => { setTimeout(resolve, 5); });
}
