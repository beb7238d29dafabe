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

-- A rollup's functions are made from one text; to count otherwise, they are made anew.
CREATE FUNCTION drop_rollup(rollup text, source text) RETURNS void LANGUAGE plpgsql AS $drop$
DECLARE
  event text;
BEGIN
  EXECUTE format('DROP VIEW %I', format('recount_%s_%s', rollup, source));
  FOREACH event IN ARRAY ARRAY['insert', 'update', 'delete'] LOOP
    EXECUTE format('DROP FUNCTION %I() CASCADE', format('%s_from_%s_%s', rollup, source, event));
  END LOOP;
END $drop$;

-- The same figures, worked out with less: what follows from a row is worked out once and not for each fact of it, and rows
-- of one area are added up before they are told to the areas above.
SELECT drop_rollup('event_rollup', 'grid_event');
SELECT create_rollup('event_rollup', 'grid_event', $body$
  WITH days AS (
    SELECT sign, area_path, path_to_street(area_path) AS street_path, local_day(reported_at) AS reported_on, local_day(closed_at) AS closed_on, local_day(due_at) AS due_on,
           category, severity, supervision, accepted_at IS NOT NULL AS accepted, accepted_at IS NOT NULL OR is_open(state) AS acceptance_due
    FROM changes
    -- Once for each event and not for each of its facts.
    OFFSET 0
  ), facts AS (
    SELECT sign, area_path, street_path, fact.kind, fact.day, date_trunc('month', fact.day)::date AS month,
           category, severity, supervision, accepted, acceptance_due, coalesce(closed_on <= due_on, false) AS on_time
    FROM days CROSS JOIN LATERAL (VALUES (1, reported_on), (2, closed_on), (3, due_on)) AS fact(kind, day)
    WHERE fact.day IS NOT NULL
  ), grouped AS (
    SELECT coalesce(street_path, area_path) AS path, (CASE WHEN day IS NULL THEN 'M' ELSE 'D' END)::"Grain" AS grain, coalesce(day, month) AS bucket,
           coalesce(sum(sign) FILTER (WHERE kind = 1), 0)::int AS reported,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND accepted), 0)::int AS accepted,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND acceptance_due), 0)::int AS acceptance_due,
           coalesce(sum(sign) FILTER (WHERE kind = 2), 0)::int AS closed,
           coalesce(sum(sign) FILTER (WHERE kind = 3), 0)::int AS due,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND on_time), 0)::int AS closed_on_time,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'YELLOW'), 0)::int AS yellow,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'RED'), 0)::int AS red,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND category = 'DISPUTE'), 0)::int AS reported_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND category = 'DISPUTE'), 0)::int AS closed_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND category = 'DISPUTE'), 0)::int AS due_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND on_time AND category = 'DISPUTE'), 0)::int AS closed_on_time_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'YELLOW' AND category = 'DISPUTE'), 0)::int AS yellow_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'RED' AND category = 'DISPUTE'), 0)::int AS red_dispute,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND category = 'SECURITY_HAZARD'), 0)::int AS reported_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND category = 'SECURITY_HAZARD'), 0)::int AS closed_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND category = 'SECURITY_HAZARD'), 0)::int AS due_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND on_time AND category = 'SECURITY_HAZARD'), 0)::int AS closed_on_time_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'YELLOW' AND category = 'SECURITY_HAZARD'), 0)::int AS yellow_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'RED' AND category = 'SECURITY_HAZARD'), 0)::int AS red_security_hazard,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS reported_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS closed_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS due_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND on_time AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS closed_on_time_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'YELLOW' AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS yellow_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'RED' AND category = 'LIVELIHOOD_SERVICE'), 0)::int AS red_livelihood_service,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND category = 'OTHER'), 0)::int AS reported_other,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND category = 'OTHER'), 0)::int AS closed_other,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND category = 'OTHER'), 0)::int AS due_other,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND on_time AND category = 'OTHER'), 0)::int AS closed_on_time_other,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'YELLOW' AND category = 'OTHER'), 0)::int AS yellow_other,
           coalesce(sum(sign) FILTER (WHERE kind = 3 AND supervision = 'RED' AND category = 'OTHER'), 0)::int AS red_other,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND severity = 'I'), 0)::int AS reported_i,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND severity = 'I'), 0)::int AS closed_i,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND severity = 'II'), 0)::int AS reported_ii,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND severity = 'II'), 0)::int AS closed_ii,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND severity = 'III'), 0)::int AS reported_iii,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND severity = 'III'), 0)::int AS closed_iii,
           coalesce(sum(sign) FILTER (WHERE kind = 1 AND severity = 'IV'), 0)::int AS reported_iv,
           coalesce(sum(sign) FILTER (WHERE kind = 2 AND severity = 'IV'), 0)::int AS closed_iv
    FROM facts
    GROUP BY GROUPING SETS ((street_path, day), (area_path, month))
  )
  SELECT inside.code AS area_code, grain, bucket,
         sum(reported) AS reported, sum(accepted) AS accepted, sum(acceptance_due) AS acceptance_due, sum(closed) AS closed, sum(due) AS due, sum(closed_on_time) AS closed_on_time,
         sum(yellow) AS yellow, sum(red) AS red, sum(reported_dispute) AS reported_dispute, sum(closed_dispute) AS closed_dispute, sum(due_dispute) AS due_dispute, sum(closed_on_time_dispute) AS closed_on_time_dispute,
         sum(yellow_dispute) AS yellow_dispute, sum(red_dispute) AS red_dispute, sum(reported_security_hazard) AS reported_security_hazard, sum(closed_security_hazard) AS closed_security_hazard, sum(due_security_hazard) AS due_security_hazard, sum(closed_on_time_security_hazard) AS closed_on_time_security_hazard,
         sum(yellow_security_hazard) AS yellow_security_hazard, sum(red_security_hazard) AS red_security_hazard, sum(reported_livelihood_service) AS reported_livelihood_service, sum(closed_livelihood_service) AS closed_livelihood_service, sum(due_livelihood_service) AS due_livelihood_service, sum(closed_on_time_livelihood_service) AS closed_on_time_livelihood_service,
         sum(yellow_livelihood_service) AS yellow_livelihood_service, sum(red_livelihood_service) AS red_livelihood_service, sum(reported_other) AS reported_other, sum(closed_other) AS closed_other, sum(due_other) AS due_other, sum(closed_on_time_other) AS closed_on_time_other,
         sum(yellow_other) AS yellow_other, sum(red_other) AS red_other, sum(reported_i) AS reported_i, sum(closed_i) AS closed_i, sum(reported_ii) AS reported_ii, sum(closed_ii) AS closed_ii,
         sum(reported_iii) AS reported_iii, sum(closed_iii) AS closed_iii, sum(reported_iv) AS reported_iv, sum(closed_iv) AS closed_iv
  FROM grouped CROSS JOIN LATERAL unnest(string_to_array(path, '/')) AS inside(code)
  GROUP BY inside.code, grain, bucket
  HAVING (sum(reported), sum(accepted), sum(acceptance_due), sum(closed), sum(due), sum(closed_on_time), sum(yellow), sum(red), sum(reported_dispute), sum(closed_dispute),
           sum(due_dispute), sum(closed_on_time_dispute), sum(yellow_dispute), sum(red_dispute), sum(reported_security_hazard), sum(closed_security_hazard), sum(due_security_hazard), sum(closed_on_time_security_hazard), sum(yellow_security_hazard), sum(red_security_hazard),
           sum(reported_livelihood_service), sum(closed_livelihood_service), sum(due_livelihood_service), sum(closed_on_time_livelihood_service), sum(yellow_livelihood_service), sum(red_livelihood_service), sum(reported_other), sum(closed_other), sum(due_other), sum(closed_on_time_other),
           sum(yellow_other), sum(red_other), sum(reported_i), sum(closed_i), sum(reported_ii), sum(closed_ii), sum(reported_iii), sum(closed_iii), sum(reported_iv), sum(closed_iv))
         <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$body$);

