import { inputError } from './input-error.js';

/** The longest page that a client may ask for, and the one it gets without asking. */
export const MAX_PAGE = 200;
export const DEFAULT_PAGE = 20;

export interface PageArguments {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

export interface Page {
  /** One more than the page holds is read, to know whether another follows. */
  readonly limit: number;
  /** Sort key of the last row of the page before; null on the first page. */
  readonly after: readonly string[] | null;
}

/** Reads `first` and `after`; the cursor holds `keyLength` parts. */
export function toPage({ first, after }: PageArguments, keyLength: number): Page {
  const limit = first ?? DEFAULT_PAGE;
  if (limit < 1 || limit > MAX_PAGE) throw inputError('first', `${limit} is outside 1 to ${MAX_PAGE}; read further pages with after.`);
  return { limit, after: after == null ? null : decodeCursor(after, keyLength) };
}

export const encodeCursor = (key: readonly string[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

function decodeCursor(cursor: string, keyLength: number): readonly string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === keyLength && key.every((part) => typeof part === 'string')) return key;
  } catch {
    // Falls through: whatever is wrong with it, the client can do only one thing.
  }
  throw inputError('after', 'is no cursor of this list; pass pageInfo.endCursor of the page before, unchanged.');
}

export interface Connection<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: () => Promise<number>;
}

/** Shapes rows read with `limit + 1` into a Relay connection. The total is counted only when asked for. */
export function toConnection<Row>(
  { rows, page, keyOf, totalCount }: {
    readonly rows: readonly Row[];
    readonly page: Page;
    readonly keyOf: (row: Row) => readonly string[];
    readonly totalCount: () => Promise<number>;
  },
): Connection<Row> {
  const edges = rows.slice(0, page.limit).map((node) => ({ cursor: encodeCursor(keyOf(node)), node }));
  return {
    edges,
    pageInfo: { hasNextPage: rows.length > page.limit, endCursor: edges.at(-1)?.cursor ?? null },
    totalCount,
  };
}
