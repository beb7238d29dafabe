-- CreateEnum
CREATE TYPE "Pillar" AS ENUM ('CENTER', 'INFORMATIZATION', 'GRID', 'XUELIANG');

-- CreateEnum
CREATE TYPE "FindingState" AS ENUM ('OPEN', 'CORRECTED', 'VERIFIED');

-- CreateEnum
CREATE TYPE "InspectionKind" AS ENUM ('ROUTINE', 'SPECIAL', 'UNANNOUNCED');

-- CreateEnum
CREATE TYPE "InspectionState" AS ENUM ('PLANNED', 'CARRIED_OUT', 'CLOSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "AssessmentMeasure" AS ENUM ('RATIO', 'COUNT');

-- CreateEnum
CREATE TYPE "AreaAssessmentState" AS ENUM ('DRAFT', 'CONFIRMED');

-- CreateTable
CREATE TABLE "compliance_standard" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "based_on" TEXT,
    "in_force_from" DATE NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "compliance_standard_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "compliance_assessment" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "standard_id" TEXT NOT NULL,
    "assessed_on" DATE NOT NULL,
    "assessed_by_id" TEXT,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "compliance_assessment_pkey" PRIMARY KEY ("id")
);

-- What was there before there were editions: one standard, and one assessment of each center that was checked.
INSERT INTO "compliance_standard" ("id", "title", "in_force_from", "provenance")
SELECT 'S', '综治中心规范化标准', '2017-01-01', min(provenance) FROM compliance_item HAVING count(*) > 0;
INSERT INTO "compliance_assessment" ("id", "center_id", "seq", "standard_id", "assessed_on", "provenance")
SELECT k.center_id || '-A1', k.center_id, 1, 'S', max(k.checked_on), min(c.provenance)
FROM compliance_check k JOIN center c ON c.id = k.center_id GROUP BY k.center_id;

-- AlterTable
ALTER TABLE "compliance_item" ADD COLUMN     "points" DOUBLE PRECISION,
ADD COLUMN     "position" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "standard_id" TEXT NOT NULL DEFAULT 'S';
UPDATE "compliance_item" i SET "position" = placed.position, "points" = CASE WHEN i.mandatory THEN NULL ELSE 10 END
FROM (SELECT id, row_number() OVER (ORDER BY length(id), id) AS position FROM compliance_item) placed WHERE placed.id = i.id;
ALTER TABLE "compliance_item" ALTER COLUMN "position" DROP DEFAULT, ALTER COLUMN "standard_id" DROP DEFAULT;

-- The checks of an assessment are its history: a later one leaves them as they were.
ALTER TABLE "compliance_check" DISABLE TRIGGER USER;
ALTER TABLE "compliance_check" ADD COLUMN     "assessment_id" TEXT,
ADD COLUMN     "corrected_on" DATE,
ADD COLUMN     "evidence" TEXT,
ADD COLUMN     "points" DOUBLE PRECISION;
UPDATE "compliance_check" k SET "assessment_id" = k.center_id || '-A1', "points" = CASE WHEN k.passed THEN i.points END
FROM compliance_item i WHERE i.id = k.item_id;
ALTER TABLE "compliance_check" ENABLE TRIGGER USER;
-- AlterTable
ALTER TABLE "compliance_check" DROP CONSTRAINT "compliance_check_pkey",
ALTER COLUMN "assessment_id" SET NOT NULL,
DROP COLUMN "checked_on",
ADD CONSTRAINT "compliance_check_pkey" PRIMARY KEY ("assessment_id", "item_id");

