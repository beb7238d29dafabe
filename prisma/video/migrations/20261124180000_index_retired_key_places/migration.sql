-- Lists leave out what is retired, and so does their total.
CREATE INDEX "key_place_retired_at_id_idx" ON "key_place" ("retired_at", "id");
