-- Two transactions that change checks of one center do not see each other's rows. Whoever locks the
-- center first counts first; the other counts afterwards, in a statement of its own, and sees both.
CREATE OR REPLACE FUNCTION set_compliant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM center WHERE id IN (SELECT center_id FROM changed_rows) ORDER BY id FOR NO KEY UPDATE;
  UPDATE center c SET compliant = verdict.compliant
  FROM (
    SELECT touched.center_id,
           NOT EXISTS (
             SELECT FROM compliance_item item
             LEFT JOIN compliance_check mine ON mine.item_id = item.id AND mine.center_id = touched.center_id
             WHERE item.mandatory AND mine.passed IS NOT TRUE) AS compliant
    FROM (SELECT DISTINCT center_id FROM changed_rows) touched
  ) verdict
  WHERE c.id = verdict.center_id AND c.compliant <> verdict.compliant;
  RETURN NULL;
END $$;
