-- CreateEnum
CREATE TYPE "Provenance" AS ENUM ('REPORT', 'PUBLIC', 'SAMPLE', 'REGISTERED');

-- CreateEnum
CREATE TYPE "AreaLevel" AS ENUM ('PROVINCE', 'CITY', 'DISTRICT', 'STREET', 'COMMUNITY');

-- CreateEnum
CREATE TYPE "AreaKind" AS ENUM ('STATUTORY', 'PILOT_ZONE');

-- CreateEnum
CREATE TYPE "OrganizationKind" AS ENUM ('GOVERNANCE_OFFICE', 'GOVERNANCE_COMMITTEE', 'PARTY_COMMITTEE', 'GOVERNMENT', 'DEPARTMENT', 'PUBLIC_INSTITUTION');

-- CreateEnum
CREATE TYPE "CenterKind" AS ENUM ('CENTER', 'STATION');

-- CreateEnum
CREATE TYPE "CenterStatus" AS ENUM ('PLANNED', 'BUILDING', 'BUILT', 'OPERATING', 'CLOSED');

-- CreateEnum
CREATE TYPE "LayoutTemplate" AS ENUM ('ONE_AREA_FIVE_ROOMS', 'TWO_AREAS_FIVE_ROOMS');

-- CreateEnum
CREATE TYPE "CenterFunction" AS ENUM ('HUB', 'GRID_SERVICE', 'VIDEO_SHARING', 'DISPUTE_RESOLUTION', 'INFORMATION_APPLICATION', 'SOCIAL_MOBILIZATION');

-- CreateEnum
CREATE TYPE "HubCapability" AS ENUM ('SITUATION_INFO', 'ANALYSIS_WARNING', 'COMMAND_DISPATCH', 'GRID_MANAGEMENT');

-- CreateEnum
CREATE TYPE "WorkMechanism" AS ENUM ('COORDINATION', 'DISPUTE_RESOLUTION', 'SECURITY_PREVENTION', 'SERVICE_LINKAGE');

-- CreateEnum
CREATE TYPE "OperatingModel" AS ENUM ('OFFICE_SYSTEM_N');

-- CreateEnum
CREATE TYPE "StaffingSource" AS ENUM ('SECONDED', 'GRADUATE_PROGRAMME', 'VENDOR', 'PURCHASED_SERVICE');

-- CreateEnum
CREATE TYPE "FundingSource" AS ENUM ('GOVERNMENT', 'DEPARTMENT', 'SOCIAL', 'MARKET');

-- CreateEnum
CREATE TYPE "FundingPurpose" AS ENUM ('CONSTRUCTION', 'OPERATION', 'PAY', 'ALLOWANCE');

-- CreateEnum
CREATE TYPE "RuleDocumentKind" AS ENUM ('DUTY', 'POLICY', 'PROCESS', 'FLOWCHART');

-- CreateEnum
CREATE TYPE "ConstructionStatus" AS ENUM ('PLANNED', 'UNDER_WAY', 'DONE');

-- CreateEnum
CREATE TYPE "PolicyStatus" AS ENUM ('DRAFTED', 'ISSUED');

-- CreateEnum
CREATE TYPE "FigureQualifier" AS ENUM ('EXACT', 'AT_LEAST');

-- CreateTable
CREATE TABLE "area" (
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "kind" "AreaKind" NOT NULL DEFAULT 'STATUTORY',
    "parent_code" TEXT,
    "statutory_parent_code" TEXT,
    "path" TEXT NOT NULL,
    "roster_version" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "area_pkey" PRIMARY KEY ("code")
);

