-- AlterTable
ALTER TABLE "center" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "center_step" (
    "center_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "from_status" "CenterStatus",
    "to_status" "CenterStatus" NOT NULL,
    "happened_on" DATE NOT NULL,
    "note" TEXT,
    "into_center_id" TEXT,
    "former_area_code" TEXT,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "center_step_pkey" PRIMARY KEY ("center_id","position")
);

-- AddForeignKey
ALTER TABLE "center_step" ADD CONSTRAINT "center_step_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Hangs a center elsewhere, with all rows of its own that name their place. Rollups follow by their own triggers.
CREATE FUNCTION move_center(of_center text, new_path text) RETURNS void LANGUAGE plpgsql AS $move$
DECLARE
  source text;
BEGIN
  UPDATE center SET area_path = new_path WHERE id = of_center;
  FOR source IN
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute path ON path.attrelid = c.oid AND path.attname = 'area_path' AND NOT path.attisdropped
    JOIN pg_attribute of ON of.attrelid = c.oid AND of.attname = 'center_id' AND NOT of.attisdropped
    WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
    ORDER BY c.relname
  LOOP
    EXECUTE format('UPDATE %I SET area_path = $2 WHERE center_id = $1', source) USING of_center, new_path;
  END LOOP;
END $move$;
