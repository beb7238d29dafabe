-- CreateEnum
CREATE TYPE "DisputeRisk" AS ENUM ('LOW', 'MEDIUM', 'HIGH');

-- AlterTable
ALTER TABLE "dispute_case" ADD COLUMN     "evaluated_on" DATE,
ADD COLUMN     "evaluation" TEXT,
ADD COLUMN     "occurred_on" DATE,
ADD COLUMN     "organization_ids" TEXT[] DEFAULT ARRAY[]::TEXT[],
ADD COLUMN     "outcome" TEXT,
ADD COLUMN     "resolving_organization_id" TEXT,
ADD COLUMN     "risk" "DisputeRisk",
ADD COLUMN     "supervision" "Supervision" NOT NULL DEFAULT 'NORMAL',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "dispute_step" (
    "dispute_id" TEXT NOT NULL,
    "seq" SMALLINT NOT NULL,
    "action" TEXT NOT NULL,
    "state" "DisputeState" NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "organization_id" TEXT,
    "method_code" TEXT,
    "risk" "DisputeRisk",
    "supervision" "Supervision",

    CONSTRAINT "dispute_step_pkey" PRIMARY KEY ("dispute_id","seq")
);

-- CreateIndex
CREATE INDEX "dispute_case_resolving_organization_id_opened_at_id_idx" ON "dispute_case"("resolving_organization_id", "opened_at", "id");

-- AddForeignKey
ALTER TABLE "dispute_step" ADD CONSTRAINT "dispute_step_dispute_id_fkey" FOREIGN KEY ("dispute_id") REFERENCES "dispute_case"("id") ON DELETE CASCADE ON UPDATE CASCADE;
