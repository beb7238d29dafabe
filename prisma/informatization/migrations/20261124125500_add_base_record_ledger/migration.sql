-- CreateEnum
CREATE TYPE "BaseRecordKind" AS ENUM ('PREMISES', 'ESTABLISHMENT', 'FACILITY');

-- AlterTable
ALTER TABLE "dataset_definition" ADD COLUMN     "ledger_kind" "BaseRecordKind";

-- CreateTable
CREATE TABLE "base_record" (
    "id" TEXT NOT NULL,
    "kind" "BaseRecordKind" NOT NULL,
    "definition_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "base_record_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "base_record_rollup" (
    "area_code" TEXT NOT NULL,
    "kind" "BaseRecordKind" NOT NULL,
    "definition_id" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "base_record_kind_area_path_id_idx" ON "base_record"("kind", "area_path", "id");

-- CreateIndex
CREATE INDEX "base_record_rollup_area_code_kind_definition_id_idx" ON "base_record_rollup"("area_code", "kind", "definition_id");

-- CreateIndex
CREATE INDEX "base_record_rollup_pending_idx" ON "base_record_rollup"("pending");



-- Ids and paths compare byte by byte: a subtree is one range of the index, and building an index is several times as fast.
ALTER TABLE "base_record" ALTER COLUMN "id" TYPE text COLLATE "C", ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- Grouped by place before it is spread over the areas above: a million rows of a file stand in a few thousand places.
SELECT create_rollup('base_record_rollup', 'base_record', $body$
  SELECT inside.code AS area_code, kind, definition_id, sum(of_place.records) AS records
  FROM (SELECT area_path, kind, definition_id, sum(sign) AS records FROM changes GROUP BY area_path, kind, definition_id) of_place
  CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, kind, definition_id
  HAVING sum(of_place.records) <> 0
$body$);

CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('connection_rollup', '{area_code,level,platform_id}');
  SELECT fold_rollup('connected_center_rollup', '{area_code,level}');
  SELECT fold_rollup('video_net_rollup', '{area_code,level}');
  SELECT fold_rollup('base_data_rollup', '{area_code,definition_id}');
  SELECT fold_rollup('warning_rollup', '{area_code,month,series,level}');
  SELECT fold_rollup('video_net_session_rollup', '{area_code,month}');
  SELECT fold_rollup('infrastructure_rollup', '{area_code,phase}');
  SELECT fold_rollup('base_record_rollup', '{area_code,kind,definition_id}');
$$;

-- The sample city's data sets that have a ledger; of the others only counts are held.
UPDATE dataset_definition SET ledger_kind = ledgers.kind::"BaseRecordKind"
FROM (VALUES ('B04', 'PREMISES'), ('B05', 'ESTABLISHMENT'), ('B08', 'FACILITY'), ('B09', 'FACILITY')) AS ledgers(id, kind)
WHERE dataset_definition.id = ledgers.id AND provenance = 'PUBLIC';
