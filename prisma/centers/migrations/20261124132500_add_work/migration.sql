-- CreateEnum
CREATE TYPE "ResponsibilityRole" AS ENUM ('LEAD', 'COORDINATE', 'PARTICIPATE');

-- CreateEnum
CREATE TYPE "PolicyRelationKind" AS ENUM ('SUPERSEDES', 'IMPLEMENTS', 'BASED_ON', 'ALTERNATE_TITLE');

-- CreateEnum
CREATE TYPE "SurveyState" AS ENUM ('OPEN', 'CLOSED');

-- CreateEnum
CREATE TYPE "WorkActivityKind" AS ENUM ('MEETING', 'TRAINING', 'FIELD_VISIT');

-- CreateEnum
CREATE TYPE "WorkActivityState" AS ENUM ('PLANNED', 'HELD', 'CANCELLED');

-- CreateTable
CREATE TABLE "survey_round" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "organizer_id" TEXT NOT NULL,
    "as_of" DATE,
    "state" "SurveyState" NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "survey_round_pkey" PRIMARY KEY ("id")
);

-- AlterTable
ALTER TABLE "report" ADD COLUMN     "survey_round_id" TEXT;

-- AlterTable
ALTER TABLE "reported_figure" ADD COLUMN     "explained_by_id" TEXT,
ADD COLUMN     "explained_live" DOUBLE PRECISION,
ADD COLUMN     "explained_on" DATE,
ADD COLUMN     "explanation" TEXT,
ADD COLUMN     "provenance" "Provenance" NOT NULL DEFAULT 'REPORT',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
ALTER TABLE "reported_figure" ALTER COLUMN "provenance" DROP DEFAULT;

-- CreateTable
CREATE TABLE "policy_relation" (
    "from_id" TEXT NOT NULL,
    "to_id" TEXT NOT NULL,
    "kind" "PolicyRelationKind" NOT NULL,

    CONSTRAINT "policy_relation_pkey" PRIMARY KEY ("from_id","to_id","kind")
);

-- CreateTable
CREATE TABLE "responsibility" (
    "area_code" TEXT NOT NULL,
    "pillar" "Pillar" NOT NULL,
    "organization_id" TEXT NOT NULL,
    "role" "ResponsibilityRole" NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "responsibility_pkey" PRIMARY KEY ("area_code","pillar","organization_id")
);

-- CreateTable
CREATE TABLE "work_activity" (
    "id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "kind" "WorkActivityKind" NOT NULL,
    "area_path" TEXT NOT NULL,
    "organizer_id" TEXT NOT NULL,
    "state" "WorkActivityState" NOT NULL,
    "planned_on" DATE NOT NULL,
    "held_on" DATE,
    "attendance" INTEGER,
    "summary" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "work_activity_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "report_survey_round_id_id_idx" ON "report"("survey_round_id", "id");

-- CreateIndex
CREATE INDEX "reported_figure_report_id_id_idx" ON "reported_figure"("report_id", "id");

-- CreateIndex
CREATE INDEX "work_activity_area_path_planned_on_id_idx" ON "work_activity"("area_path", "planned_on", "id");

-- CreateIndex
CREATE INDEX "work_activity_planned_on_id_idx" ON "work_activity"("planned_on", "id");

-- AddForeignKey
ALTER TABLE "report" ADD CONSTRAINT "report_survey_round_id_fkey" FOREIGN KEY ("survey_round_id") REFERENCES "survey_round"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_relation" ADD CONSTRAINT "policy_relation_from_id_fkey" FOREIGN KEY ("from_id") REFERENCES "policy_document"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "policy_relation" ADD CONSTRAINT "policy_relation_to_id_fkey" FOREIGN KEY ("to_id") REFERENCES "policy_document"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "responsibility" ADD CONSTRAINT "responsibility_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Paths compare byte by byte, so that one range holds a whole subtree under any database collation.
ALTER TABLE "work_activity" ALTER COLUMN "area_path" TYPE text COLLATE "C";
