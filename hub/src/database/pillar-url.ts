import type { PillarName } from '@sizhu/contract';

/** The same database, with the pillar's schema in front, whatever the role's own settings are. */
export function toPillarUrl(pillar: PillarName, databaseUrl: string): string {
  const url = new URL(databaseUrl);
  const options = [url.searchParams.get('options'), `-c search_path=${pillar}`].filter(Boolean);
  url.searchParams.set('options', options.join(' '));
  return url.href;
}
