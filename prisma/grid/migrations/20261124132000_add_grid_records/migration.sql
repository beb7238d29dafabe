-- CreateEnum
CREATE TYPE "TopicSeries" AS ENUM ('CONVENIENCE_SERVICE', 'PUBLIC_SENTIMENT');

-- AlterTable
ALTER TABLE "grid" ADD COLUMN     "terminals_faulty" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "topic_count" (
    "series" "TopicSeries" NOT NULL,
    "area_path" TEXT COLLATE "C" NOT NULL,
    "month" DATE NOT NULL,
    "topic_code" TEXT NOT NULL,
    "received" INTEGER NOT NULL,
    "handled" INTEGER NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "topic_count_pkey" PRIMARY KEY ("series","area_path","month","topic_code")
);

-- CreateTable
CREATE TABLE "volunteer_group" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "area_path" TEXT COLLATE "C" NOT NULL,
    "members" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "volunteer_group_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grid_mechanism" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "area_path" TEXT COLLATE "C" NOT NULL,
    "items" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "grid_mechanism_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "grid_pay" (
    "area_path" TEXT COLLATE "C" NOT NULL,
    "year" INTEGER NOT NULL,
    "pay_yuan" BIGINT,
    "allowance_yuan" BIGINT,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "grid_pay_pkey" PRIMARY KEY ("area_path","year")
);

-- CreateTable
CREATE TABLE "topic_rollup" (
    "area_code" TEXT NOT NULL,
    "series" "TopicSeries" NOT NULL,
    "month" DATE NOT NULL,
    "topic_code" TEXT NOT NULL,
    "received" INTEGER NOT NULL,
    "handled" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "volunteer_rollup" (
    "area_code" TEXT NOT NULL,
    "groups" INTEGER NOT NULL,
    "members" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "volunteer_group_area_path_id_idx" ON "volunteer_group"("area_path", "id");

-- CreateIndex
CREATE INDEX "grid_mechanism_area_path_id_idx" ON "grid_mechanism"("area_path", "id");

-- CreateIndex
CREATE INDEX "topic_rollup_area_code_series_month_idx" ON "topic_rollup"("area_code", "series", "month");

-- CreateIndex
CREATE INDEX "topic_rollup_pending_idx" ON "topic_rollup"("pending");

-- CreateIndex
CREATE INDEX "volunteer_rollup_area_code_idx" ON "volunteer_rollup"("area_code");

-- CreateIndex
CREATE INDEX "volunteer_rollup_pending_idx" ON "volunteer_rollup"("pending");

-- The rollup of grids gets a measure, which its triggers write by position: it is made anew, from a recount.
DROP VIEW recount_grid_rollup_grid, recount_grid_rollup_grid_post;
DROP FUNCTION grid_rollup_from_grid_insert, grid_rollup_from_grid_delete, grid_rollup_from_grid_update,
  grid_rollup_from_grid_post_insert, grid_rollup_from_grid_post_delete, grid_rollup_from_grid_post_update CASCADE;
DROP TABLE "grid_rollup";

-- CreateTable
CREATE TABLE "grid_rollup" (
    "area_code" TEXT NOT NULL,
    "grids" INTEGER NOT NULL,
    "households" INTEGER NOT NULL,
    "posts" INTEGER NOT NULL,
    "filled" INTEGER NOT NULL,
    "terminals" INTEGER NOT NULL,
    "terminals_active" INTEGER NOT NULL,
    "terminals_faulty" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "grid_rollup_area_code_idx" ON "grid_rollup"("area_code");

-- CreateIndex
CREATE INDEX "grid_rollup_pending_idx" ON "grid_rollup"("pending");

SELECT create_rollup('grid_rollup', 'grid', $body$
  SELECT inside.code AS area_code, sum(sign) AS grids, sum(sign * coalesce(households, 0)) AS households,
         0 AS posts, 0 AS filled, sum(sign * terminals) AS terminals, sum(sign * terminals_active) AS terminals_active,
         sum(sign * terminals_faulty) AS terminals_faulty
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code
  HAVING (sum(sign), sum(sign * coalesce(households, 0)), sum(sign * terminals), sum(sign * terminals_active), sum(sign * terminals_faulty))
         <> (0, 0, 0, 0, 0)
$body$);

SELECT create_rollup('grid_rollup', 'grid_post', $body$
  SELECT inside.code AS area_code, 0 AS grids, 0 AS households,
         sum(sign * posts) AS posts, sum(sign * filled) AS filled, 0 AS terminals, 0 AS terminals_active, 0 AS terminals_faulty
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code
  HAVING (sum(sign * posts), sum(sign * filled)) <> (0, 0)
$body$);

INSERT INTO "grid_rollup" SELECT *, true, now() FROM recount_grid_rollup_grid UNION ALL SELECT *, true, now() FROM recount_grid_rollup_grid_post;

SELECT create_rollup('topic_rollup', 'topic_count', $body$
  SELECT inside.code AS area_code, series, month, topic_code, sum(sign * received) AS received, sum(sign * handled) AS handled
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY 1, 2, 3, 4
  HAVING (sum(sign * received), sum(sign * handled)) <> (0, 0)
$body$);

SELECT create_rollup('volunteer_rollup', 'volunteer_group', $body$
  SELECT inside.code AS area_code, sum(sign) AS groups, sum(sign * members) AS members
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code
  HAVING (sum(sign), sum(sign * members)) <> (0, 0)
$body$);
