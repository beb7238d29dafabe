-- CreateIndex
CREATE INDEX "early_warning_state_week_id_idx" ON "early_warning"("state", "week", "id");

-- CreateIndex
CREATE INDEX "early_warning_level_week_id_idx" ON "early_warning"("level", "week", "id");

-- CreateIndex
CREATE INDEX "video_net_session_topic_held_at_id_idx" ON "video_net_session"("topic", "held_at", "id");
