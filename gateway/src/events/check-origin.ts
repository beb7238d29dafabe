import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a page of the origin that a request names may open a socket: one that this address served, or one that is
 * allowed by name. Browsers ask nobody before they open a socket to another site, and always name the origin; what
 * names none is no browser.
 *
 * See https://datatracker.ietf.org/doc/html/rfc6455#section-10.2
 */
export function isAllowedOrigin({ origin, host }: IncomingHttpHeaders, allowed: readonly string[]): boolean {
  if (origin === undefined || allowed.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}
