-- Events by day and month again, in a tenth of the rows: what an area had on a day is one row, which holds
-- every figure; days are counted down to the streets, and months down to the communities. Of a community, which
-- has some dozen events a month, days at the edge of a period are counted from its rows.
DROP VIEW "recount_event_rollup_grid_event";
DROP TRIGGER "event_rollup_from_grid_event_insert" ON "grid_event";
DROP TRIGGER "event_rollup_from_grid_event_update" ON "grid_event";
DROP TRIGGER "event_rollup_from_grid_event_delete" ON "grid_event";
DROP FUNCTION "event_rollup_from_grid_event_insert"();
DROP FUNCTION "event_rollup_from_grid_event_update"();
DROP FUNCTION "event_rollup_from_grid_event_delete"();
DROP TABLE "event_rollup";

-- CreateTable
CREATE TABLE "event_rollup" (
    "area_code" TEXT NOT NULL,
    "grain" "Grain" NOT NULL,
    "bucket" DATE NOT NULL,
    "reported" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "acceptance_due" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "due" INTEGER NOT NULL,
    "closed_on_time" INTEGER NOT NULL,
    "yellow" INTEGER NOT NULL,
    "red" INTEGER NOT NULL,
    "reported_dispute" INTEGER NOT NULL,
    "closed_dispute" INTEGER NOT NULL,
    "due_dispute" INTEGER NOT NULL,
    "closed_on_time_dispute" INTEGER NOT NULL,
    "yellow_dispute" INTEGER NOT NULL,
    "red_dispute" INTEGER NOT NULL,
    "reported_security_hazard" INTEGER NOT NULL,
    "closed_security_hazard" INTEGER NOT NULL,
    "due_security_hazard" INTEGER NOT NULL,
    "closed_on_time_security_hazard" INTEGER NOT NULL,
    "yellow_security_hazard" INTEGER NOT NULL,
    "red_security_hazard" INTEGER NOT NULL,
    "reported_livelihood_service" INTEGER NOT NULL,
    "closed_livelihood_service" INTEGER NOT NULL,
    "due_livelihood_service" INTEGER NOT NULL,
    "closed_on_time_livelihood_service" INTEGER NOT NULL,
    "yellow_livelihood_service" INTEGER NOT NULL,
    "red_livelihood_service" INTEGER NOT NULL,
    "reported_other" INTEGER NOT NULL,
    "closed_other" INTEGER NOT NULL,
    "due_other" INTEGER NOT NULL,
    "closed_on_time_other" INTEGER NOT NULL,
    "yellow_other" INTEGER NOT NULL,
    "red_other" INTEGER NOT NULL,
    "reported_i" INTEGER NOT NULL,
    "closed_i" INTEGER NOT NULL,
    "reported_ii" INTEGER NOT NULL,
    "closed_ii" INTEGER NOT NULL,
    "reported_iii" INTEGER NOT NULL,
    "closed_iii" INTEGER NOT NULL,
    "reported_iv" INTEGER NOT NULL,
    "closed_iv" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "event_open_rollup" (
    "area_code" TEXT NOT NULL,
    "bucket" DATE NOT NULL,
    "events" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "event_duration_rollup" (
    "area_code" TEXT NOT NULL,
    "bucket" DATE NOT NULL,
    "hours_from" SMALLINT NOT NULL,
    "events" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "event_organization_rollup" (
    "area_code" TEXT NOT NULL,
    "bucket" DATE NOT NULL,
    "organization_id" TEXT NOT NULL,
    "due" INTEGER NOT NULL,
    "closed_on_time" INTEGER NOT NULL,
    "yellow" INTEGER NOT NULL,
    "red" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "event_rollup_area_code_grain_bucket_idx" ON "event_rollup"("area_code", "grain", "bucket");

-- CreateIndex
CREATE INDEX "event_rollup_pending_idx" ON "event_rollup"("pending");

-- CreateIndex
CREATE INDEX "event_open_rollup_area_code_bucket_idx" ON "event_open_rollup"("area_code", "bucket");

-- CreateIndex
CREATE INDEX "event_open_rollup_pending_idx" ON "event_open_rollup"("pending");

-- CreateIndex
CREATE INDEX "event_duration_rollup_area_code_bucket_idx" ON "event_duration_rollup"("area_code", "bucket");

-- CreateIndex
CREATE INDEX "event_duration_rollup_pending_idx" ON "event_duration_rollup"("pending");

-- CreateIndex
CREATE INDEX "event_organization_rollup_area_code_bucket_idx" ON "event_organization_rollup"("area_code", "bucket");

-- CreateIndex
CREATE INDEX "event_organization_rollup_pending_idx" ON "event_organization_rollup"("pending");

-- The street of a path and what is above it: 2102/210203/210203001. A path that ends higher stays as it is.
CREATE FUNCTION path_to_street(path text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN split_part(path, '/', 1)
  || CASE WHEN split_part(path, '/', 2) = '' THEN '' ELSE '/' || split_part(path, '/', 2) END
  || CASE WHEN split_part(path, '/', 3) = '' THEN '' ELSE '/' || split_part(path, '/', 3) END;

-- Bounds of the histogram of how long events take, in hours: each bin reaches to the next bound.
CREATE FUNCTION event_duration_bounds() RETURNS int[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  '{0,1,2,3,4,5,6,8,10,12,15,18,21,24,30,36,42,48,60,72,84,96,120,144,168,192,216,240,288,336,408,480,600,720,1080,1440,2160,4320,8760}'::int[];

CREATE FUNCTION event_duration_bin(duration interval) RETURNS smallint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  (event_duration_bounds())[greatest(width_bucket(extract(epoch FROM duration) / 3600, event_duration_bounds()::numeric[]), 1)]::smallint;

-- By cohort: what was reported on a day is told with how much of it has been accepted since; what was due on
-- a day with how much of it was closed in time, and with its cards. Filed or ended before acceptance, an event was not to be accepted.
SELECT create_rollup('event_rollup', 'grid_event', $body$
  WITH facts AS (
    SELECT sign, area_path, path_to_street(area_path) AS street_path, fact.kind, fact.day, date_trunc('month', fact.day)::date AS month,
           category, severity, supervision, accepted_at IS NOT NULL AS accepted, accepted_at IS NOT NULL OR is_open(state) AS acceptance_due,
           coalesce(local_day(closed_at) <= local_day(due_at), false) AS on_time
    FROM changes CROSS JOIN LATERAL (VALUES
      ('reported', local_day(reported_at)), ('closed', local_day(closed_at)), ('due', local_day(due_at))
    ) AS fact(kind, day)
    WHERE fact.day IS NOT NULL
  ), grouped AS (
    SELECT coalesce(street_path, area_path) AS path, (CASE WHEN day IS NULL THEN 'M' ELSE 'D' END)::"Grain" AS grain, coalesce(day, month) AS bucket,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported'), 0)::int AS reported,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND accepted), 0)::int AS accepted,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND acceptance_due), 0)::int AS acceptance_due,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed'), 0)::int AS closed,
           coalesce(sum(sign) FILTER (WHERE kind = 'due'), 0)::int AS due,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND on_time), 0)::int AS closed_on_time,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'YELLOW'), 0)::int AS yellow,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'RED'), 0)::int AS red,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND category = 'DISPUTE'), 0)::int AS reported_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND category = 'DISPUTE'), 0)::int AS closed_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND category = 'DISPUTE'), 0)::int AS due_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND on_time AND category = 'DISPUTE'), 0)::int AS closed_on_time_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'YELLOW' AND category = 'DISPUTE'), 0)::int AS yellow_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'RED' AND category = 'DISPUTE'), 0)::int AS red_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND category = 'SECURITY_HAZARD'), 0)::int AS reported_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND category = 'SECURITY_HAZARD'), 0)::int AS closed_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND category = 'SECURITY_HAZARD'), 0)::int AS due_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND on_time AND category = 'SECURITY_HAZARD'), 0)::int AS closed_on_time_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'YELLOW' AND category = 'SECURITY_HAZARD'), 0)::int AS yellow_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'RED' AND category = 'SECURITY_HAZARD'), 0)::int AS red_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS reported_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS closed_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS due_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND on_time AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS closed_on_time_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'YELLOW' AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS yellow_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'RED' AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS red_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND category = 'OTHER'), 0)::int AS reported_other,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND category = 'OTHER'), 0)::int AS closed_other,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND category = 'OTHER'), 0)::int AS due_other,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND on_time AND category = 'OTHER'), 0)::int AS closed_on_time_other,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'YELLOW' AND category = 'OTHER'), 0)::int AS yellow_other,
           coalesce(sum(sign) FILTER (WHERE kind = 'due' AND supervision = 'RED' AND category = 'OTHER'), 0)::int AS red_other,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND severity = 'I'), 0)::int AS reported_i,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND severity = 'I'), 0)::int AS closed_i,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND severity = 'II'), 0)::int AS reported_ii,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND severity = 'II'), 0)::int AS closed_ii,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND severity = 'III'), 0)::int AS reported_iii,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND severity = 'III'), 0)::int AS closed_iii,
           coalesce(sum(sign) FILTER (WHERE kind = 'reported' AND severity = 'IV'), 0)::int AS reported_iv,
           coalesce(sum(sign) FILTER (WHERE kind = 'closed' AND severity = 'IV'), 0)::int AS closed_iv
    FROM facts
    GROUP BY GROUPING SETS ((street_path, day), (area_path, month))
  )
  SELECT inside.code AS area_code, grain, bucket,
         sum(reported) AS reported, sum(accepted) AS accepted, sum(acceptance_due) AS acceptance_due, sum(closed) AS closed, sum(due) AS due, sum(closed_on_time) AS closed_on_time,
         sum(yellow) AS yellow, sum(red) AS red, sum(reported_dispute) AS reported_dispute, sum(closed_dispute) AS closed_dispute, sum(due_dispute) AS due_dispute, sum(closed_on_time_dispute) AS closed_on_time_dispute,
         sum(yellow_dispute) AS yellow_dispute, sum(red_dispute) AS red_dispute, sum(reported_security_hazard) AS reported_security_hazard, sum(closed_security_hazard) AS closed_security_hazard, sum(due_security_hazard) AS due_security_hazard, sum(closed_on_time_security_hazard) AS closed_on_time_security_hazard,
         sum(yellow_security_hazard) AS yellow_security_hazard, sum(red_security_hazard) AS red_security_hazard, sum(reported_livelihood_service) AS reported_livelihood_service, sum(closed_livelihood_service) AS closed_livelihood_service, sum(due_livelihood_service) AS due_livelihood_service, sum(closed_on_time_livelihood_service) AS closed_on_time_livelihood_service,
         sum(yellow_livelihood_service) AS yellow_livelihood_service, sum(red_livelihood_service) AS red_livelihood_service, sum(reported_other) AS reported_other, sum(closed_other) AS closed_other, sum(due_other) AS due_other, sum(closed_on_time_other) AS closed_on_time_other,
         sum(yellow_other) AS yellow_other, sum(red_other) AS red_other, sum(reported_i) AS reported_i, sum(closed_i) AS closed_i, sum(reported_ii) AS reported_ii, sum(closed_ii) AS closed_ii,
         sum(reported_iii) AS reported_iii, sum(closed_iii) AS closed_iii, sum(reported_iv) AS reported_iv, sum(closed_iv) AS closed_iv
  FROM grouped CROSS JOIN LATERAL unnest(string_to_array(path, '/')) AS inside(code)
  GROUP BY inside.code, grain, bucket
  HAVING (sum(reported), sum(accepted), sum(acceptance_due), sum(closed), sum(due), sum(closed_on_time), sum(yellow), sum(red), sum(reported_dispute), sum(closed_dispute),
           sum(due_dispute), sum(closed_on_time_dispute), sum(yellow_dispute), sum(red_dispute), sum(reported_security_hazard), sum(closed_security_hazard), sum(due_security_hazard), sum(closed_on_time_security_hazard), sum(yellow_security_hazard), sum(red_security_hazard),
           sum(reported_livelihood_service), sum(closed_livelihood_service), sum(due_livelihood_service), sum(closed_on_time_livelihood_service), sum(yellow_livelihood_service), sum(red_livelihood_service), sum(reported_other), sum(closed_other), sum(due_other), sum(closed_on_time_other),
           sum(yellow_other), sum(red_other), sum(reported_i), sum(closed_i), sum(reported_ii), sum(closed_ii), sum(reported_iii), sum(closed_iii), sum(reported_iv), sum(closed_iv))
         <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$body$);

