-- CreateEnum
CREATE TYPE "DeviceEdition" AS ENUM ('EDITION_2016', 'EDITION_2022');

-- CreateEnum
CREATE TYPE "PtzType" AS ENUM ('DOME', 'HALF_DOME', 'FIXED', 'REMOTE');

-- CreateEnum
CREATE TYPE "Placement" AS ENUM ('OUTDOOR', 'INDOOR');

-- AlterTable
ALTER TABLE "video_channel" ADD COLUMN     "edition" "DeviceEdition" NOT NULL DEFAULT 'EDITION_2016',
ADD COLUMN     "grid_id" TEXT,
ADD COLUMN     "installed_on" DATE,
ADD COLUMN     "maintainer_id" TEXT,
ADD COLUMN     "placement" "Placement",
ADD COLUMN     "ptz_type" "PtzType",
ADD COLUMN     "retired_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1,
ALTER COLUMN "record_complete" SET DEFAULT false;

-- CreateTable
CREATE TABLE "channel_outage" (
    "id" BIGSERIAL NOT NULL,
    "channel_id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "state" "HealthState" NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "channel_outage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "outage_rollup" (
    "area_code" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "began" INTEGER NOT NULL,
    "ended" INTEGER NOT NULL,
    "down_minutes" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "channel_outage_channel_id_began_at_idx" ON "channel_outage"("channel_id", "began_at");

-- CreateIndex
CREATE INDEX "channel_outage_area_path_began_at_id_idx" ON "channel_outage"("area_path", "began_at", "id");

-- CreateIndex
CREATE INDEX "channel_outage_began_at_id_idx" ON "channel_outage"("began_at", "id");

-- CreateIndex
CREATE INDEX "outage_rollup_area_code_day_idx" ON "outage_rollup"("area_code", "day");

-- CreateIndex
CREATE INDEX "outage_rollup_pending_idx" ON "outage_rollup"("pending");

-- CreateIndex
CREATE INDEX "video_channel_grid_id_id_idx" ON "video_channel"("grid_id", "id");

-- AddForeignKey
ALTER TABLE "channel_outage" ADD CONSTRAINT "channel_outage_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "video_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "channel_outage" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- Built, networked, shared: each needs the one before.
ALTER TABLE "video_channel"
  ADD CONSTRAINT "networked_needs_built" CHECK (built OR NOT networked),
  ADD CONSTRAINT "shared_needs_networked" CHECK (networked OR shared_center_id IS NULL);

-- A rollup's functions are made from one text; to count otherwise, they are made anew.
CREATE FUNCTION drop_rollup(rollup text, source text) RETURNS void LANGUAGE plpgsql AS $drop$
DECLARE
  event text;
BEGIN
  EXECUTE format('DROP VIEW %I', format('recount_%s_%s', rollup, source));
  FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
    EXECUTE format('DROP FUNCTION %I() CASCADE', format('%s_from_%s_%s', rollup, source, event));
  END LOOP;
END $drop$;

-- 建档率: which fields a record needs. RECORD_FIELDS of the subgraph names the same, held equal by a test.
CREATE FUNCTION set_record_complete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.record_complete := NEW.built AND num_nulls(NEW.ptz_type, NEW.placement, NEW.maintainer_id, NEW.installed_on) = 0;
  RETURN NEW;
END $$;
CREATE TRIGGER set_record_complete BEFORE INSERT OR UPDATE ON video_channel
  FOR EACH ROW EXECUTE FUNCTION set_record_complete();
UPDATE video_channel SET record_complete = false;

-- What is retired is counted no more.
SELECT drop_rollup('channel_rollup', 'video_channel');
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
    WHERE retired_at IS NULL
    GROUP BY inside.code
  ) AS sums
  WHERE (registered, built, networked, shared, online, offline, stale, defect, intact, record_complete) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$body$);

CREATE OR REPLACE FUNCTION set_built_channels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM key_place WHERE id IN (SELECT key_place_id FROM changed_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE key_place p SET built_channels = actual.channels
  FROM (
    SELECT touched.key_place_id,
           (SELECT count(*) FROM video_channel c
            WHERE c.key_place_id = touched.key_place_id AND c.built AND c.retired_at IS NULL) AS channels
    FROM (SELECT DISTINCT key_place_id FROM changed_rows WHERE key_place_id IS NOT NULL) touched
  ) actual
  WHERE p.id = actual.key_place_id AND p.built_channels <> actual.channels;
  RETURN NULL;
END $$;

-- An outage lasts as long as a networked channel is offline or defect. Nobody else writes outages, so that
-- every way by which a channel's health changes is covered.
CREATE FUNCTION is_down(networked boolean, retired_at timestamptz, health "HealthState") RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN networked AND retired_at IS NULL AND health IN ('OFFLINE', 'DEFECT');

CREATE FUNCTION begin_outages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO channel_outage (channel_id, area_path, state, began_at)
  SELECT id, area_path, health, observed_at FROM new_rows WHERE is_down(networked, retired_at, health);
  RETURN NULL;
END $$;
CREATE TRIGGER begin_outages AFTER INSERT ON video_channel
  REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION begin_outages();

CREATE FUNCTION keep_outages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO channel_outage (channel_id, area_path, state, began_at)
  SELECT n.id, n.area_path, n.health, n.observed_at FROM new_rows n JOIN old_rows o USING (id)
  WHERE is_down(n.networked, n.retired_at, n.health) AND NOT is_down(o.networked, o.retired_at, o.health);
  UPDATE channel_outage x SET ended_at = greatest(x.began_at, coalesce(n.retired_at, n.observed_at))
  FROM new_rows n JOIN old_rows o USING (id)
  WHERE x.channel_id = n.id AND x.ended_at IS NULL
    AND is_down(o.networked, o.retired_at, o.health) AND NOT is_down(n.networked, n.retired_at, n.health);
  RETURN NULL;
END $$;
CREATE TRIGGER keep_outages AFTER UPDATE ON video_channel
  REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_outages();

-- Channels that are down as this is applied.
INSERT INTO channel_outage (channel_id, area_path, state, began_at)
SELECT id, area_path, health, observed_at FROM video_channel WHERE is_down(networked, retired_at, health);

SELECT create_rollup('outage_rollup', 'channel_outage', $body$
  SELECT area_code, day, sum(began) AS began, sum(ended) AS ended, sum(down_minutes) AS down_minutes
  FROM (
    SELECT inside.code AS area_code, local_day(began_at) AS day, sign AS began, 0 AS ended, 0 AS down_minutes
    FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    UNION ALL
    SELECT inside.code, local_day(ended_at), 0, sign, sign * (extract(epoch FROM ended_at - began_at) / 60)::int
    FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    WHERE ended_at IS NOT NULL
  ) AS parts
  GROUP BY area_code, day
  HAVING (sum(began), sum(ended), sum(down_minutes)) <> (0, 0, 0)
$body$);
INSERT INTO outage_rollup SELECT recount.*, false, now() FROM recount_outage_rollup_channel_outage AS recount;

CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('channel_rollup', '{area_code,resource_class}');
  SELECT fold_rollup('key_place_rollup', '{area_code,kind}');
  SELECT fold_rollup('outage_rollup', '{area_code,day}');
$$;
