-- CreateEnum
CREATE TYPE "Provenance" AS ENUM ('REPORT', 'PUBLIC', 'SAMPLE', 'REGISTERED');

-- CreateEnum
CREATE TYPE "GridFunction" AS ENUM ('PARTY_BUILDING', 'PUBLIC_SECURITY', 'CIVIL_AFFAIRS', 'URBAN_MANAGEMENT', 'FIRE_SAFETY', 'ENVIRONMENT', 'DISPUTE_SCREENING', 'CONVENIENCE_SERVICE');

-- CreateEnum
CREATE TYPE "GridPostRole" AS ENUM ('CHIEF', 'DEPUTY', 'WORKER');

-- CreateEnum
CREATE TYPE "EventCategory" AS ENUM ('DISPUTE', 'SECURITY_HAZARD', 'LIVELIHOOD_SERVICE', 'OTHER');

-- CreateEnum
CREATE TYPE "Severity" AS ENUM ('I', 'II', 'III', 'IV');

-- CreateEnum
CREATE TYPE "EventState" AS ENUM ('REPORTED', 'PENDING_ACCEPTANCE', 'ACCEPTED', 'DISPATCHED', 'IN_PROGRESS', 'RETURNED', 'FEEDBACK_GIVEN', 'RESOLVED_PENDING_CHECK', 'CHECK_FAILED', 'CLOSED', 'TERMINATED', 'FILED', 'EVALUATED');

-- CreateEnum
CREATE TYPE "EventOrigin" AS ENUM ('GRID_PATROL', 'PUBLIC_REPORT', 'IOT_SENSING', 'SUPERIOR_ORDER', 'VIDEO_PATROL');

-- CreateEnum
CREATE TYPE "Supervision" AS ENUM ('NORMAL', 'YELLOW', 'RED');

-- CreateEnum
CREATE TYPE "DisputeState" AS ENUM ('REGISTERED', 'ACCEPTED', 'MEDIATING', 'RISK_ASSESSED', 'TRANSFERRED', 'CONCLUDED');

-- CreateEnum
CREATE TYPE "DisputeResult" AS ENUM ('RESOLVING', 'SUCCEEDED', 'FAILED');

-- CreateEnum
CREATE TYPE "Grain" AS ENUM ('D', 'M');

-- CreateTable
CREATE TABLE "grid" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "households" INTEGER,
    "functions" "GridFunction"[],
    "terminals" INTEGER NOT NULL,
    "terminals_active" INTEGER NOT NULL,
    "work_map_title" TEXT,
    "work_map_posted" BOOLEAN NOT NULL DEFAULT false,
    "provenance" "Provenance" NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "grid_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grid_post" (
    "grid_id" TEXT NOT NULL,
    "role" "GridPostRole" NOT NULL,
    "area_path" TEXT NOT NULL,
    "posts" INTEGER NOT NULL,
    "filled" INTEGER NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "grid_post_pkey" PRIMARY KEY ("grid_id","role")
);

-- CreateTable
CREATE TABLE "code_value" (
    "scheme" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "code_value_pkey" PRIMARY KEY ("scheme","code")
);

-- CreateTable
CREATE TABLE "grid_event" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "category" "EventCategory" NOT NULL,
    "subcategory_code" TEXT NOT NULL,
    "severity" "Severity" NOT NULL,
    "state" "EventState" NOT NULL,
    "origin" "EventOrigin" NOT NULL,
    "area_path" TEXT NOT NULL,
    "grid_id" TEXT,
    "center_id" TEXT NOT NULL,
    "responsible_id" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    "state_since" TIMESTAMPTZ(3) NOT NULL,
    "supervision" "Supervision" NOT NULL DEFAULT 'NORMAL',
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "grid_event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_step" (
    "event_id" TEXT NOT NULL,
    "seq" SMALLINT NOT NULL,
    "state" "EventState" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "event_step_pkey" PRIMARY KEY ("event_id","seq")
);

