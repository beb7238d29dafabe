import { joinDeprecations } from './find-deprecations.js';
import type { Deprecation } from './read-reason.js';

const MAX_LINKS = 5;

/** See RFC 9745 (Deprecation) and RFC 8594 (Sunset). Nothing where nothing is deprecated. */
export function toDeprecationHeaders(deprecations: readonly (Deprecation | undefined)[]): Readonly<Record<string, string>> {
  const found = deprecations.filter((one) => one !== undefined);
  if (found.length === 0) return {};
  const { since, until, links } = joinDeprecations(found);
  return {
    deprecation: `@${since}`,
    ...(until !== null && { sunset: new Date(until * 1_000).toUTCString() }),
    ...(links.length > 0 && { link: links.slice(0, MAX_LINKS).map((link) => `<${link}>; rel="deprecation"`).join(', ') }),
  };
}
