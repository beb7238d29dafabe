-- CreateEnum
CREATE TYPE "XueliangState" AS ENUM ('PLANNED', 'APPROVED', 'BUILDING', 'ACCEPTED', 'OPERATING', 'CANCELLED');

-- CreateTable
CREATE TABLE "xueliang_project" (
    "id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phase" SMALLINT NOT NULL,
    "state" "XueliangState" NOT NULL,
    "lead_organization_id" TEXT NOT NULL,
    "planned_channels" INTEGER NOT NULL,
    "built_channels" INTEGER NOT NULL DEFAULT 0,
    "accepted_channels" INTEGER,
    "government_yuan" BIGINT NOT NULL DEFAULT 0,
    "department_yuan" BIGINT NOT NULL DEFAULT 0,
    "social_yuan" BIGINT NOT NULL DEFAULT 0,
    "market_yuan" BIGINT NOT NULL DEFAULT 0,
    "spent_yuan" BIGINT,
    "planned_start" DATE NOT NULL,
    "planned_end" DATE NOT NULL,
    "approved_on" DATE,
    "started_on" DATE,
    "accepted_on" DATE,
    "operating_since" DATE,
    "cancelled_on" DATE,
    "reason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "xueliang_project_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "xueliang_rollup" (
    "area_code" TEXT NOT NULL,
    "state" "XueliangState" NOT NULL,
    "projects" INTEGER NOT NULL,
    "planned_channels" INTEGER NOT NULL,
    "built_channels" INTEGER NOT NULL,
    "accepted_channels" INTEGER NOT NULL,
    "government_yuan" BIGINT NOT NULL,
    "department_yuan" BIGINT NOT NULL,
    "social_yuan" BIGINT NOT NULL,
    "market_yuan" BIGINT NOT NULL,
    "spent_yuan" BIGINT NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "xueliang_project_area_path_id_idx" ON "xueliang_project"("area_path", "id");

-- CreateIndex
CREATE INDEX "xueliang_project_state_id_idx" ON "xueliang_project"("state", "id");

-- CreateIndex
CREATE INDEX "xueliang_project_phase_id_idx" ON "xueliang_project"("phase", "id");

-- CreateIndex
CREATE INDEX "xueliang_rollup_area_code_state_idx" ON "xueliang_rollup"("area_code", "state");

-- CreateIndex
CREATE INDEX "xueliang_rollup_pending_idx" ON "xueliang_rollup"("pending");

-- Paths compare byte by byte.
ALTER TABLE "xueliang_project" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- What holds of every project, whoever writes it.
ALTER TABLE "xueliang_project"
  ADD CONSTRAINT "plans_some_channels" CHECK (planned_channels > 0 AND built_channels >= 0),
  ADD CONSTRAINT "accepts_what_is_built" CHECK (accepted_channels BETWEEN 0 AND built_channels),
  ADD CONSTRAINT "counts_what_is_accepted" CHECK ((accepted_channels IS NULL) = (state NOT IN ('ACCEPTED', 'OPERATING'))),
  ADD CONSTRAINT "reason_when_cancelled" CHECK ((state = 'CANCELLED') = (cancelled_on IS NOT NULL) AND (state = 'CANCELLED') = (reason IS NOT NULL));

SELECT create_rollup('xueliang_rollup', 'xueliang_project', $body$
  SELECT * FROM (
    SELECT inside.code AS area_code, state, sum(sign) AS projects, sum(sign * planned_channels) AS planned_channels,
           sum(sign * built_channels) AS built_channels, sum(sign * coalesce(accepted_channels, 0)) AS accepted_channels,
           sum(sign * government_yuan) AS government_yuan, sum(sign * department_yuan) AS department_yuan,
           sum(sign * social_yuan) AS social_yuan, sum(sign * market_yuan) AS market_yuan, sum(sign * coalesce(spent_yuan, 0)) AS spent_yuan
    FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    GROUP BY inside.code, state
  ) AS sums
  WHERE (projects, planned_channels, built_channels, accepted_channels, government_yuan, department_yuan, social_yuan, market_yuan, spent_yuan)
        <> (0, 0, 0, 0, 0, 0, 0, 0, 0)
$body$);
