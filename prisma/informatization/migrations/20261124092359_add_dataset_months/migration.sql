-- CreateEnum
CREATE TYPE "ModuleScope" AS ENUM ('RECORDS_ELSEWHERE', 'COUNTS_ONLY', 'EXCLUDED');

-- AlterTable
ALTER TABLE "base_dataset" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "dataset_module" (
    "category" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name_en" TEXT NOT NULL,
    "scope" "ModuleScope" NOT NULL,
    "reason" TEXT,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "dataset_module_pkey" PRIMARY KEY ("category")
);

-- CreateTable
CREATE TABLE "dataset_month" (
    "area_path" TEXT NOT NULL,
    "definition_id" TEXT NOT NULL,
    "month" DATE NOT NULL,
    "record_count" INTEGER NOT NULL,
    "qualifier" "FigureQualifier" NOT NULL,
    "completeness" DOUBLE PRECISION,
    "accuracy" DOUBLE PRECISION,
    "baseline_clarity" DOUBLE PRECISION,
    "situation_clarity" DOUBLE PRECISION,
    "counted_at" TIMESTAMPTZ(3) NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "dataset_month_pkey" PRIMARY KEY ("area_path","definition_id","month")
);

-- CreateIndex
CREATE UNIQUE INDEX "dataset_module_position_key" ON "dataset_module"("position");

-- AddForeignKey
ALTER TABLE "dataset_month" ADD CONSTRAINT "dataset_month_area_path_definition_id_fkey" FOREIGN KEY ("area_path", "definition_id") REFERENCES "base_dataset"("area_path", "definition_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is known already is the count of the month in which it was made.
INSERT INTO dataset_month (area_path, definition_id, month, record_count, qualifier, completeness, accuracy, baseline_clarity,
  situation_clarity, counted_at, provenance)
SELECT area_path, definition_id, date_trunc('month', local_day(counted_at))::date, record_count, qualifier, completeness, accuracy,
  baseline_clarity, situation_clarity, counted_at, provenance
FROM base_dataset;
