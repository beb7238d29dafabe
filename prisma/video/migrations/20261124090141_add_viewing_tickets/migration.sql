-- CreateEnum
CREATE TYPE "TicketState" AS ENUM ('REQUESTED', 'APPROVED', 'REJECTED', 'OPEN', 'CLOSED', 'EXPIRED', 'WITHDRAWN');

-- CreateEnum
CREATE TYPE "TicketPurpose" AS ENUM ('CASE_INVESTIGATION', 'EMERGENCY_RESPONSE', 'DISPUTE_EVIDENCE', 'SECURITY_INSPECTION', 'EQUIPMENT_MAINTENANCE');

-- CreateEnum
CREATE TYPE "TicketDestination" AS ENUM ('VIEWED_ON_SITE', 'SHOWN_IN_CENTER', 'COPIED_TO_CASE_FILE', 'HANDED_TO_AUTHORITY');

-- CreateTable
CREATE TABLE "viewing_ticket" (
    "id" TEXT NOT NULL,
    "area_path" TEXT NOT NULL,
    "state" "TicketState" NOT NULL,
    "purpose" "TicketPurpose",
    "case_reference" TEXT,
    "requesting_organization_id" TEXT NOT NULL,
    "owner_organization_id" TEXT NOT NULL,
    "approval_ref" TEXT,
    "operator_count" INTEGER NOT NULL,
    "window_from" TIMESTAMPTZ(3) NOT NULL,
    "window_to" TIMESTAMPTZ(3) NOT NULL,
    "destination" "TicketDestination" NOT NULL,
    "requested_by_post" TEXT NOT NULL,
    "approved_by_post" TEXT,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "viewing_ticket_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "viewing_ticket_channel" (
    "ticket_id" TEXT NOT NULL,
    "channel_id" TEXT NOT NULL,

    CONSTRAINT "viewing_ticket_channel_pkey" PRIMARY KEY ("ticket_id","channel_id")
);

-- CreateTable
CREATE TABLE "viewing_ticket_entry" (
    "ticket_id" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "state" "TicketState" NOT NULL,
    "by_post" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "viewing_ticket_entry_pkey" PRIMARY KEY ("ticket_id","seq")
);

-- CreateTable
CREATE TABLE "ticket_rollup" (
    "area_code" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "state" "TicketState" NOT NULL,
    "tickets" INTEGER NOT NULL,
    "without_purpose" INTEGER NOT NULL,
    "without_approval" INTEGER NOT NULL,
    "without_closure" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "viewing_ticket_area_path_requested_at_id_idx" ON "viewing_ticket"("area_path", "requested_at", "id");

-- CreateIndex
CREATE INDEX "viewing_ticket_requested_at_id_idx" ON "viewing_ticket"("requested_at", "id");

-- CreateIndex
CREATE INDEX "viewing_ticket_state_window_to_idx" ON "viewing_ticket"("state", "window_to");

-- CreateIndex
CREATE INDEX "viewing_ticket_channel_channel_id_ticket_id_idx" ON "viewing_ticket_channel"("channel_id", "ticket_id");

-- CreateIndex
CREATE INDEX "ticket_rollup_area_code_day_idx" ON "ticket_rollup"("area_code", "day");

-- CreateIndex
CREATE INDEX "ticket_rollup_pending_idx" ON "ticket_rollup"("pending");

-- AddForeignKey
ALTER TABLE "viewing_ticket_channel" ADD CONSTRAINT "viewing_ticket_channel_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "viewing_ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewing_ticket_channel" ADD CONSTRAINT "viewing_ticket_channel_channel_id_fkey" FOREIGN KEY ("channel_id") REFERENCES "video_channel"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "viewing_ticket_entry" ADD CONSTRAINT "viewing_ticket_entry_ticket_id_fkey" FOREIGN KEY ("ticket_id") REFERENCES "viewing_ticket"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "viewing_ticket" ALTER COLUMN "area_path" TYPE text COLLATE "C";

-- What holds of every ticket, whoever writes it. Two posts from the start: nobody approves what is their own.
ALTER TABLE "viewing_ticket"
  ADD CONSTRAINT "two_operators" CHECK (operator_count >= 2),
  ADD CONSTRAINT "two_posts" CHECK (approved_by_post IS DISTINCT FROM requested_by_post),
  ADD CONSTRAINT "window_has_length" CHECK (window_from < window_to),
  ADD CONSTRAINT "opened_within_window" CHECK (opened_at >= window_from AND opened_at < window_to);

-- The audit of tickets only grows.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'viewing_ticket_entry is an audit: rows are added, never changed or taken away' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE OR TRUNCATE ON viewing_ticket_entry
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Without closure: looked at, and nobody has said since that it is over.
SELECT create_rollup('ticket_rollup', 'viewing_ticket', $body$
  SELECT inside.code AS area_code, local_day(requested_at) AS day, state,
         sum(sign) AS tickets,
         sum(sign * (purpose IS NULL)::int) AS without_purpose,
         sum(sign * (opened_at IS NOT NULL AND approval_ref IS NULL)::int) AS without_approval,
         sum(sign * (opened_at IS NOT NULL AND state <> 'CLOSED')::int) AS without_closure
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, local_day(requested_at), state
  HAVING (sum(sign), sum(sign * (purpose IS NULL)::int), sum(sign * (opened_at IS NOT NULL AND approval_ref IS NULL)::int),
          sum(sign * (opened_at IS NOT NULL AND state <> 'CLOSED')::int)) <> (0, 0, 0, 0)
$body$);

CREATE OR REPLACE FUNCTION fold_rollups() RETURNS void LANGUAGE sql AS $$
  SELECT fold_rollup('channel_rollup', '{area_code,resource_class}');
  SELECT fold_rollup('key_place_rollup', '{area_code,kind}');
  SELECT fold_rollup('outage_rollup', '{area_code,day}');
  SELECT fold_rollup('ticket_rollup', '{area_code,day,state}');
$$;
