-- CreateEnum
CREATE TYPE "SearchKind" AS ENUM ('AREA', 'CENTER', 'ORGANIZATION');

-- CreateEnum
CREATE TYPE "SearchPlace" AS ENUM ('CODE', 'NAME', 'INITIALS', 'INNER');

-- AlterTable
ALTER TABLE "area" ADD COLUMN     "search_key" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "organization" ADD COLUMN     "search_key" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "center" ADD COLUMN     "search_key" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "search_term" (
    "kind" "SearchKind" NOT NULL,
    "record_id" TEXT NOT NULL,
    "place" "SearchPlace" NOT NULL,
    "term" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,

    CONSTRAINT "search_term_pkey" PRIMARY KEY ("kind","record_id","place","term")
);

-- CreateIndex
CREATE INDEX "search_term_term_idx" ON "search_term"("term");

-- CreateIndex
CREATE INDEX "area_search_key_idx" ON "area"("search_key");

-- CreateIndex
CREATE INDEX "organization_search_key_idx" ON "organization"("search_key");

-- CreateIndex
CREATE INDEX "center_search_key_idx" ON "center"("search_key");

-- Terms compare byte by byte, so that one range holds all that begin alike under any database collation.
ALTER TABLE "search_term" ALTER COLUMN "term" TYPE text COLLATE "C";

-- Everything under which a record is found: its codes, its name and every end of it, its initials.
CREATE FUNCTION search_terms(codes text[], name text, search_key text) RETURNS TABLE (place "SearchPlace", term text)
LANGUAGE sql IMMUTABLE AS $$
  SELECT 'CODE'::"SearchPlace", lower(code) FROM (SELECT DISTINCT code FROM unnest(codes) AS codes(code)) AS each
  UNION ALL SELECT 'NAME', lower(normalize(name, NFKC))
  UNION ALL SELECT 'INITIALS', search_key WHERE search_key <> ''
  UNION ALL SELECT DISTINCT 'INNER'::"SearchPlace", substr(lower(normalize(name, NFKC)), start)
    FROM generate_series(2, length(normalize(name, NFKC))) AS start
$$;

-- Keeps the terms of a table's records. A new name needs new initials, which no function here can give: they are
-- emptied unless they come with it, and filled in by the pillar's upkeep.
CREATE FUNCTION create_search(source text, kind "SearchKind", id text, codes text, area_code text) RETURNS void
LANGUAGE plpgsql AS $create$
DECLARE
  insert_terms text := format(
    'INSERT INTO search_term (kind, record_id, place, term, area_code)
     SELECT %L, r.%I, t.place, t.term, r.%I FROM %%s r CROSS JOIN LATERAL search_terms(ARRAY[%s], r.name, r.search_key) t',
    kind, id, area_code, codes);
BEGIN
  EXECUTE format($function$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $trigger$
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        DELETE FROM search_term WHERE kind = %2$L AND record_id IN (SELECT %3$I FROM old_rows);
      END IF;
      IF TG_OP <> 'DELETE' THEN
        %4$s;
      END IF;
      RETURN NULL;
    END $trigger$ $function$, 'set_search_of_' || source, kind, id, format(insert_terms, 'new_rows'));
  -- An update of something else leaves the terms as they are.
  EXECUTE format($function$
    CREATE FUNCTION %1$I() RETURNS trigger LANGUAGE plpgsql AS $trigger$
    BEGIN
      DELETE FROM search_term s USING old_rows o
      WHERE s.kind = %2$L AND s.record_id = o.%3$I AND NOT EXISTS (
        SELECT FROM new_rows n WHERE (n.%3$I, n.name, n.search_key, n.%4$I) = (o.%3$I, o.name, o.search_key, o.%4$I));
      %5$s WHERE NOT EXISTS (
        SELECT FROM old_rows o WHERE (o.%3$I, o.name, o.search_key, o.%4$I) = (r.%3$I, r.name, r.search_key, r.%4$I));
      RETURN NULL;
    END $trigger$ $function$, 'renew_search_of_' || source, kind, id, area_code, format(insert_terms, 'new_rows'));
  EXECUTE format('CREATE TRIGGER %1$I AFTER INSERT ON %2$I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %3$I()',
    'set_search_insert', source, 'set_search_of_' || source);
  EXECUTE format('CREATE TRIGGER %1$I AFTER DELETE ON %2$I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION %3$I()',
    'set_search_delete', source, 'set_search_of_' || source);
  EXECUTE format('CREATE TRIGGER %1$I AFTER UPDATE ON %2$I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION %3$I()',
    'set_search_update', source, 'renew_search_of_' || source);
  EXECUTE format('CREATE TRIGGER %1$I BEFORE UPDATE OF name ON %2$I FOR EACH ROW WHEN (old.name <> new.name AND old.search_key = new.search_key) EXECUTE FUNCTION forget_search_key()',
    'forget_search_key', source);
  EXECUTE format(insert_terms, format('%I', source));
END $create$;

CREATE FUNCTION forget_search_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_key := '';
  RETURN NEW;
END $$;

SELECT create_search('area', 'AREA', 'code', 'r.code', 'code');
SELECT create_search('center', 'CENTER', 'id', 'r.id, r.area_code', 'area_code');
SELECT create_search('organization', 'ORGANIZATION', 'id', 'r.id', 'area_code');
