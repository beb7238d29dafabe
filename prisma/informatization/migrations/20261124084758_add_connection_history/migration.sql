-- AlterTable
ALTER TABLE "platform_connection" ADD COLUMN     "reason" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "connection_change" (
    "center_id" TEXT NOT NULL,
    "platform_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "status" "ConnectionStatus" NOT NULL,
    "since" DATE,
    "reason" TEXT,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "connection_change_pkey" PRIMARY KEY ("center_id","platform_id","version")
);

-- AddForeignKey
ALTER TABLE "connection_change" ADD CONSTRAINT "connection_change_center_id_platform_id_fkey" FOREIGN KEY ("center_id", "platform_id") REFERENCES "platform_connection"("center_id", "platform_id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What is connected already began as it is: when it was entered is not known, when it was connected often is.
INSERT INTO connection_change (center_id, platform_id, version, status, since, recorded_at, provenance)
SELECT center_id, platform_id, 1, status, since, coalesce(since::timestamp AT TIME ZONE 'Asia/Shanghai', now()), provenance
FROM platform_connection;
