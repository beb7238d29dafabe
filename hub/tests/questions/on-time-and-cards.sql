WITH events AS (
  SELECT area.code AS root, e.*, asked.in_period(e.due_day, $1::jsonb->'period') AS is_due,
         asked.in_period(asked.day(e.reported_at), $1::jsonb->'period') OR asked.in_period(asked.day(e.closed_at), $1::jsonb->'period') AS is_told
  FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') area JOIN asked.event e ON asked.inside(e.area_path, area.path)
)
SELECT jsonb_build_object('areas', jsonb_agg(jsonb_build_object(
  'code', area.code, 'name', area.name,
  'eventSummary', (
    SELECT asked.punctuality(count(*), count(*) FILTER (WHERE in_time), count(*) FILTER (WHERE supervision = 'YELLOW'), count(*) FILTER (WHERE supervision = 'RED'))
    FROM events WHERE root = area.code AND is_due)
  || jsonb_build_object(
    'byCategory', (
      SELECT asked.list(jsonb_agg(jsonb_build_object('category', category) || figures ORDER BY category))
      FROM (SELECT category, asked.punctuality(
              count(*) FILTER (WHERE is_due), count(*) FILTER (WHERE is_due AND in_time),
              count(*) FILTER (WHERE is_due AND supervision = 'YELLOW'), count(*) FILTER (WHERE is_due AND supervision = 'RED')) AS figures
            FROM events WHERE root = area.code AND (is_due OR is_told) GROUP BY category) one),
    'byOrganization', (
      SELECT asked.list(jsonb_agg(jsonb_build_object('organization', jsonb_build_object('id', o.id, 'name', o.name)) || figures ORDER BY o.id COLLATE "C"))
      FROM (SELECT responsible_id, asked.punctuality(
              count(*), count(*) FILTER (WHERE in_time), count(*) FILTER (WHERE supervision = 'YELLOW'), count(*) FILTER (WHERE supervision = 'RED')) AS figures
            FROM events WHERE root = area.code AND is_due AND responsible_id IS NOT NULL GROUP BY responsible_id) one
      JOIN centers.organization o ON o.id = one.responsible_id))
) ORDER BY area.code COLLATE "C"))
FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') area
