-- CreateEnum
CREATE TYPE "HiddenRiskKind" AS ENUM ('CONFLICT', 'SAFETY');

-- CreateEnum
CREATE TYPE "HiddenRiskState" AS ENUM ('FOUND', 'ASSIGNED', 'RECTIFIED', 'VERIFIED');

-- CreateEnum
CREATE TYPE "RemediationState" AS ENUM ('OPEN', 'ASSESSED');

-- CreateEnum
CREATE TYPE "RemediationEffect" AS ENUM ('EFFECTIVE', 'PARTLY_EFFECTIVE', 'INEFFECTIVE');

-- CreateTable
CREATE TABLE "hidden_risk" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" "HiddenRiskKind" NOT NULL,
    "subcategory_code" TEXT NOT NULL,
    "severity" "Severity" NOT NULL,
    "origin" "EventOrigin" NOT NULL,
    "state" "HiddenRiskState" NOT NULL,
    "area_path" TEXT COLLATE "C" NOT NULL,
    "grid_id" TEXT,
    "center_id" TEXT NOT NULL,
    "responsible_id" TEXT,
    "latitude" DOUBLE PRECISION,
    "longitude" DOUBLE PRECISION,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "assigned_at" TIMESTAMPTZ(3),
    "due_at" TIMESTAMPTZ(3),
    "rectified_at" TIMESTAMPTZ(3),
    "verified_at" TIMESTAMPTZ(3),
    "measure" TEXT,
    "returns" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "hidden_risk_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "hidden_risk_rollup" (
    "area_code" TEXT NOT NULL,
    "kind" "HiddenRiskKind" NOT NULL,
    "state" "HiddenRiskState" NOT NULL,
    "due_on" DATE NOT NULL,
    "risks" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "key_area_remediation" (
    "id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "problem" TEXT NOT NULL,
    "area_type_code" TEXT NOT NULL,
    "state" "RemediationState" NOT NULL,
    "area_path" TEXT COLLATE "C" NOT NULL,
    "lead_organization_id" TEXT NOT NULL,
    "participant_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "opened_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "effect" "RemediationEffect",
    "assessment" TEXT,
    "assessed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "key_area_remediation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "dispute_case_kind_code_opened_at_id_idx" ON "dispute_case"("kind_code", "opened_at", "id");

-- CreateIndex
CREATE INDEX "dispute_case_supervision_opened_at_id_idx" ON "dispute_case"("supervision", "opened_at", "id");

-- CreateIndex
CREATE INDEX "hidden_risk_area_path_found_at_id_idx" ON "hidden_risk"("area_path", "found_at", "id");

-- CreateIndex
CREATE INDEX "hidden_risk_found_at_id_idx" ON "hidden_risk"("found_at", "id");

-- CreateIndex
CREATE INDEX "hidden_risk_rollup_area_code_idx" ON "hidden_risk_rollup"("area_code");

-- CreateIndex
CREATE INDEX "hidden_risk_rollup_pending_idx" ON "hidden_risk_rollup"("pending");

-- CreateIndex
CREATE INDEX "key_area_remediation_area_path_due_on_id_idx" ON "key_area_remediation"("area_path", "due_on", "id");

-- CreateIndex
CREATE INDEX "key_area_remediation_due_on_id_idx" ON "key_area_remediation"("due_on", "id");

-- A deadline counts while it can still be missed; what has none, or is verified, counts under no day.
SELECT create_rollup('hidden_risk_rollup', 'hidden_risk', $body$
  SELECT inside.code AS area_code, kind, state,
         CASE WHEN state = 'VERIFIED' OR due_at IS NULL THEN 'infinity'::date ELSE local_day(due_at) END AS due_on, sum(sign) AS risks
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY 1, 2, 3, 4
  HAVING sum(sign) <> 0
$body$);

-- Every rollup of the schema by what it is called; its keys are its words and days, its measures are its numbers.
CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT c.relname::text AS rollup, array_agg(a.attname::text ORDER BY a.attnum) AS keys
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN ('pending', 'as_of')
    JOIN pg_type t ON t.oid = a.atttypid AND (t.typtype = 'e' OR t.typname IN ('text', 'date'))
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND c.relname LIKE '%\_rollup'
    GROUP BY c.relname ORDER BY c.relname
  LOOP
    PERFORM fold_rollup(found.rollup, found.keys);
  END LOOP;
END $$;
