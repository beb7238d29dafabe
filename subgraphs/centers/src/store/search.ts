import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database, SearchTerm } from '../__generated__/database.js';
import type { Search } from '../search/to-search.js';

export interface SearchRow {
  readonly kind: SearchTerm['kind'];
  readonly id: string;
}

/** How many names get their initials in one round. */
const BATCH = 1_000;

export function createSearchStore(db: Kysely<Database>) {
  return {
    /**
     * Best first: whole code, beginning of one, whole name, beginning of one, initials, inside the name; then the upper tiers. Terms
     * compare byte by byte, so that one range of an index holds all that begin with the text, whatever is in it.
     */
    async search({ text, kinds, under, limit }: Search): Promise<readonly SearchRow[]> {
      const { rows } = await sql<SearchRow>`
        select kind, record_id as id
        from search_term
        where term >= ${text} and term < ${`${text}\u{10ffff}`} and kind = any(${kinds}::"SearchKind"[])
          and (${under}::text is null or exists (
            select from area join area root on root.code = ${under}
            where area.code = search_term.area_code and (area.path = root.path or starts_with(area.path, root.path || '/'))))
        group by kind, record_id
        order by min(case place when 'CODE' then 0 when 'NAME' then 2 when 'INITIALS' then 4 else 5 end
                     + case when place in ('CODE', 'NAME') and term <> ${text} then 1 else 0 end),
                 kind, length(record_id), record_id
        limit ${limit}`.execute(db);
      return rows;
    },

    /** Gives initials to what was written without them. */
    async fillSearchKeys(toKey: (name: string) => string): Promise<void> {
      for (const [table, id] of [['area', 'code'], ['center', 'id'], ['organization', 'id']] as const) {
        for (;;) {
          const { rows } = await sql<{ id: string; name: string }>`
            select ${sql.ref(id)} as id, name from ${sql.table(table)} where search_key = '' order by 1 limit ${BATCH}`.execute(db);
          if (rows.length === 0) break;
          await sql`
            update ${sql.table(table)} set search_key = named.key
            from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.name)}::text[], ${rows.map((row) => toKey(row.name))}::text[])
              as named(id, name, key)
            where ${sql.ref(`${table}.${id}`)} = named.id and ${sql.ref(`${table}.name`)} = named.name`.execute(db);
        }
      }
    },
  };
}