-- CreateTable
CREATE TABLE "finding" (
    "id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "center_id" TEXT,
    "assessment_id" TEXT,
    "item_id" TEXT,
    "inspection_id" TEXT,
    "text" TEXT NOT NULL,
    "state" "FindingState" NOT NULL,
    "found_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "corrected_on" DATE,
    "corrected_by_id" TEXT,
    "correction" TEXT,
    "verified_on" DATE,
    "verified_by_id" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "kind" "InspectionKind" NOT NULL,
    "inspector_id" TEXT NOT NULL,
    "state" "InspectionState" NOT NULL,
    "planned_on" DATE NOT NULL,
    "carried_out_on" DATE,
    "closed_on" DATE,
    "conclusion" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "inspection_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_center" (
    "inspection_id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,

    CONSTRAINT "inspection_center_pkey" PRIMARY KEY ("inspection_id","center_id")
);

-- CreateTable
CREATE TABLE "assessment_scheme" (
    "id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "issued_by_id" TEXT NOT NULL,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "assessment_scheme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "assessment_item" (
    "id" TEXT NOT NULL,
    "scheme_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "pillar" "Pillar" NOT NULL,
    "figure" TEXT NOT NULL,
    "measure" "AssessmentMeasure" NOT NULL,
    "of_period" BOOLEAN NOT NULL,
    "full_marks" DOUBLE PRECISION NOT NULL,
    "target" DOUBLE PRECISION NOT NULL,
    "deduction" DOUBLE PRECISION NOT NULL,
    "veto_at" DOUBLE PRECISION,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "assessment_item_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "area_assessment" (
    "scheme_id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "state" "AreaAssessmentState" NOT NULL,
    "confirmed_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "area_assessment_pkey" PRIMARY KEY ("scheme_id","area_code")
);

-- CreateTable
CREATE TABLE "assessment_score" (
    "scheme_id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "item_id" TEXT NOT NULL,
    "numerator" INTEGER NOT NULL,
    "denominator" INTEGER,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "note" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "assessment_score_pkey" PRIMARY KEY ("scheme_id","area_code","item_id")
);

-- CreateTable
CREATE TABLE "finding_rollup" (
    "area_code" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "open" INTEGER NOT NULL,
    "corrected" INTEGER NOT NULL,
    "verified" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "compliance_assessment_center_id_seq_key" ON "compliance_assessment"("center_id", "seq");

-- CreateIndex
CREATE INDEX "compliance_assessment_center_id_assessed_on_seq_idx" ON "compliance_assessment"("center_id", "assessed_on", "seq");

-- CreateIndex
CREATE INDEX "compliance_item_standard_id_position_idx" ON "compliance_item"("standard_id", "position");

-- CreateIndex
CREATE INDEX "compliance_check_center_id_idx" ON "compliance_check"("center_id");

-- CreateIndex
CREATE INDEX "finding_area_path_due_on_id_idx" ON "finding"("area_path", "due_on", "id");

-- CreateIndex
CREATE INDEX "finding_due_on_id_idx" ON "finding"("due_on", "id");

-- CreateIndex
CREATE INDEX "finding_state_due_on_id_idx" ON "finding"("state", "due_on", "id");

-- CreateIndex
CREATE INDEX "finding_center_id_due_on_id_idx" ON "finding"("center_id", "due_on", "id");

-- CreateIndex
CREATE INDEX "finding_inspection_id_id_idx" ON "finding"("inspection_id", "id");

-- CreateIndex
CREATE INDEX "finding_assessment_id_id_idx" ON "finding"("assessment_id", "id");

-- CreateIndex
CREATE INDEX "inspection_area_path_planned_on_id_idx" ON "inspection"("area_path", "planned_on", "id");

-- CreateIndex
CREATE INDEX "inspection_planned_on_id_idx" ON "inspection"("planned_on", "id");

-- CreateIndex
CREATE INDEX "inspection_center_center_id_inspection_id_idx" ON "inspection_center"("center_id", "inspection_id");

-- CreateIndex
CREATE UNIQUE INDEX "assessment_scheme_year_area_code_level_key" ON "assessment_scheme"("year", "area_code", "level");

-- CreateIndex
CREATE UNIQUE INDEX "assessment_item_scheme_id_position_key" ON "assessment_item"("scheme_id", "position");

-- CreateIndex
CREATE INDEX "area_assessment_area_code_idx" ON "area_assessment"("area_code");

-- CreateIndex
CREATE INDEX "finding_rollup_area_code_due_on_idx" ON "finding_rollup"("area_code", "due_on");

-- CreateIndex
CREATE INDEX "finding_rollup_pending_idx" ON "finding_rollup"("pending");

-- AddForeignKey
ALTER TABLE "compliance_item" ADD CONSTRAINT "compliance_item_standard_id_fkey" FOREIGN KEY ("standard_id") REFERENCES "compliance_standard"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_assessment" ADD CONSTRAINT "compliance_assessment_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_assessment" ADD CONSTRAINT "compliance_assessment_standard_id_fkey" FOREIGN KEY ("standard_id") REFERENCES "compliance_standard"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "compliance_check" ADD CONSTRAINT "compliance_check_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "compliance_assessment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_assessment_id_fkey" FOREIGN KEY ("assessment_id") REFERENCES "compliance_assessment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "finding" ADD CONSTRAINT "finding_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_center" ADD CONSTRAINT "inspection_center_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspection"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_center" ADD CONSTRAINT "inspection_center_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_item" ADD CONSTRAINT "assessment_item_scheme_id_fkey" FOREIGN KEY ("scheme_id") REFERENCES "assessment_scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "area_assessment" ADD CONSTRAINT "area_assessment_scheme_id_fkey" FOREIGN KEY ("scheme_id") REFERENCES "assessment_scheme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_score" ADD CONSTRAINT "assessment_score_scheme_id_area_code_fkey" FOREIGN KEY ("scheme_id", "area_code") REFERENCES "area_assessment"("scheme_id", "area_code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "assessment_score" ADD CONSTRAINT "assessment_score_item_id_fkey" FOREIGN KEY ("item_id") REFERENCES "assessment_item"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Paths compare byte by byte, so that one range holds a whole subtree under any database collation.
ALTER TABLE "finding" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "inspection" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- A center is compliant when its latest assessment passed every mandatory item of its standard, or found it corrected since.
-- Whoever locks the center first counts first; the other counts afterwards, in a statement of its own, and sees both.
CREATE OR REPLACE FUNCTION set_compliant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM center WHERE id IN (SELECT center_id FROM changed_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE center c SET compliant = verdict.compliant
  FROM (
    SELECT touched.center_id,
           latest.id IS NOT NULL AND NOT EXISTS (
             SELECT FROM compliance_item item
             LEFT JOIN compliance_check mine ON mine.assessment_id = latest.id AND mine.item_id = item.id
             WHERE item.standard_id = latest.standard_id AND item.mandatory
               AND NOT coalesce(mine.passed OR mine.corrected_on IS NOT NULL, false)) AS compliant
    FROM (SELECT DISTINCT center_id FROM changed_rows) touched
    LEFT JOIN LATERAL (
      SELECT a.id, a.standard_id FROM compliance_assessment a
      WHERE a.center_id = touched.center_id ORDER BY a.assessed_on DESC, a.seq DESC LIMIT 1) latest ON true
  ) verdict
  WHERE c.id = verdict.center_id AND c.compliant <> verdict.compliant;
  RETURN NULL;
END $$;

CREATE TRIGGER set_compliant_insert AFTER INSERT ON compliance_assessment
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_compliant();
CREATE TRIGGER set_compliant_update AFTER UPDATE ON compliance_assessment
  REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_compliant();
CREATE TRIGGER set_compliant_delete AFTER DELETE ON compliance_assessment
  REFERENCING OLD TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION set_compliant();

-- By the day on which they are due: what of the open is overdue is known by the reader's clock alone.
SELECT create_rollup('finding_rollup', 'finding', $body$
  SELECT inside.code AS area_code, due_on,
         sum(sign * (state = 'OPEN')::int) AS open,
         sum(sign * (state = 'CORRECTED')::int) AS corrected,
         sum(sign * (state = 'VERIFIED')::int) AS verified
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, due_on
  HAVING (sum(sign * (state = 'OPEN')::int), sum(sign * (state = 'CORRECTED')::int), sum(sign * (state = 'VERIFIED')::int)) <> (0, 0, 0)
$body$);

DO $$
DECLARE
  body text := (SELECT prosrc FROM pg_proc WHERE proname = 'fold_rollups' AND pronamespace = current_schema()::regnamespace);
BEGIN
  EXECUTE format('CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS %L',
    body || $fold$  SELECT fold_rollup('finding_rollup', '{area_code,due_on}');
$fold$);
END $$;
