-- CreateEnum
CREATE TYPE "Provenance" AS ENUM ('REPORT', 'PUBLIC', 'SAMPLE', 'REGISTERED');

-- CreateEnum
CREATE TYPE "AreaLevel" AS ENUM ('PROVINCE', 'CITY', 'DISTRICT', 'STREET', 'COMMUNITY');

-- CreateEnum
CREATE TYPE "PlatformKind" AS ENUM ('GOVERNANCE_INFORMATION', 'GRID_SERVICE', 'VIDEO_SHARING', 'VIDEO_CONFERENCE');

-- CreateEnum
CREATE TYPE "ConnectionStatus" AS ENUM ('NONE', 'PARTIAL', 'FULL');

-- CreateEnum
CREATE TYPE "FigureQualifier" AS ENUM ('EXACT', 'AT_LEAST');

-- CreateTable
CREATE TABLE "info_platform" (
    "id" TEXT NOT NULL,
    "kind" "PlatformKind" NOT NULL,
    "name" TEXT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "info_platform_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "connected_center" (
    "center_id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "fully_connected" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "connected_center_pkey" PRIMARY KEY ("center_id")
);

-- CreateTable
CREATE TABLE "platform_connection" (
    "center_id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "status" "ConnectionStatus" NOT NULL,
    "since" DATE,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "platform_connection_pkey" PRIMARY KEY ("center_id","platform_id")
);

-- CreateTable
CREATE TABLE "video_net_node" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "opened_on" DATE NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "video_net_node_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "dataset_definition" (
    "id" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "standard" TEXT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "dataset_definition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "base_dataset" (
    "area_path" TEXT NOT NULL,
    "definition_id" TEXT NOT NULL,
    "record_count" INTEGER NOT NULL,
    "qualifier" "FigureQualifier" NOT NULL,
    "completeness" DOUBLE PRECISION,
    "accuracy" DOUBLE PRECISION,
    "baseline_clarity" DOUBLE PRECISION,
    "situation_clarity" DOUBLE PRECISION,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "base_dataset_pkey" PRIMARY KEY ("area_path","definition_id")
);

