-- AlterTable
ALTER TABLE "demonstration_site" ADD COLUMN     "designated_by_id" TEXT,
ADD COLUMN     "designated_on" DATE,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;
