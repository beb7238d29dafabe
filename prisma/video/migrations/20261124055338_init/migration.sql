-- CreateEnum
CREATE TYPE "Provenance" AS ENUM ('REPORT', 'PUBLIC', 'SAMPLE', 'REGISTERED');

-- CreateEnum
CREATE TYPE "ResourceClass" AS ENUM ('PUBLIC', 'POLICE');

-- CreateEnum
CREATE TYPE "KeyPlaceKind" AS ENUM ('KEY_SITE', 'IMPORTANT_TARGET', 'COMPLEX_VENUE');

-- CreateEnum
CREATE TYPE "HealthState" AS ENUM ('ONLINE', 'OFFLINE', 'STALE', 'DEFECT');

-- CreateTable
CREATE TABLE "key_place" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "KeyPlaceKind" NOT NULL,
    "area_path" TEXT NOT NULL,
    "position_type" SMALLINT NOT NULL,
    "required_channels" INTEGER NOT NULL,
    "built_channels" INTEGER NOT NULL DEFAULT 0,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "key_place_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "video_channel" (
    "id" TEXT NOT NULL,
    "device_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "key_place_id" TEXT,
    "shared_center_id" TEXT,
    "latitude" DOUBLE PRECISION NOT NULL,
    "longitude" DOUBLE PRECISION NOT NULL,
    "built" BOOLEAN NOT NULL,
    "networked" BOOLEAN NOT NULL,
    "intact" BOOLEAN NOT NULL,
    "record_complete" BOOLEAN NOT NULL,
    "health" "HealthState" NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "video_channel_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "police_count" (
    "area_path" TEXT NOT NULL,
    "registered" INTEGER NOT NULL,
    "built" INTEGER NOT NULL,
    "networked" INTEGER NOT NULL,
    "shared" INTEGER NOT NULL,
    "online" INTEGER NOT NULL,
    "offline" INTEGER NOT NULL,
    "stale" INTEGER NOT NULL,
    "defect" INTEGER NOT NULL,
    "intact" INTEGER NOT NULL,
    "record_complete" INTEGER NOT NULL,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "police_count_pkey" PRIMARY KEY ("area_path")
);

