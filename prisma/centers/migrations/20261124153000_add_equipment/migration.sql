-- CreateEnum
CREATE TYPE "FacilityState" AS ENUM ('IN_USE', 'UNDER_REPAIR', 'OUT_OF_USE');

-- CreateEnum
CREATE TYPE "ArchiveAlbumKind" AS ENUM ('ARCHIVE', 'ALBUM');

-- CreateEnum
CREATE TYPE "ImprovementTrack" AS ENUM ('STANDARDIZATION', 'INFORMATIZATION', 'SUBSTANTIATION');

-- CreateTable
CREATE TABLE "facility" (
    "center_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "state" "FacilityState" NOT NULL,
    "name" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "facility_pkey" PRIMARY KEY ("center_id","kind","state")
);

-- CreateTable
CREATE TABLE "archive_album" (
    "id" TEXT NOT NULL,
    "center_id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "kind" "ArchiveAlbumKind" NOT NULL,
    "title" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "pages" INTEGER NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "archive_album_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "center_improvement" (
    "center_id" TEXT NOT NULL,
    "track" "ImprovementTrack" NOT NULL,
    "aim" TEXT NOT NULL,
    "taken_up_on" DATE NOT NULL,
    "reached_on" DATE,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "center_improvement_pkey" PRIMARY KEY ("center_id","track")
);

-- CreateIndex
CREATE UNIQUE INDEX "archive_album_center_id_year_kind_title_key" ON "archive_album"("center_id", "year", "kind", "title");

-- AddForeignKey
ALTER TABLE "facility" ADD CONSTRAINT "facility_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "archive_album" ADD CONSTRAINT "archive_album_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "center_improvement" ADD CONSTRAINT "center_improvement_center_id_fkey" FOREIGN KEY ("center_id") REFERENCES "center"("id") ON DELETE CASCADE ON UPDATE CASCADE;
