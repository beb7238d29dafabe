-- Two transactions that change connections of one center do not see each other's rows. Whoever locks the
-- center first counts first; the other counts afterwards, in a statement of its own, and sees both.
CREATE OR REPLACE FUNCTION set_fully_connected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM connected_center WHERE center_id IN (SELECT center_id FROM changed_rows) ORDER BY center_id FOR NO KEY UPDATE;
  UPDATE connected_center c SET fully_connected = verdict.full
  FROM (
    SELECT touched.center_id,
           NOT EXISTS (
             SELECT FROM info_platform platform
             LEFT JOIN platform_connection mine
               ON mine.platform_id = platform.id AND mine.center_id = touched.center_id
             WHERE mine.status IS DISTINCT FROM 'FULL') AS full
    FROM (SELECT DISTINCT center_id FROM changed_rows) touched
  ) verdict
  WHERE c.center_id = verdict.center_id AND c.fully_connected <> verdict.full;
  RETURN NULL;
END $$;
