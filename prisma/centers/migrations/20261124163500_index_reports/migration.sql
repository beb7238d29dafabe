-- CreateIndex
CREATE INDEX "report_reported_on_id_idx" ON "report"("reported_on", "id");
