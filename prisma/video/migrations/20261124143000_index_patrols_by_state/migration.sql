-- CreateIndex
CREATE INDEX "video_patrol_state_planned_at_id_idx" ON "video_patrol"("state", "planned_at", "id");
