-- CreateIndex
CREATE INDEX "viewing_ticket_requesting_organization_id_requested_at_id_idx" ON "viewing_ticket"("requesting_organization_id", "requested_at", "id");

-- CreateIndex
CREATE INDEX "viewing_ticket_owner_organization_id_requested_at_id_idx" ON "viewing_ticket"("owner_organization_id", "requested_at", "id");

-- CreateIndex
CREATE INDEX "viewing_ticket_opened_at_idx" ON "viewing_ticket"("opened_at");
