-- CreateEnum
CREATE TYPE "WarningSeries" AS ENUM ('EVENTS_REPORTED', 'DISPUTES_OPENED', 'OVERDUE_WORK', 'CHANNEL_OUTAGES');

-- CreateEnum
CREATE TYPE "WarningLevel" AS ENUM ('YELLOW', 'ORANGE', 'RED');

-- CreateEnum
CREATE TYPE "WarningState" AS ENUM ('RAISED', 'ACKNOWLEDGED', 'CLOSED');

-- CreateEnum
CREATE TYPE "WarningConclusion" AS ENUM ('CONFIRMED', 'NOT_CONFIRMED');

-- CreateTable
CREATE TABLE "series_point" (
    "area_path" TEXT NOT NULL,
    "series" "WarningSeries" NOT NULL,
    "week" DATE NOT NULL,
    "value" INTEGER NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "assessed" BOOLEAN NOT NULL DEFAULT false,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "series_point_pkey" PRIMARY KEY ("area_path","series","week")
);

-- CreateTable
CREATE TABLE "early_warning" (
    "id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "series" "WarningSeries" NOT NULL,
    "week" DATE NOT NULL,
    "observed" INTEGER NOT NULL,
    "expected" DOUBLE PRECISION NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "level" "WarningLevel" NOT NULL,
    "state" "WarningState" NOT NULL DEFAULT 'RAISED',
    "raised_at" TIMESTAMPTZ(3) NOT NULL,
    "acknowledged_at" TIMESTAMPTZ(3),
    "acknowledged_by_id" TEXT,
    "closed_at" TIMESTAMPTZ(3),
    "closed_by_id" TEXT,
    "conclusion" "WarningConclusion",
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "early_warning_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "warning_rollup" (
    "area_code" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "series" "WarningSeries" NOT NULL,
    "level" "WarningLevel" NOT NULL,
    "raised" INTEGER NOT NULL,
    "open" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "series_point_assessed_week_idx" ON "series_point"("assessed", "week");

-- CreateIndex
CREATE INDEX "early_warning_area_path_week_id_idx" ON "early_warning"("area_path", "week", "id");

-- CreateIndex
CREATE INDEX "early_warning_week_id_idx" ON "early_warning"("week", "id");

-- CreateIndex
CREATE UNIQUE INDEX "early_warning_area_path_series_week_key" ON "early_warning"("area_path", "series", "week");

-- CreateIndex
CREATE INDEX "warning_rollup_area_code_month_series_level_idx" ON "warning_rollup"("area_code", "month", "series", "level");

-- CreateIndex
CREATE INDEX "warning_rollup_pending_idx" ON "warning_rollup"("pending");

ALTER TABLE "series_point" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "early_warning" ALTER COLUMN "area_path" TYPE text COLLATE "C";

SELECT create_rollup('warning_rollup', 'early_warning', $body$
  SELECT inside.code AS area_code, date_trunc('month', week)::date AS month, series, level,
         sum(sign) AS raised, sum(sign * (state <> 'CLOSED')::int) AS open
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, 2, series, level
  HAVING (sum(sign), sum(sign * (state <> 'CLOSED')::int)) <> (0, 0)
$body$);

CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('connection_rollup', '{area_code,level,platform_id}');
  SELECT fold_rollup('connected_center_rollup', '{area_code,level}');
  SELECT fold_rollup('video_net_rollup', '{area_code,level}');
  SELECT fold_rollup('base_data_rollup', '{area_code,definition_id}');
  SELECT fold_rollup('warning_rollup', '{area_code,month,series,level}');
$$;
