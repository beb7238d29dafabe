-- CreateEnum
CREATE TYPE "SituationKind" AS ENUM ('PUBLIC_ORDER', 'DISPUTES', 'PUBLIC_SAFETY', 'PUBLIC_SENTIMENT', 'WORK_PROGRESS');

-- CreateEnum
CREATE TYPE "SituationState" AS ENUM ('DRAFT', 'SUBMITTED', 'RECEIVED', 'ANSWERED');

-- CreateEnum
CREATE TYPE "InfrastructureKind" AS ENUM ('NETWORK', 'PLATFORM', 'COMMAND_ROOM', 'TERMINALS', 'DATA');

-- CreateEnum
CREATE TYPE "ProjectPhase" AS ENUM ('PLANNED', 'APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING', 'CANCELLED');

-- CreateTable
CREATE TABLE "situation_report" (
    "id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "kind" "SituationKind" NOT NULL,
    "title" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "period_from" DATE NOT NULL,
    "period_to" DATE NOT NULL,
    "author_organization_id" TEXT NOT NULL,
    "recipient_organization_id" TEXT NOT NULL,
    "state" "SituationState" NOT NULL DEFAULT 'DRAFT',
    "answer" TEXT,
    "drafted_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_at" TIMESTAMPTZ(3),
    "received_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "situation_report_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "infrastructure_project" (
    "id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "InfrastructureKind" NOT NULL,
    "phase" "ProjectPhase" NOT NULL DEFAULT 'PLANNED',
    "lead_organization_id" TEXT NOT NULL,
    "budget_yuan" BIGINT NOT NULL,
    "spent_yuan" BIGINT,
    "planned_start" DATE NOT NULL,
    "planned_end" DATE NOT NULL,
    "approved_on" DATE,
    "started_on" DATE,
    "accepted_on" DATE,
    "operating_since" DATE,
    "cancelled_on" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "infrastructure_project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "infrastructure_project_area" (
    "project_id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,

    CONSTRAINT "infrastructure_project_area_pkey" PRIMARY KEY ("project_id","area_path")
);

-- CreateTable
CREATE TABLE "infrastructure_project_center" (
    "project_id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,

    CONSTRAINT "infrastructure_project_center_pkey" PRIMARY KEY ("project_id","center_id")
);

-- CreateTable
CREATE TABLE "infrastructure_rollup" (
    "area_code" TEXT NOT NULL,
    "phase" "ProjectPhase" NOT NULL,
    "projects" INTEGER NOT NULL,
    "budget_yuan" BIGINT NOT NULL,
    "spent_yuan" BIGINT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "situation_report_area_path_period_from_id_idx" ON "situation_report"("area_path", "period_from", "id");

-- CreateIndex
CREATE INDEX "situation_report_period_from_id_idx" ON "situation_report"("period_from", "id");

-- CreateIndex
CREATE INDEX "situation_report_state_period_from_id_idx" ON "situation_report"("state", "period_from", "id");

-- CreateIndex
CREATE INDEX "situation_report_kind_period_from_id_idx" ON "situation_report"("kind", "period_from", "id");

-- CreateIndex
CREATE INDEX "infrastructure_project_area_path_id_idx" ON "infrastructure_project"("area_path", "id");

-- CreateIndex
CREATE INDEX "infrastructure_project_phase_id_idx" ON "infrastructure_project"("phase", "id");

-- CreateIndex
CREATE INDEX "infrastructure_project_kind_id_idx" ON "infrastructure_project"("kind", "id");

-- CreateIndex
CREATE INDEX "infrastructure_project_center_center_id_project_id_idx" ON "infrastructure_project_center"("center_id", "project_id");

-- CreateIndex
CREATE INDEX "infrastructure_rollup_area_code_phase_idx" ON "infrastructure_rollup"("area_code", "phase");

-- CreateIndex
CREATE INDEX "infrastructure_rollup_pending_idx" ON "infrastructure_rollup"("pending");

-- AddForeignKey
ALTER TABLE "infrastructure_project_area" ADD CONSTRAINT "infrastructure_project_area_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "infrastructure_project"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "infrastructure_project_center" ADD CONSTRAINT "infrastructure_project_center_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "infrastructure_project"("id") ON DELETE CASCADE ON UPDATE CASCADE;



ALTER TABLE "situation_report" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "infrastructure_project" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "infrastructure_project_area" ALTER COLUMN "area_path" TYPE text COLLATE "C";

SELECT create_rollup('infrastructure_rollup', 'infrastructure_project', $body$
  SELECT inside.code AS area_code, phase, sum(sign) AS projects, sum(sign * budget_yuan) AS budget_yuan,
         sum(sign * coalesce(spent_yuan, 0)) AS spent_yuan
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, phase
  HAVING (sum(sign), sum(sign * budget_yuan), sum(sign * coalesce(spent_yuan, 0))) <> (0, 0, 0)
$body$);

CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('connection_rollup', '{area_code,level,platform_id}');
  SELECT fold_rollup('connected_center_rollup', '{area_code,level}');
  SELECT fold_rollup('video_net_rollup', '{area_code,level}');
  SELECT fold_rollup('base_data_rollup', '{area_code,definition_id}');
  SELECT fold_rollup('warning_rollup', '{area_code,month,series,level}');
  SELECT fold_rollup('video_net_session_rollup', '{area_code,month}');
  SELECT fold_rollup('infrastructure_rollup', '{area_code,phase}');
$$;
