-- CreateEnum
CREATE TYPE "EventFlag" AS ENUM ('URGENT', 'LEFT_OVER', 'LEADERS_INSTRUCTION');

-- CreateEnum
CREATE TYPE "EventAction" AS ENUM ('reportEvent', 'submitEvent', 'acceptEvent', 'dispatchEvent', 'startEvent', 'returnEvent', 'giveFeedback', 'resolveEvent', 'checkEvent', 'closeEvent', 'evaluateEvent', 'terminateEvent', 'fileEvent', 'markDuplicate', 'escalateEvent', 'delegateEvent', 'superviseEvent', 'flagEvent', 'requestExtension', 'grantExtension', 'refuseExtension', 'signTask', 'refuseTask', 'finishTask');

-- CreateEnum
CREATE TYPE "AreaLevel" AS ENUM ('PROVINCE', 'CITY', 'DISTRICT', 'STREET', 'COMMUNITY');

-- CreateEnum
CREATE TYPE "TerminationReason" AS ENUM ('NOT_FOUND_ON_SITE', 'OUTSIDE_REMIT', 'WITHDRAWN_BY_REPORTER', 'DUPLICATE', 'OTHER');

-- CreateEnum
CREATE TYPE "EventTaskState" AS ENUM ('AWAITING_RECEIPT', 'IN_PROGRESS', 'REFUSED', 'DONE', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "EventExtensionState" AS ENUM ('REQUESTED', 'GRANTED', 'REFUSED', 'LAPSED');

-- AlterTable
ALTER TABLE "event_step" ADD COLUMN     "action" "EventAction",
ADD COLUMN     "by_post" TEXT,
ADD COLUMN     "note" TEXT;

-- AlterTable
ALTER TABLE "grid_event" ADD COLUMN     "check_passed_at" TIMESTAMPTZ(3),
ADD COLUMN     "duplicate_of_id" TEXT,
ADD COLUMN     "flags" "EventFlag"[] DEFAULT ARRAY[]::"EventFlag"[],
ADD COLUMN     "handling_level" "AreaLevel",
ADD COLUMN     "rating" SMALLINT,
ADD COLUMN     "terminated_for" "TerminationReason",
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "event_task" (
    "id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "organization_id" TEXT NOT NULL,
    "lead" BOOLEAN NOT NULL,
    "state" "EventTaskState" NOT NULL,
    "assigned_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "signed_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "note" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "event_task_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event_extension" (
    "id" TEXT NOT NULL,
    "event_id" TEXT NOT NULL,
    "state" "EventExtensionState" NOT NULL,
    "working_days" SMALLINT NOT NULL,
    "reason" TEXT NOT NULL,
    "requested_by_post" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_by_post" TEXT,
    "decided_at" TIMESTAMPTZ(3),
    "due_before" TIMESTAMPTZ(3) NOT NULL,
    "due_after" TIMESTAMPTZ(3),
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "event_extension_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "event_task_event_id_idx" ON "event_task"("event_id");

-- CreateIndex
CREATE INDEX "event_task_organization_id_assigned_at_id_idx" ON "event_task"("organization_id", "assigned_at", "id");

-- CreateIndex
CREATE INDEX "event_extension_event_id_idx" ON "event_extension"("event_id");

-- CreateIndex
CREATE INDEX "grid_event_duplicate_of_id_idx" ON "grid_event"("duplicate_of_id");

-- AddForeignKey
ALTER TABLE "event_task" ADD CONSTRAINT "event_task_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "grid_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "event_extension" ADD CONSTRAINT "event_extension_event_id_fkey" FOREIGN KEY ("event_id") REFERENCES "grid_event"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- The version of an event is the number of its last step.
UPDATE "grid_event" e SET "version" = s.steps
FROM (SELECT "event_id", max("seq") AS steps FROM "event_step" GROUP BY "event_id") s
WHERE s."event_id" = e."id" AND s.steps > 1;
