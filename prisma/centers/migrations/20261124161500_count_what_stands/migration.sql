-- The day on which the center's area ended, and the day from which its posts count no more.
ALTER TABLE "center" ADD COLUMN     "area_ended_on" DATE;

-- AlterTable
ALTER TABLE "staffing_record" ADD COLUMN     "ended_on" DATE;

-- Both rollups are counted anew below.
DO $$
DECLARE
  source record;
  event text;
BEGIN
  FOR source IN SELECT * FROM (VALUES
    ('center_rollup', 'area'), ('center_rollup', 'center'), ('center_rollup', 'demonstration_site'), ('staffing_rollup', 'staffing_record')
  ) AS sources(rollup, name)
  LOOP
    EXECUTE format('DROP VIEW %I', 'recount_' || source.rollup || '_' || source.name);
    FOREACH event IN ARRAY ARRAY['insert', 'delete', 'update'] LOOP
      EXECUTE format('DROP TRIGGER %1$I ON %2$I', source.rollup || '_from_' || source.name || '_' || event, source.name);
      EXECUTE format('DROP FUNCTION %I()', source.rollup || '_from_' || source.name || '_' || event);
    END LOOP;
  END LOOP;
END $$;
DROP TABLE "center_rollup";
TRUNCATE "staffing_rollup";

UPDATE "center" c SET "area_ended_on" = a."valid_to" FROM "area" a WHERE a."code" = c."area_code" AND a."valid_to" IS NOT NULL;
UPDATE "staffing_record" s SET "ended_on" = coalesce(
  (SELECT max("happened_on") FROM "center_step" WHERE "center_id" = s."center_id" AND "to_status" = 'CLOSED'), local_day(now()))
FROM "center" c WHERE c."id" = s."center_id" AND c."status" = 'CLOSED';

-- CreateTable
CREATE TABLE "center_rollup" (
    "area_code" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "required" INTEGER NOT NULL,
    "planned" INTEGER NOT NULL,
    "building" INTEGER NOT NULL,
    "built" INTEGER NOT NULL,
    "covered" INTEGER NOT NULL,
    "operating" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "compliant" INTEGER NOT NULL,
    "demonstrations" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "center_rollup_area_code_level_idx" ON "center_rollup"("area_code", "level");

-- CreateIndex
CREATE INDEX "center_rollup_pending_idx" ON "center_rollup"("pending");

-- A center whose area ends stays, but covers nothing any more. Whoever enters a center waits for a change of its area, and the
-- other way round: neither misses the other.
CREATE FUNCTION take_area_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT valid_to INTO NEW.area_ended_on FROM area WHERE code = NEW.area_code FOR SHARE;
  RETURN NEW;
END $$;
CREATE TRIGGER take_area_end BEFORE INSERT OR UPDATE OF area_code ON center
  FOR EACH ROW EXECUTE FUNCTION take_area_end();

CREATE FUNCTION pass_area_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE center SET area_ended_on = NEW.valid_to WHERE area_code = NEW.code;
  RETURN NULL;
END $$;
CREATE TRIGGER pass_area_end AFTER UPDATE OF valid_to ON area
  FOR EACH ROW WHEN (OLD.valid_to IS DISTINCT FROM NEW.valid_to) EXECUTE FUNCTION pass_area_end();

-- The posts of a center end with it, whoever closes it; what was entered of them stays to be read.
CREATE FUNCTION end_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE staffing_record SET ended_on = local_day(now()) WHERE center_id = NEW.id AND ended_on IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER end_posts AFTER UPDATE OF status ON center
  FOR EACH ROW WHEN (NEW.status = 'CLOSED' AND OLD.status <> 'CLOSED') EXECUTE FUNCTION end_posts();

CREATE FUNCTION end_posts_at_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ended_on IS NULL AND (SELECT status FROM center WHERE id = NEW.center_id FOR SHARE) = 'CLOSED' THEN
    NEW.ended_on := local_day(now());
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER end_posts_at_once BEFORE INSERT ON staffing_record
  FOR EACH ROW EXECUTE FUNCTION end_posts_at_once();

-- Every area of the roster is to have a center of its own.
SELECT create_rollup('center_rollup', 'area', $body$
  SELECT inside.code AS area_code, level, sum(sign) AS required,
         0 AS planned, 0 AS building, 0 AS built, 0 AS covered, 0 AS operating, 0 AS closed, 0 AS compliant, 0 AS demonstrations
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(path, '/')) AS inside(code)
  WHERE valid_to IS NULL AND level <> 'PROVINCE'
  GROUP BY inside.code, level
  HAVING sum(sign) <> 0
$body$);

-- BUILT counts what stands, OPERATING being a part of it; COVERED what of it stands in an area of the roster.
SELECT create_rollup('center_rollup', 'center', $body$
  SELECT inside.code AS area_code, level, 0 AS required,
         sum(sign * (status = 'PLANNED')::int) AS planned,
         sum(sign * (status = 'BUILDING')::int) AS building,
         sum(sign * (status IN ('BUILT', 'OPERATING'))::int) AS built,
         sum(sign * (status IN ('BUILT', 'OPERATING') AND area_ended_on IS NULL)::int) AS covered,
         sum(sign * (status = 'OPERATING')::int) AS operating,
         sum(sign * (status = 'CLOSED')::int) AS closed,
         sum(sign * (compliant AND status IN ('BUILT', 'OPERATING'))::int) AS compliant,
         0 AS demonstrations
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, level
  HAVING (sum(sign * (status = 'PLANNED')::int), sum(sign * (status = 'BUILDING')::int),
          sum(sign * (status IN ('BUILT', 'OPERATING'))::int), sum(sign * (status IN ('BUILT', 'OPERATING') AND area_ended_on IS NULL)::int),
          sum(sign * (status = 'OPERATING')::int), sum(sign * (status = 'CLOSED')::int),
          sum(sign * (compliant AND status IN ('BUILT', 'OPERATING'))::int)) <> (0, 0, 0, 0, 0, 0, 0)
$body$);

SELECT create_rollup('center_rollup', 'demonstration_site', $body$
  SELECT inside.code AS area_code, level, 0 AS required,
         0 AS planned, 0 AS building, 0 AS built, 0 AS covered, 0 AS operating, 0 AS closed, 0 AS compliant,
         sum(sign) AS demonstrations
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, level
  HAVING sum(sign) <> 0
$body$);

SELECT create_rollup('staffing_rollup', 'staffing_record', $body$
  SELECT inside.code AS area_code, source, sum(sign * headcount) AS headcount
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  WHERE ended_on IS NULL
  GROUP BY inside.code, source
  HAVING sum(sign * headcount) <> 0
$body$);

-- What the triggers would have counted; the next fold sums it.
INSERT INTO center_rollup SELECT counted.*, true, now() FROM (
  SELECT * FROM recount_center_rollup_area UNION ALL SELECT * FROM recount_center_rollup_center UNION ALL SELECT * FROM recount_center_rollup_demonstration_site
) AS counted;
INSERT INTO staffing_rollup SELECT counted.*, true, now() FROM recount_staffing_rollup_staffing_record AS counted;
