-- CreateEnum
CREATE TYPE "SessionTopic" AS ENUM ('MEETING', 'TRAINING', 'COMMAND', 'CONSULTATION', 'DRILL');

-- CreateTable
CREATE TABLE "video_net_session" (
    "id" TEXT NOT NULL,
    "host_center_id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "held_at" TIMESTAMPTZ(3) NOT NULL,
    "topic" "SessionTopic" NOT NULL,
    "minutes" INTEGER NOT NULL,
    "nodes_invited" INTEGER NOT NULL,
    "nodes_attended" INTEGER NOT NULL,
    "participants" INTEGER,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "video_net_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "video_net_session_rollup" (
    "area_code" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "held" INTEGER NOT NULL,
    "nodes_invited" INTEGER NOT NULL,
    "nodes_attended" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "video_net_session_area_path_held_at_id_idx" ON "video_net_session"("area_path", "held_at", "id");

-- CreateIndex
CREATE INDEX "video_net_session_host_center_id_held_at_id_idx" ON "video_net_session"("host_center_id", "held_at", "id");

-- CreateIndex
CREATE INDEX "video_net_session_held_at_id_idx" ON "video_net_session"("held_at", "id");

-- CreateIndex
CREATE INDEX "video_net_session_rollup_area_code_month_idx" ON "video_net_session_rollup"("area_code", "month");

-- CreateIndex
CREATE INDEX "video_net_session_rollup_pending_idx" ON "video_net_session_rollup"("pending");

ALTER TABLE "video_net_session" ALTER COLUMN "area_path" TYPE text COLLATE "C";

SELECT create_rollup('video_net_session_rollup', 'video_net_session', $body$
  SELECT inside.code AS area_code, date_trunc('month', local_day(held_at))::date AS month,
         sum(sign) AS held, sum(sign * nodes_invited) AS nodes_invited, sum(sign * nodes_attended) AS nodes_attended
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, 2
  HAVING (sum(sign), sum(sign * nodes_invited), sum(sign * nodes_attended)) <> (0, 0, 0)
$body$);

CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('connection_rollup', '{area_code,level,platform_id}');
  SELECT fold_rollup('connected_center_rollup', '{area_code,level}');
  SELECT fold_rollup('video_net_rollup', '{area_code,level}');
  SELECT fold_rollup('base_data_rollup', '{area_code,definition_id}');
  SELECT fold_rollup('warning_rollup', '{area_code,month,series,level}');
  SELECT fold_rollup('video_net_session_rollup', '{area_code,month}');
$$;