-- CreateTable
CREATE TABLE "organization" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "OrganizationKind" NOT NULL,
    "area_code" TEXT NOT NULL,
    "successor_id" TEXT,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "organization_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "center" (
    "id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "kind" "CenterKind" NOT NULL,
    "status" "CenterStatus" NOT NULL,
    "built_on" DATE,
    "floor_area_m2" DOUBLE PRECISION,
    "layout" "LayoutTemplate",
    "functions" "CenterFunction"[],
    "capabilities" "HubCapability"[],
    "mechanisms" "WorkMechanism"[],
    "operating_model" "OperatingModel",
    "director_post" TEXT,
    "signage_unified" BOOLEAN NOT NULL DEFAULT false,
    "signage_hung" BOOLEAN NOT NULL DEFAULT false,
    "realized" BOOLEAN NOT NULL DEFAULT false,
    "operational" BOOLEAN NOT NULL DEFAULT false,
    "effective" BOOLEAN NOT NULL DEFAULT false,
    "compliant" BOOLEAN NOT NULL DEFAULT false,
    "provenance" "Provenance" NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "center_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "room" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "room_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "resident_unit" (
    "center_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,

    CONSTRAINT "resident_unit_pkey" PRIMARY KEY ("center_id","organization_id")
);

-- CreateTable
CREATE TABLE "staffing_record" (
    "center_id" TEXT NOT NULL,
    "source" "StaffingSource" NOT NULL,
    "area_path" TEXT NOT NULL,
    "headcount" INTEGER NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "staffing_record_pkey" PRIMARY KEY ("center_id","source")
);

-- CreateTable
CREATE TABLE "funding_record" (
    "center_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "source" "FundingSource" NOT NULL,
    "purpose" "FundingPurpose" NOT NULL,
    "area_path" TEXT NOT NULL,
    "amount_yuan" BIGINT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "funding_record_pkey" PRIMARY KEY ("center_id","year","source","purpose")
);

-- CreateTable
CREATE TABLE "compliance_item" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "dimension" TEXT NOT NULL,
    "mandatory" BOOLEAN NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "compliance_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "compliance_check" (
    "center_id" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "passed" BOOLEAN NOT NULL,
    "checked_on" DATE NOT NULL,

    CONSTRAINT "compliance_check_pkey" PRIMARY KEY ("center_id","item_id")
);

-- CreateTable
CREATE TABLE "rule_document" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "kind" "RuleDocumentKind" NOT NULL,
    "title" TEXT NOT NULL,
    "posted_on_wall" BOOLEAN NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "rule_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "work_ledger" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "entries" INTEGER NOT NULL,
    "updated_on" DATE NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "work_ledger_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "demonstration_site" (
    "center_id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "note" TEXT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "demonstration_site_pkey" PRIMARY KEY ("center_id")
);

