-- CreateEnum
CREATE TYPE "PatrolState" AS ENUM ('PLANNED', 'RUNNING', 'FINISHED', 'ABANDONED');

-- CreateEnum
CREATE TYPE "CheckpointResult" AS ENUM ('NORMAL', 'FINDING', 'NO_PICTURE');

-- CreateTable
CREATE TABLE "video_patrol" (
    "id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "state" "PatrolState" NOT NULL,
    "planned_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "reason" TEXT,
    "by_post" TEXT,
    "checkpoints" INTEGER NOT NULL,
    "visited" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "video_patrol_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patrol_checkpoint" (
    "patrol_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "channel_id" TEXT NOT NULL,
    "result" "CheckpointResult",
    "visited_at" TIMESTAMPTZ(3),

    CONSTRAINT "patrol_checkpoint_pkey" PRIMARY KEY ("patrol_id","seq")
);

-- CreateTable
CREATE TABLE "patrol_finding" (
    "id" TEXT NOT NULL,
    "patrol_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "area_path" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "found_at" TIMESTAMPTZ(3) NOT NULL,
    "event_id" TEXT,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "patrol_finding_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "patrol_rollup" (
    "area_code" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "planned" INTEGER NOT NULL,
    "started" INTEGER NOT NULL,
    "finished" INTEGER NOT NULL,
    "abandoned" INTEGER NOT NULL,
    "checkpoints" INTEGER NOT NULL,
    "visited" INTEGER NOT NULL,
    "findings" INTEGER NOT NULL,
    "became_events" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "video_patrol_area_path_planned_at_id_idx" ON "video_patrol"("area_path", "planned_at", "id");

-- CreateIndex
CREATE INDEX "video_patrol_planned_at_id_idx" ON "video_patrol"("planned_at", "id");

-- CreateIndex
CREATE INDEX "video_patrol_center_id_planned_at_idx" ON "video_patrol"("center_id", "planned_at");

-- CreateIndex
CREATE INDEX "patrol_checkpoint_channel_id_patrol_id_idx" ON "patrol_checkpoint"("channel_id", "patrol_id");

-- CreateIndex
CREATE UNIQUE INDEX "patrol_finding_event_id_key" ON "patrol_finding"("event_id");

-- CreateIndex
CREATE INDEX "patrol_finding_patrol_id_found_at_idx" ON "patrol_finding"("patrol_id", "found_at");

-- CreateIndex
CREATE INDEX "patrol_rollup_area_code_day_idx" ON "patrol_rollup"("area_code", "day");

-- CreateIndex
CREATE INDEX "patrol_rollup_pending_idx" ON "patrol_rollup"("pending");

-- AddForeignKey
ALTER TABLE "patrol_checkpoint" ADD CONSTRAINT "patrol_checkpoint_patrol_id_fkey" FOREIGN KEY ("patrol_id") REFERENCES "video_patrol"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patrol_checkpoint" ADD CONSTRAINT "patrol_checkpoint_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "video_channel"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "patrol_finding" ADD CONSTRAINT "patrol_finding_patrol_id_seq_fkey" FOREIGN KEY ("patrol_id", "seq") REFERENCES "patrol_checkpoint"("patrol_id", "seq") ON DELETE CASCADE ON UPDATE CASCADE;

-- Paths compare byte by byte.
ALTER TABLE "video_patrol" ALTER COLUMN "area_path" TYPE text COLLATE "C";
ALTER TABLE "patrol_finding" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- What holds of every patrol, whoever writes it.
ALTER TABLE "video_patrol"
  ADD CONSTRAINT "started_unless_planned" CHECK (state = 'ABANDONED' OR (state = 'PLANNED') = (started_at IS NULL)),
  ADD CONSTRAINT "ended_when_over" CHECK ((state IN ('FINISHED', 'ABANDONED')) = (ended_at IS NOT NULL)),
  ADD CONSTRAINT "reason_when_abandoned" CHECK ((state = 'ABANDONED') = (reason IS NOT NULL)),
  ADD CONSTRAINT "all_visited_when_finished" CHECK (state <> 'FINISHED' OR visited = checkpoints),
  ADD CONSTRAINT "visited_of_checkpoints" CHECK (visited BETWEEN 0 AND checkpoints);
ALTER TABLE "patrol_checkpoint" ADD CONSTRAINT "result_when_visited" CHECK ((result IS NULL) = (visited_at IS NULL));

SELECT create_rollup('patrol_rollup', 'video_patrol', $body$
  SELECT inside.code AS area_code, local_day(planned_at) AS day,
         sum(sign) AS planned, sum(sign * (started_at IS NOT NULL)::int) AS started, sum(sign * (state = 'FINISHED')::int) AS finished,
         sum(sign * (state = 'ABANDONED')::int) AS abandoned, sum(sign * checkpoints) AS checkpoints, sum(sign * visited) AS visited,
         0::bigint AS findings, 0::bigint AS became_events
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, local_day(planned_at)
  HAVING (sum(sign), sum(sign * (started_at IS NOT NULL)::int), sum(sign * (state = 'FINISHED')::int), sum(sign * (state = 'ABANDONED')::int),
          sum(sign * checkpoints), sum(sign * visited)) <> (0, 0, 0, 0, 0, 0)
$body$);

-- A finding counts where it was made, which may be further down than the patrol's area.
SELECT create_rollup('patrol_rollup', 'patrol_finding', $body$
  SELECT inside.code AS area_code, local_day(found_at) AS day,
         0::bigint AS planned, 0::bigint AS started, 0::bigint AS finished, 0::bigint AS abandoned, 0::bigint AS checkpoints, 0::bigint AS visited,
         sum(sign) AS findings, sum(sign * (event_id IS NOT NULL)::int) AS became_events
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, local_day(found_at)
  HAVING (sum(sign), sum(sign * (event_id IS NOT NULL)::int)) <> (0, 0)
$body$);

-- Every rollup of the schema, by the keys that it has: a new one needs no line here.
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