SELECT drop_rollup('event_state_rollup', 'grid_event');
SELECT create_rollup('event_state_rollup', 'grid_event', $body$
  WITH leaf AS (
    SELECT area_path, state, sum(sign) AS events FROM changes GROUP BY area_path, state
  )
  SELECT inside.code AS area_code, state, sum(events) AS events
  FROM leaf CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  GROUP BY inside.code, state
  HAVING sum(events) <> 0
$body$);

SELECT drop_rollup('dispute_rollup', 'dispute_case');
SELECT create_rollup('dispute_rollup', 'dispute_case', $body$
  WITH leaf AS (
    SELECT area_path, fact.day, kind_code, coalesce(method_code, '') AS method_code,
           sum(sign * fact.opened) AS opened, sum(sign * fact.accepted) AS accepted, sum(sign * fact.succeeded) AS succeeded,
           sum(sign * fact.failed) AS failed, sum(sign * fact.open_due) AS open_due
    FROM changes CROSS JOIN LATERAL (VALUES
      (local_day(opened_at), 1, 0, 0, 0, 0),
      (local_day(accepted_at), 0, 1, (result = 'SUCCEEDED')::int, (result = 'FAILED')::int, 0),
      (local_day(due_at), 0, 0, 0, 0, (result = 'RESOLVING')::int)
    ) AS fact(day, opened, accepted, succeeded, failed, open_due)
    WHERE fact.day IS NOT NULL
    GROUP BY area_path, fact.day, kind_code, coalesce(method_code, '')
    HAVING (sum(sign * fact.opened), sum(sign * fact.accepted), sum(sign * fact.succeeded),
            sum(sign * fact.failed), sum(sign * fact.open_due)) <> (0, 0, 0, 0, 0)
  ), daily AS (
    SELECT inside.code AS area_code, day, kind_code, method_code, sum(opened)::int AS opened, sum(accepted)::int AS accepted,
           sum(succeeded)::int AS succeeded, sum(failed)::int AS failed, sum(open_due)::int AS open_due
    FROM leaf CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
    GROUP BY inside.code, day, kind_code, method_code
    HAVING (sum(opened), sum(accepted), sum(succeeded), sum(failed), sum(open_due)) <> (0, 0, 0, 0, 0)
  )
  SELECT area_code, 'D'::"Grain" AS grain, day AS bucket, kind_code, method_code,
         opened, accepted, succeeded, failed, open_due
  FROM daily
  UNION ALL
  SELECT area_code, 'M'::"Grain", date_trunc('month', day)::date, kind_code, method_code,
         sum(opened), sum(accepted), sum(succeeded), sum(failed), sum(open_due)
  FROM daily
  GROUP BY area_code, date_trunc('month', day), kind_code, method_code
$body$);