-- CreateTable
CREATE TABLE "practice_case" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "slogan" TEXT,
    "summary" TEXT NOT NULL,
    "presented_at" TEXT,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "practice_case_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "construction_project" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "status" "ConstructionStatus" NOT NULL,
    "floor_area_m2" DOUBLE PRECISION,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "construction_project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "area_commitment" (
    "id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "area_commitment_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pilot_programme" (
    "id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "named_by_id" TEXT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "pilot_programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "policy_document" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "code" TEXT,
    "status" "PolicyStatus" NOT NULL,
    "issuer_id" TEXT,
    "issued_on" DATE,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "policy_document_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "report" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,
    "recipient_id" TEXT NOT NULL,
    "reported_on" DATE NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reported_figure" (
    "id" TEXT NOT NULL,
    "report_id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "metric" TEXT NOT NULL,
    "level" "AreaLevel",
    "value" DOUBLE PRECISION NOT NULL,
    "denominator" DOUBLE PRECISION,
    "unit" TEXT NOT NULL,
    "qualifier" "FigureQualifier" NOT NULL,
    "statement" TEXT NOT NULL,

    CONSTRAINT "reported_figure_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "center_rollup" (
    "area_code" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "required" INTEGER NOT NULL,
    "planned" INTEGER NOT NULL,
    "building" INTEGER NOT NULL,
    "built" INTEGER NOT NULL,
    "operating" INTEGER NOT NULL,
    "closed" INTEGER NOT NULL,
    "compliant" INTEGER NOT NULL,
    "demonstrations" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "staffing_rollup" (
    "area_code" TEXT NOT NULL,
    "source" "StaffingSource" NOT NULL,
    "headcount" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "funding_rollup" (
    "area_code" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "source" "FundingSource" NOT NULL,
    "purpose" "FundingPurpose" NOT NULL,
    "amount_yuan" BIGINT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "area_parent_code_code_idx" ON "area"("parent_code", "code");

-- CreateIndex
CREATE INDEX "area_path_idx" ON "area"("path");

-- CreateIndex
CREATE INDEX "area_level_code_idx" ON "area"("level", "code");

-- CreateIndex
CREATE INDEX "organization_area_code_id_idx" ON "organization"("area_code", "id");

-- CreateIndex
CREATE UNIQUE INDEX "center_area_code_key" ON "center"("area_code");

-- CreateIndex
CREATE INDEX "center_area_path_id_idx" ON "center"("area_path", "id");

-- CreateIndex
CREATE INDEX "center_level_id_idx" ON "center"("level", "id");

-- CreateIndex
CREATE INDEX "room_center_id_id_idx" ON "room"("center_id", "id");

-- CreateIndex
CREATE INDEX "rule_document_center_id_id_idx" ON "rule_document"("center_id", "id");

-- CreateIndex
CREATE INDEX "work_ledger_center_id_id_idx" ON "work_ledger"("center_id", "id");

-- CreateIndex
CREATE INDEX "practice_case_center_id_id_idx" ON "practice_case"("center_id", "id");

-- CreateIndex
CREATE INDEX "construction_project_center_id_id_idx" ON "construction_project"("center_id", "id");

-- CreateIndex
CREATE INDEX "area_commitment_area_code_id_idx" ON "area_commitment"("area_code", "id");

-- CreateIndex
CREATE INDEX "pilot_programme_area_code_id_idx" ON "pilot_programme"("area_code", "id");

-- CreateIndex
CREATE INDEX "reported_figure_area_code_id_idx" ON "reported_figure"("area_code", "id");

-- CreateIndex
CREATE INDEX "center_rollup_area_code_level_idx" ON "center_rollup"("area_code", "level");

-- CreateIndex
CREATE INDEX "center_rollup_pending_idx" ON "center_rollup"("pending");

-- CreateIndex
CREATE INDEX "staffing_rollup_area_code_source_idx" ON "staffing_rollup"("area_code", "source");

-- CreateIndex
CREATE INDEX "staffing_rollup_pending_idx" ON "staffing_rollup"("pending");

-- CreateIndex
CREATE INDEX "funding_rollup_area_code_year_source_purpose_idx" ON "funding_rollup"("area_code", "year", "source", "purpose");

-- CreateIndex
CREATE INDEX "funding_rollup_pending_idx" ON "funding_rollup"("pending");

-- AddForeignKey
ALTER TABLE "area" ADD CONSTRAINT "area_parent_code_fkey" FOREIGN KEY ("parent_code") REFERENCES "area"("code") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "center" ADD CONSTRAINT "center_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "room" ADD CONSTRAINT "room_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "resident_unit" ADD CONSTRAINT "resident_unit_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "staffing_record" ADD CONSTRAINT "staffing_record_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "funding_record" ADD CONSTRAINT "funding_record_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_check" ADD CONSTRAINT "compliance_check_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_check" ADD CONSTRAINT "compliance_check_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "compliance_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rule_document" ADD CONSTRAINT "rule_document_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "work_ledger" ADD CONSTRAINT "work_ledger_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "demonstration_site" ADD CONSTRAINT "demonstration_site_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "practice_case" ADD CONSTRAINT "practice_case_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "construction_project" ADD CONSTRAINT "construction_project_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area_commitment" ADD CONSTRAINT "area_commitment_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pilot_programme" ADD CONSTRAINT "pilot_programme_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reported_figure" ADD CONSTRAINT "reported_figure_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "report"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

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
ALTER TABLE "area" ALTER COLUMN "path" TYPE text COLLATE "C";
ALTER TABLE "center" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- A center is compliant when every mandatory item has been checked and passed.
CREATE FUNCTION set_compliant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE center c SET compliant = verdict.compliant
  FROM (
    SELECT touched.center_id,
           NOT EXISTS (
             SELECT FROM compliance_item item
             LEFT JOIN compliance_check mine ON mine.item_id = item.id AND mine.center_id = touched.center_id
             WHERE item.mandatory AND mine.passed IS NOT TRUE) AS compliant
    FROM (SELECT DISTINCT center_id FROM changed_rows) touched
  ) verdict
  WHERE c.id = verdict.center_id AND c.compliant <> verdict.compliant;
  RETURN NULL;
END $$;
CREATE TRIGGER set_compliant_insert AFTER INSERT ON compliance_check
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_compliant();
CREATE TRIGGER set_compliant_update AFTER UPDATE ON compliance_check
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_compliant();
CREATE TRIGGER set_compliant_delete AFTER DELETE ON compliance_check
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_compliant();

-- Every area of the roster is to have a center of its own.
SELECT create_rollup('center_rollup', 'area', $body$
  SELECT inside.code AS area_code, level, sum(sign) AS required,
         0 AS planned, 0 AS building, 0 AS built, 0 AS operating, 0 AS closed, 0 AS compliant, 0 AS demonstrations
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(path, '/')) AS inside(code)
  WHERE valid_to IS NULL AND level <> 'PROVINCE'
  GROUP BY inside.code, level
  HAVING sum(sign) <> 0
$body$);

-- BUILT counts what stands, OPERATING being a part of it.
SELECT create_rollup('center_rollup', 'center', $body$
  SELECT inside.code AS area_code, level, 0 AS required,
         sum(sign * (status = 'PLANNED')::int) AS planned,
         sum(sign * (status = 'BUILDING')::int) AS building,
         sum(sign * (status IN ('BUILT', 'OPERATING'))::int) AS built,
         sum(sign * (status = 'OPERATING')::int) AS operating,
         sum(sign * (status = 'CLOSED')::int) AS closed,
         sum(sign * (compliant AND status IN ('BUILT', 'OPERATING'))::int) AS compliant,
         0 AS demonstrations
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, level
  HAVING (sum(sign * (status = 'PLANNED')::int), sum(sign * (status = 'BUILDING')::int),
          sum(sign * (status IN ('BUILT', 'OPERATING'))::int), sum(sign * (status = 'OPERATING')::int),
          sum(sign * (status = 'CLOSED')::int),
          sum(sign * (compliant AND status IN ('BUILT', 'OPERATING'))::int)) <> (0, 0, 0, 0, 0, 0)
$body$);

SELECT create_rollup('center_rollup', 'demonstration_site', $body$
  SELECT inside.code AS area_code, level, 0 AS required,
         0 AS planned, 0 AS building, 0 AS built, 0 AS operating, 0 AS closed, 0 AS compliant,
         sum(sign) AS demonstrations
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, level
  HAVING sum(sign) <> 0
$body$);

SELECT create_rollup('staffing_rollup', 'staffing_record', $body$
  SELECT inside.code AS area_code, source, sum(sign * headcount) AS headcount
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, source
  HAVING sum(sign * headcount) <> 0
$body$);

SELECT create_rollup('funding_rollup', 'funding_record', $body$
  SELECT inside.code AS area_code, year, source, purpose, sum(sign * amount_yuan) AS amount_yuan
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, year, source, purpose
  HAVING sum(sign * amount_yuan) <> 0
$body$);

CREATE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('center_rollup', '{area_code,level}');
  SELECT fold_rollup('staffing_rollup', '{area_code,source}');
  SELECT fold_rollup('funding_rollup', '{area_code,year,source,purpose}');
$$;
