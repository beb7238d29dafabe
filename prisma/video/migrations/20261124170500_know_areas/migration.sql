-- CreateTable
CREATE TABLE "known_area" (
    "code" TEXT NOT NULL,
    "path" TEXT NOT NULL,

    CONSTRAINT "known_area_pkey" PRIMARY KEY ("code")
);

-- Paths compare byte by byte, as those of records do.
ALTER TABLE "known_area" ALTER COLUMN "path" TYPE text COLLATE "C";
