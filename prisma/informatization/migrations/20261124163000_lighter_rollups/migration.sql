-- What a statement changed is read where it stands, and is not copied once more for each rollup; how much it was is known
-- after a thousand rows.
DO $$
DECLARE
  found record;
BEGIN
  FOR found IN
    SELECT pg_get_functiondef(oid) AS definition FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace AND prosrc LIKE '%WITH changes AS (%' AND prosrc LIKE '%(SELECT count(*) FROM changes) < 1000%'
  LOOP
    EXECUTE replace(replace(found.definition, 'WITH changes AS (', 'WITH changes AS NOT MATERIALIZED ('),
      '(SELECT count(*) FROM changes) < 1000', '(SELECT count(*) FROM (SELECT FROM changes LIMIT 1000) AS few) < 1000');
  END LOOP;
END $$;