-- CreateTable
CREATE TABLE "dispute_case" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind_code" TEXT NOT NULL,
    "scale_code" TEXT NOT NULL,
    "method_code" TEXT,
    "state" "DisputeState" NOT NULL,
    "result" "DisputeResult" NOT NULL,
    "area_path" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "people_involved" INTEGER,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "accepted_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "concluded_at" TIMESTAMPTZ(3),
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "dispute_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grid_rollup" (
    "area_code" TEXT NOT NULL,
    "grids" INTEGER NOT NULL,
    "households" INTEGER NOT NULL,
    "posts" INTEGER NOT NULL,
    "filled" INTEGER NOT NULL,
    "terminals" INTEGER NOT NULL,
    "terminals_active" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "event_rollup" (
    "area_code" TEXT NOT NULL,
    "grain" "Grain" NOT NULL,
    "bucket" DATE NOT NULL,
    "category" "EventCategory" NOT NULL,
    "severity" "Severity" NOT NULL,
    "reported" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "due" INTEGER NOT NULL,
    "closed_on_time" INTEGER NOT NULL,
    "open_due" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "event_state_rollup" (
    "area_code" TEXT NOT NULL,
    "state" "EventState" NOT NULL,
    "events" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "dispute_rollup" (
    "area_code" TEXT NOT NULL,
    "grain" "Grain" NOT NULL,
    "bucket" DATE NOT NULL,
    "kind_code" TEXT NOT NULL,
    "method_code" TEXT NOT NULL,
    "opened" INTEGER NOT NULL,
    "accepted" INTEGER NOT NULL,
    "succeeded" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "open_due" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "grid_code_key" ON "grid"("code");

-- CreateIndex
CREATE INDEX "grid_area_path_id_idx" ON "grid"("area_path", "id");

-- CreateIndex
CREATE INDEX "grid_event_area_path_reported_at_id_idx" ON "grid_event"("area_path", "reported_at", "id");

-- CreateIndex
CREATE INDEX "grid_event_reported_at_id_idx" ON "grid_event"("reported_at", "id");

-- CreateIndex
CREATE INDEX "grid_event_state_state_since_id_idx" ON "grid_event"("state", "state_since", "id");

-- CreateIndex
CREATE INDEX "grid_event_responsible_id_reported_at_id_idx" ON "grid_event"("responsible_id", "reported_at", "id");

-- CreateIndex
CREATE INDEX "grid_event_center_id_reported_at_id_idx" ON "grid_event"("center_id", "reported_at", "id");

-- CreateIndex
CREATE INDEX "dispute_case_area_path_opened_at_id_idx" ON "dispute_case"("area_path", "opened_at", "id");

-- CreateIndex
CREATE INDEX "dispute_case_opened_at_id_idx" ON "dispute_case"("opened_at", "id");

-- CreateIndex
CREATE INDEX "dispute_case_center_id_opened_at_id_idx" ON "dispute_case"("center_id", "opened_at", "id");

-- CreateIndex
CREATE INDEX "grid_rollup_area_code_idx" ON "grid_rollup"("area_code");

-- CreateIndex
CREATE INDEX "grid_rollup_pending_idx" ON "grid_rollup"("pending");

-- CreateIndex
CREATE INDEX "event_rollup_area_code_grain_bucket_idx" ON "event_rollup"("area_code", "grain", "bucket");

-- CreateIndex
CREATE INDEX "event_rollup_pending_idx" ON "event_rollup"("pending");

-- CreateIndex
CREATE INDEX "event_state_rollup_area_code_state_idx" ON "event_state_rollup"("area_code", "state");

-- CreateIndex
CREATE INDEX "event_state_rollup_pending_idx" ON "event_state_rollup"("pending");

-- CreateIndex
CREATE INDEX "dispute_rollup_area_code_grain_bucket_idx" ON "dispute_rollup"("area_code", "grain", "bucket");

-- CreateIndex
CREATE INDEX "dispute_rollup_pending_idx" ON "dispute_rollup"("pending");

-- AddForeignKey
ALTER TABLE "grid_post" ADD CONSTRAINT "grid_post_grid_id_fkey" FOREIGN KEY ("grid_id") REFERENCES "grid"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_step" ADD CONSTRAINT "event_step_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "grid_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

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
ALTER TABLE "grid" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "grid_event" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "dispute_case" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- Open in the sense of Open311: nothing has ended it.
CREATE FUNCTION is_open(state "EventState") RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN state NOT IN ('CLOSED', 'TERMINATED', 'FILED', 'EVALUATED');

SELECT create_rollup('grid_rollup', 'grid', $body$
  SELECT inside.code AS area_code, sum(sign) AS grids, sum(sign * coalesce(households, 0)) AS households,
         0 AS posts, 0 AS filled,
         sum(sign * terminals) AS terminals, sum(sign * terminals_active) AS terminals_active
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code
  HAVING (sum(sign), sum(sign * coalesce(households, 0)), sum(sign * terminals), sum(sign * terminals_active))
         <> (0, 0, 0, 0)
$body$);

SELECT create_rollup('grid_rollup', 'grid_post', $body$
  SELECT inside.code AS area_code, 0 AS grids, 0 AS households,
         sum(sign * posts) AS posts, sum(sign * filled) AS filled, 0 AS terminals, 0 AS terminals_active
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code
  HAVING (sum(sign * posts), sum(sign * filled)) <> (0, 0)
$body$);

-- Reported, accepted and closed count on their own day; what is due, kept and still open counts on
-- the day of the deadline, so that punctuality is told of the events that were due.
SELECT create_rollup('event_rollup', 'grid_event', $body$
  WITH leaf AS (
    SELECT area_path, fact.day, category, severity,
           sum(sign * fact.reported)::int AS reported, sum(sign * fact.accepted)::int AS accepted,
           sum(sign * fact.closed)::int AS closed, sum(sign * fact.due)::int AS due,
           sum(sign * fact.closed_on_time)::int AS closed_on_time, sum(sign * fact.open_due)::int AS open_due
    FROM changes CROSS JOIN LATERAL (VALUES
      (local_day(reported_at), 1, 0, 0, 0, 0, 0),
      (local_day(accepted_at), 0, 1, 0, 0, 0, 0),
      (local_day(closed_at), 0, 0, 1, 0, 0, 0),
      (local_day(due_at), 0, 0, 0, 1,
       coalesce((local_day(closed_at) <= local_day(due_at))::int, 0), is_open(state)::int)
    ) AS fact(day, reported, accepted, closed, due, closed_on_time, open_due)
    WHERE fact.day IS NOT NULL
    GROUP BY area_path, fact.day, category, severity
    HAVING (sum(sign * fact.reported), sum(sign * fact.accepted), sum(sign * fact.closed), sum(sign * fact.due),
            sum(sign * fact.closed_on_time), sum(sign * fact.open_due)) <> (0, 0, 0, 0, 0, 0)
  ), daily AS (
    SELECT inside.code AS area_code, day, category, severity,
           sum(reported)::int AS reported, sum(accepted)::int AS accepted, sum(closed)::int AS closed,
           sum(due)::int AS due, sum(closed_on_time)::int AS closed_on_time, sum(open_due)::int AS open_due
    FROM leaf CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    GROUP BY inside.code, day, category, severity
  )
  SELECT area_code, 'D'::"Grain" AS grain, day AS bucket, category, severity,
         reported, accepted, closed, due, closed_on_time, open_due
  FROM daily
  UNION ALL
  SELECT area_code, 'M'::"Grain", date_trunc('month', day)::date, category, severity,
         sum(reported), sum(accepted), sum(closed), sum(due), sum(closed_on_time), sum(open_due)
  FROM daily
  GROUP BY area_code, date_trunc('month', day), category, severity
$body$);

SELECT create_rollup('event_state_rollup', 'grid_event', $body$
  SELECT inside.code AS area_code, state, sum(sign) AS events
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, state
  HAVING sum(sign) <> 0
$body$);

-- Opened counts on its own day; accepted, succeeded and failed count on the day of acceptance, so that
-- the resolution ratio is told of one and the same cohort.
SELECT create_rollup('dispute_rollup', 'dispute_case', $body$
  WITH daily AS (
    SELECT inside.code AS area_code, fact.day, kind_code, coalesce(method_code, '') AS method_code,
           sum(sign * fact.opened)::int AS opened, sum(sign * fact.accepted)::int AS accepted,
           sum(sign * fact.succeeded)::int AS succeeded, sum(sign * fact.failed)::int AS failed,
           sum(sign * fact.open_due)::int AS open_due
    FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    CROSS JOIN LATERAL (VALUES
      (local_day(opened_at), 1, 0, 0, 0, 0),
      (local_day(accepted_at), 0, 1, (result = 'SUCCEEDED')::int, (result = 'FAILED')::int, 0),
      (local_day(due_at), 0, 0, 0, 0, (result = 'RESOLVING')::int)
    ) AS fact(day, opened, accepted, succeeded, failed, open_due)
    WHERE fact.day IS NOT NULL
    GROUP BY inside.code, fact.day, kind_code, coalesce(method_code, '')
    HAVING (sum(sign * fact.opened), sum(sign * fact.accepted), sum(sign * fact.succeeded),
            sum(sign * fact.failed), sum(sign * fact.open_due)) <> (0, 0, 0, 0, 0)
  )
  SELECT area_code, 'D'::"Grain" AS grain, day AS bucket, kind_code, method_code,
         opened, accepted, succeeded, failed, open_due
  FROM daily
  UNION ALL
  SELECT area_code, 'M'::"Grain", date_trunc('month', day)::date, kind_code, method_code,
         sum(opened), sum(accepted), sum(succeeded), sum(failed), sum(open_due)
  FROM daily
  GROUP BY area_code, date_trunc('month', day), kind_code, method_code
$body$);

CREATE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('grid_rollup', '{area_code}');
  SELECT fold_rollup('event_rollup', '{area_code,grain,bucket,category,severity}');
  SELECT fold_rollup('event_state_rollup', '{area_code,state}');
  SELECT fold_rollup('dispute_rollup', '{area_code,grain,bucket,kind_code,method_code}');
$$;