-- CreateTable
CREATE TABLE "coverage_segment" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "length_km" DOUBLE PRECISION NOT NULL,
    "note" TEXT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "coverage_segment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "channel_rollup" (
    "area_code" TEXT NOT NULL,
    "resource_class" "ResourceClass" NOT NULL,
    "registered" INTEGER NOT NULL,
    "built" INTEGER NOT NULL,
    "networked" INTEGER NOT NULL,
    "shared" INTEGER NOT NULL,
    "online" INTEGER NOT NULL,
    "offline" INTEGER NOT NULL,
    "stale" INTEGER NOT NULL,
    "defect" INTEGER NOT NULL,
    "intact" INTEGER NOT NULL,
    "record_complete" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "key_place_rollup" (
    "area_code" TEXT NOT NULL,
    "kind" "KeyPlaceKind" NOT NULL,
    "places" INTEGER NOT NULL,
    "covered" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "key_place_area_path_id_idx" ON "key_place"("area_path", "id");

-- CreateIndex
CREATE UNIQUE INDEX "video_channel_device_id_key" ON "video_channel"("device_id");

-- CreateIndex
CREATE INDEX "video_channel_area_path_id_idx" ON "video_channel"("area_path", "id");

-- CreateIndex
CREATE INDEX "video_channel_key_place_id_id_idx" ON "video_channel"("key_place_id", "id");

-- CreateIndex
CREATE INDEX "video_channel_shared_center_id_id_idx" ON "video_channel"("shared_center_id", "id");

-- CreateIndex
CREATE INDEX "video_channel_latitude_longitude_idx" ON "video_channel"("latitude", "longitude");

-- CreateIndex
CREATE INDEX "video_channel_health_observed_at_idx" ON "video_channel"("health", "observed_at");

-- CreateIndex
CREATE INDEX "coverage_segment_area_path_id_idx" ON "coverage_segment"("area_path", "id");

-- CreateIndex
CREATE INDEX "channel_rollup_area_code_resource_class_idx" ON "channel_rollup"("area_code", "resource_class");

-- CreateIndex
CREATE INDEX "channel_rollup_pending_idx" ON "channel_rollup"("pending");

-- CreateIndex
CREATE INDEX "key_place_rollup_area_code_kind_idx" ON "key_place_rollup"("area_code", "kind");

-- CreateIndex
CREATE INDEX "key_place_rollup_pending_idx" ON "key_place_rollup"("pending");

-- AddForeignKey
ALTER TABLE "video_channel" ADD CONSTRAINT "video_channel_key_place_id_fkey" FOREIGN KEY ("key_place_id") REFERENCES "key_place"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- ── Rollups ──────────────────────────────────────────────────────────────────────────────────
-- A rollup holds signed counts: the sum of the rows of a key is the figure. Writers only add rows,
-- so no two writers wait for each other; fold_rollups() shortens what has been added.

-- The day in Dalian of a moment.
CREATE FUNCTION local_day(moment timestamptz) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE RETURN (moment AT TIME ZONE 'Asia/Shanghai')::date;

-- Keeps `rollup` true to `source`. `body` selects the key and the measures FROM changes, where each
-- changed row carries a sign: -1 as it was, +1 as it is. The same body over the whole table is the
-- view recount_<rollup>_<source>, which a test holds the rollup against.
CREATE FUNCTION create_rollup(rollup text, source text, body text) RETURNS void
LANGUAGE plpgsql AS $create$
DECLARE
  kind record;
  trigger_name text;
BEGIN
  FOR kind IN SELECT * FROM (VALUES
    ('insert', 'NEW TABLE AS new_rows', 'SELECT 1 AS sign, * FROM new_rows'),
    ('delete', 'OLD TABLE AS old_rows', 'SELECT -1 AS sign, * FROM old_rows'),
    ('update', 'OLD TABLE AS old_rows NEW TABLE AS new_rows',
               'SELECT -1 AS sign, * FROM old_rows UNION ALL SELECT 1, * FROM new_rows')
  ) AS kinds(event, transition, changes)
  LOOP
    trigger_name := format('%s_from_%s_%s', rollup, source, kind.event);
    EXECUTE format($function$
      CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS $trigger$
      BEGIN
        WITH changes AS (%s), figures AS (%s)
        -- A bulk load is as short as it can be already; what few rows changed is left to the fold.
        INSERT INTO %I SELECT figures.*, (SELECT count(*) FROM changes) < 1000, now() FROM figures;
        RETURN NULL;
      END $trigger$ $function$, trigger_name, kind.changes, body, rollup);
    EXECUTE format('CREATE TRIGGER %1$I AFTER %2$s ON %3$I REFERENCING %4$s FOR EACH STATEMENT EXECUTE FUNCTION %1$I()',
      trigger_name, kind.event, source, kind.transition);
  END LOOP;
  EXECUTE format('CREATE VIEW %I AS WITH changes AS (SELECT 1 AS sign, * FROM %I), figures AS (%s) SELECT * FROM figures',
    format('recount_%s_%s', rollup, source), source, body);
END $create$;

-- Replaces all rows of every key that has a pending row by their sum. Safe beside writers, readers
-- and other folds: a row is added again only by the one who took it away.
CREATE FUNCTION fold_rollup(rollup text, keys text[]) RETURNS void
LANGUAGE plpgsql AS $fold$
DECLARE
  measures text[] := ARRAY(
    SELECT attname::text FROM pg_attribute
    WHERE attrelid = rollup::regclass AND attnum > 0 AND NOT attisdropped
      AND attname::text <> ALL (keys || ARRAY['pending', 'as_of'])
    ORDER BY attnum);
  key_list text := (SELECT string_agg(quote_ident(key), ', ' ORDER BY at) FROM unnest(keys) WITH ORDINALITY k(key, at));
BEGIN
  EXECUTE format($statement$
    WITH touched AS (SELECT DISTINCT %1$s FROM %2$I WHERE pending),
    gone AS (DELETE FROM %2$I r USING touched t WHERE (%3$s) = (%4$s) RETURNING r.*)
    INSERT INTO %2$I (%1$s, %5$s, pending, as_of)
    SELECT %1$s, %6$s, false, max(as_of) FROM gone GROUP BY %1$s $statement$,
    key_list, rollup,
    (SELECT string_agg('r.' || key, ', ' ORDER BY at) FROM unnest(keys) WITH ORDINALITY k(key, at)),
    (SELECT string_agg('t.' || key, ', ' ORDER BY at) FROM unnest(keys) WITH ORDINALITY k(key, at)),
    (SELECT string_agg(quote_ident(measure), ', ' ORDER BY at) FROM unnest(measures) WITH ORDINALITY m(measure, at)),
    (SELECT string_agg(format('sum(%I)', measure), ', ' ORDER BY at) FROM unnest(measures) WITH ORDINALITY m(measure, at)));
END $fold$;

-- Paths compare byte by byte, so that one range holds a whole subtree under any database collation.
ALTER TABLE "key_place" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "video_channel" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "coverage_segment" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- How many built channels stand at each key place.
CREATE FUNCTION set_built_channels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE key_place p SET built_channels = actual.channels
  FROM (
    SELECT touched.key_place_id,
           (SELECT count(*) FROM video_channel c WHERE c.key_place_id = touched.key_place_id AND c.built) AS channels
    FROM (SELECT DISTINCT key_place_id FROM changed_rows WHERE key_place_id IS NOT NULL) touched
  ) actual
  WHERE p.id = actual.key_place_id AND p.built_channels <> actual.channels;
  RETURN NULL;
END $$;
CREATE TRIGGER set_built_channels_insert AFTER INSERT ON video_channel
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_built_channels();
CREATE TRIGGER set_built_channels_update_new AFTER UPDATE ON video_channel
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_built_channels();
CREATE TRIGGER set_built_channels_update_old AFTER UPDATE ON video_channel
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_built_channels();
CREATE TRIGGER set_built_channels_delete AFTER DELETE ON video_channel
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_built_channels();

SELECT create_rollup('channel_rollup', 'video_channel', $body$
  SELECT area_code, resource_class, registered, built, networked, shared, online, offline, stale, defect, intact, record_complete
  FROM (
    SELECT inside.code AS area_code, 'PUBLIC'::"ResourceClass" AS resource_class,
         sum(sign * 1) AS registered,
         sum(sign * built::int) AS built,
         sum(sign * networked::int) AS networked,
         sum(sign * (shared_center_id IS NOT NULL)::int) AS shared,
         sum(sign * (health = 'ONLINE')::int) AS online,
         sum(sign * (health = 'OFFLINE')::int) AS offline,
         sum(sign * (health = 'STALE')::int) AS stale,
         sum(sign * (health = 'DEFECT')::int) AS defect,
         sum(sign * intact::int) AS intact,
         sum(sign * record_complete::int) AS record_complete
    FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    GROUP BY inside.code
  ) AS sums
  WHERE (registered, built, networked, shared, online, offline, stale, defect, intact, record_complete) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$body$);

SELECT create_rollup('channel_rollup', 'police_count', $body$
  SELECT area_code, resource_class, registered, built, networked, shared, online, offline, stale, defect, intact, record_complete
  FROM (
    SELECT inside.code AS area_code, 'POLICE'::"ResourceClass" AS resource_class,
         sum(sign * registered) AS registered,
         sum(sign * built) AS built,
         sum(sign * networked) AS networked,
         sum(sign * shared) AS shared,
         sum(sign * online) AS online,
         sum(sign * offline) AS offline,
         sum(sign * stale) AS stale,
         sum(sign * defect) AS defect,
         sum(sign * intact) AS intact,
         sum(sign * record_complete) AS record_complete
    FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    GROUP BY inside.code
  ) AS sums
  WHERE (registered, built, networked, shared, online, offline, stale, defect, intact, record_complete) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$body$);

-- A key place is covered when at least one built channel stands there.
SELECT create_rollup('key_place_rollup', 'key_place', $body$
  SELECT inside.code AS area_code, kind, sum(sign) AS places, sum(sign * (built_channels > 0)::int) AS covered
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, kind
  HAVING (sum(sign), sum(sign * (built_channels > 0)::int)) <> (0, 0)
$body$);

CREATE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('channel_rollup', '{area_code,resource_class}');
  SELECT fold_rollup('key_place_rollup', '{area_code,kind}');
$$;
