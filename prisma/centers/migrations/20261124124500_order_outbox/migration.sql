-- AlterTable
-- Numbers of a sequence are not given out in the order of commits; with its transaction, a reader can tell what may still come before a row.
ALTER TABLE "outbox_event" ADD COLUMN "xact" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateIndex
CREATE INDEX "outbox_event_xact_id_idx" ON "outbox_event"("xact", "id");

-- Once for each statement, not for each row: listeners read the table.
CREATE FUNCTION notify_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox_' || TG_TABLE_SCHEMA, '');
  RETURN NULL;
END $$;
CREATE TRIGGER notify_outbox AFTER INSERT ON "outbox_event" FOR EACH STATEMENT EXECUTE FUNCTION notify_outbox();