SELECT create_rollup('event_open_rollup', 'grid_event', $body$
  SELECT inside.code AS area_code, local_day(due_at) AS bucket, sum(sign) AS events
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  WHERE is_open(state) AND due_at IS NOT NULL
  GROUP BY inside.code, local_day(due_at)
  HAVING sum(sign) <> 0
$body$);

-- Of those that were handled to the end: what is filed on the spot would make every median one of hours.
SELECT create_rollup('event_duration_rollup', 'grid_event', $body$
  WITH leaf AS (
    SELECT path_to_street(area_path) AS path, date_trunc('month', local_day(closed_at))::date AS bucket,
           event_duration_bin(closed_at - reported_at) AS hours_from, sum(sign) AS events
    FROM changes
    WHERE state IN ('CLOSED', 'EVALUATED') AND closed_at IS NOT NULL
    GROUP BY 1, 2, 3
    HAVING sum(sign) <> 0
  )
  SELECT inside.code AS area_code, bucket, hours_from, sum(events) AS events
  FROM leaf CROSS JOIN LATERAL unnest(string_to_array(path, '/')) AS inside(code)
  GROUP BY inside.code, bucket, hours_from
$body$);

SELECT create_rollup('event_organization_rollup', 'grid_event', $body$
  WITH leaf AS (
    SELECT path_to_street(area_path) AS path, date_trunc('month', local_day(due_at))::date AS bucket, responsible_id AS organization_id,
           sum(sign) AS due, sum(sign * coalesce((local_day(closed_at) <= local_day(due_at))::int, 0)) AS closed_on_time,
           sum(sign * (supervision = 'YELLOW')::int) AS yellow, sum(sign * (supervision = 'RED')::int) AS red
    FROM changes
    WHERE due_at IS NOT NULL AND responsible_id IS NOT NULL
    GROUP BY 1, 2, 3
  )
  SELECT inside.code AS area_code, bucket, organization_id,
         sum(due) AS due, sum(closed_on_time) AS closed_on_time, sum(yellow) AS yellow, sum(red) AS red
  FROM leaf CROSS JOIN LATERAL unnest(string_to_array(path, '/')) AS inside(code)
  GROUP BY inside.code, bucket, organization_id
  HAVING (sum(due), sum(closed_on_time), sum(yellow), sum(red)) <> (0, 0, 0, 0)
$body$);

INSERT INTO "event_rollup" SELECT *, false, now() FROM "recount_event_rollup_grid_event";
INSERT INTO "event_open_rollup" SELECT *, false, now() FROM "recount_event_open_rollup_grid_event";
INSERT INTO "event_duration_rollup" SELECT *, false, now() FROM "recount_event_duration_rollup_grid_event";
INSERT INTO "event_organization_rollup" SELECT *, false, now() FROM "recount_event_organization_rollup_grid_event";

-- As before, and a small number is a key as well.
CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT c.relname::text AS rollup, array_agg(a.attname::text ORDER BY a.attnum) AS keys
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN ('pending', 'as_of')
    JOIN pg_type t ON t.oid = a.atttypid AND (t.typtype = 'e' OR t.typname IN ('text', 'date', 'int2'))
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE '%\_rollup'
    GROUP BY c.relname ORDER BY c.relname
  LOOP
    PERFORM fold_rollup(found.rollup, found.keys);
  END LOOP;
END $$;
