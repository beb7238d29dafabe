-- CreateEnum
CREATE TYPE "RosterChangeKind" AS ENUM ('ADDED', 'RENAMED', 'MOVED', 'ENDED');

-- AlterTable
ALTER TABLE "area" ADD COLUMN     "current_from" DATE,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "area_former_state" (
    "area_code" TEXT NOT NULL,
    "valid_from" DATE NOT NULL,
    "valid_to" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "parent_code" TEXT,
    "path" TEXT NOT NULL,

    CONSTRAINT "area_former_state_pkey" PRIMARY KEY ("area_code","valid_from")
);

-- CreateTable
CREATE TABLE "roster_change" (
    "id" TEXT NOT NULL,
    "area_code" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "level" "AreaLevel" NOT NULL,
    "kind" "RosterChangeKind" NOT NULL,
    "changed_on" DATE NOT NULL,
    "former_name" TEXT,
    "former_parent_code" TEXT,
    "successor_code" TEXT,
    "reason" TEXT NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "roster_change_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "area_former_state_path_idx" ON "area_former_state"("path");

-- CreateIndex
CREATE INDEX "roster_change_area_code_changed_on_id_idx" ON "roster_change"("area_code", "changed_on", "id");

-- CreateIndex
CREATE INDEX "roster_change_area_path_changed_on_id_idx" ON "roster_change"("area_path", "changed_on", "id");

-- CreateIndex
CREATE INDEX "roster_change_changed_on_id_idx" ON "roster_change"("changed_on", "id");

-- AddForeignKey
ALTER TABLE "area_former_state" ADD CONSTRAINT "area_former_state_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "roster_change" ADD CONSTRAINT "roster_change_area_code_fkey" FOREIGN KEY ("area_code") REFERENCES "area"("code") ON DELETE CASCADE ON UPDATE CASCADE;

-- Paths compare byte by byte, as those of areas do.
ALTER TABLE "area_former_state" ALTER COLUMN "path" TYPE text COLLATE "C";
ALTER TABLE "roster_change" ALTER COLUMN "area_path" TYPE text COLLATE "C";

ALTER TABLE "area_former_state" ADD CONSTRAINT "area_former_state_period" CHECK ("valid_from" < "valid_to");

-- Hangs an area and everything inside elsewhere, with all rows of this pillar that name their place. What was
-- announced keeps the path that it was announced with. Rollups follow by their own triggers.
CREATE FUNCTION move_paths(old_path text, new_path text) RETURNS void LANGUAGE plpgsql AS $move$
DECLARE
  place record;
BEGIN
  FOR place IN
    SELECT c.relname AS source, a.attname AS path FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace AND NOT a.attisdropped
      AND (a.attname = 'area_path' AND c.relname <> 'outbox_event' OR a.attname = 'path' AND c.relname = 'area')
    ORDER BY c.relname
  LOOP
    EXECUTE format('UPDATE %1$I SET %2$I = $2 || substr(%2$I, length($1) + 1) WHERE %2$I = $1 OR starts_with(%2$I, $1 || ''/'')', place.source, place.path)
      USING old_path, new_path;
  END LOOP;
END $move$;
