import type { IncomingHttpHeaders } from 'node:http';

/** Who sends no name is this client. */
export const UNNAMED_CLIENT = 'default';

/**
 * The client whose trusted documents count. A name that a client gives itself opens nothing that is not in
 * the manifest of that name; where rights hang on the client, the viewer of the verified token decides here.
 */
export function nameClient(headers: IncomingHttpHeaders): string {
  const name = headers['apollographql-client-name'];
  return typeof name === 'string' && name !== '' ? name : UNNAMED_CLIENT;
}