-- CreateTable
CREATE TABLE "connection_rollup" (
    "area_code" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "platform_id" TEXT NOT NULL,
    "full" INTEGER NOT NULL,
    "partial" INTEGER NOT NULL,
    "none" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "connected_center_rollup" (
    "area_code" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "centers" INTEGER NOT NULL,
    "fully_connected" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "video_net_rollup" (
    "area_code" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "opened" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "base_data_rollup" (
    "area_code" TEXT NOT NULL,
    "definition_id" TEXT NOT NULL,
    "record_count" BIGINT NOT NULL,
    "lower_bounds" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "info_platform_kind_key" ON "info_platform"("kind");

-- CreateIndex
CREATE INDEX "connected_center_area_path_center_id_idx" ON "connected_center"("area_path", "center_id");

-- CreateIndex
CREATE INDEX "platform_connection_platform_id_center_id_idx" ON "platform_connection"("platform_id", "center_id");

-- CreateIndex
CREATE UNIQUE INDEX "video_net_node_center_id_key" ON "video_net_node"("center_id");

-- CreateIndex
CREATE INDEX "video_net_node_area_path_id_idx" ON "video_net_node"("area_path", "id");

-- CreateIndex
CREATE INDEX "connection_rollup_area_code_level_platform_id_idx" ON "connection_rollup"("area_code", "level", "platform_id");

-- CreateIndex
CREATE INDEX "connection_rollup_pending_idx" ON "connection_rollup"("pending");

-- CreateIndex
CREATE INDEX "connected_center_rollup_area_code_level_idx" ON "connected_center_rollup"("area_code", "level");

-- CreateIndex
CREATE INDEX "connected_center_rollup_pending_idx" ON "connected_center_rollup"("pending");

-- CreateIndex
CREATE INDEX "video_net_rollup_area_code_level_idx" ON "video_net_rollup"("area_code", "level");

-- CreateIndex
CREATE INDEX "video_net_rollup_pending_idx" ON "video_net_rollup"("pending");

-- CreateIndex
CREATE INDEX "base_data_rollup_area_code_definition_id_idx" ON "base_data_rollup"("area_code", "definition_id");

-- CreateIndex
CREATE INDEX "base_data_rollup_pending_idx" ON "base_data_rollup"("pending");

-- AddForeignKey
ALTER TABLE "platform_connection" ADD CONSTRAINT "platform_connection_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "connected_center"("center_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "platform_connection" ADD CONSTRAINT "platform_connection_platform_id_fkey" FOREIGN KEY ("platform_id") REFERENCES "info_platform"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "base_dataset" ADD CONSTRAINT "base_dataset_definition_id_fkey" FOREIGN KEY ("definition_id") REFERENCES "dataset_definition"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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
ALTER TABLE "connected_center" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "video_net_node" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "base_dataset" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- A center is fully connected when it is FULL on every platform.
CREATE FUNCTION set_fully_connected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE connected_center c SET fully_connected = verdict.full
  FROM (
    SELECT touched.center_id,
           NOT EXISTS (
             SELECT FROM info_platform platform
             LEFT JOIN platform_connection mine
               ON mine.platform_id = platform.id AND mine.center_id = touched.center_id
             WHERE mine.status IS DISTINCT FROM 'FULL') AS full
    FROM (SELECT DISTINCT center_id FROM changed_rows) touched
  ) verdict
  WHERE c.center_id = verdict.center_id AND c.fully_connected <> verdict.full;
  RETURN NULL;
END $$;
CREATE TRIGGER set_fully_connected_insert AFTER INSERT ON platform_connection
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_fully_connected();
CREATE TRIGGER set_fully_connected_update AFTER UPDATE ON platform_connection
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_fully_connected();
CREATE TRIGGER set_fully_connected_delete AFTER DELETE ON platform_connection
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_fully_connected();

SELECT create_rollup('connection_rollup', 'platform_connection', $body$
  SELECT inside.code AS area_code, level, platform_id,
         sum(sign * (status = 'FULL')::int) AS "full",
         sum(sign * (status = 'PARTIAL')::int) AS partial,
         sum(sign * (status = 'NONE')::int) AS none
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, level, platform_id
  HAVING (sum(sign * (status = 'FULL')::int), sum(sign * (status = 'PARTIAL')::int),
          sum(sign * (status = 'NONE')::int)) <> (0, 0, 0)
$body$);

SELECT create_rollup('connected_center_rollup', 'connected_center', $body$
  SELECT inside.code AS area_code, level, sum(sign) AS centers,
         sum(sign * fully_connected::int) AS fully_connected
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, level
  HAVING (sum(sign), sum(sign * fully_connected::int)) <> (0, 0)
$body$);

SELECT create_rollup('video_net_rollup', 'video_net_node', $body$
  SELECT inside.code AS area_code, level, sum(sign) AS opened
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, level
  HAVING sum(sign) <> 0
$body$);

SELECT create_rollup('base_data_rollup', 'base_dataset', $body$
  SELECT inside.code AS area_code, definition_id,
         sum(sign * record_count::bigint) AS record_count,
         sum(sign * (qualifier = 'AT_LEAST')::int) AS lower_bounds
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, definition_id
  HAVING (sum(sign * record_count::bigint), sum(sign * (qualifier = 'AT_LEAST')::int)) <> (0, 0)
$body$);

CREATE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('connection_rollup', '{area_code,level,platform_id}');
  SELECT fold_rollup('connected_center_rollup', '{area_code,level}');
  SELECT fold_rollup('video_net_rollup', '{area_code,level}');
  SELECT fold_rollup('base_data_rollup', '{area_code,definition_id}');
$$;
