-- Two transactions that change channels of one key place do not see each other's rows. Whoever locks the
-- place first counts first; the other counts afterwards, in a statement of its own, and sees both.
CREATE OR REPLACE FUNCTION set_built_channels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM key_place WHERE id IN (SELECT key_place_id FROM changed_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE key_place p SET built_channels = actual.channels
  FROM (
    SELECT touched.key_place_id,
           (SELECT count(*) FROM video_channel c WHERE c.key_place_id = touched.key_place_id AND c.built) AS channels
    FROM (SELECT DISTINCT key_place_id FROM changed_rows WHERE key_place_id IS NOT NULL) touched
  ) actual
  WHERE p.id = actual.key_place_id AND p.built_channels <> actual.channels;
  RETURN NULL;
END $$;
