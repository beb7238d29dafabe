WITH asked_for AS (SELECT $1::jsonb->>'code' AS code, $1::jsonb->>'level' AS level)
SELECT jsonb_build_object('fourFull', jsonb_agg(jsonb_build_object(
  'area', jsonb_build_object('code', area.code, 'name', area.name),
  'level', asked_for.level, 'built', built,
  'covered', asked.ratio(covered, required),
  'compliant', asked.ratio(compliant, built),
  'connected', asked.ratio(connected, built),
  'operating', asked.ratio(operating, built)
) ORDER BY area.code <> asked_for.code, area.code COLLATE "C"))
FROM asked_for
JOIN centers.area area ON area.code = asked_for.code OR area.parent_code = asked_for.code
CROSS JOIN LATERAL (
  SELECT count(*) FILTER (WHERE a.valid_to IS NULL) AS required, count(*) FILTER (WHERE stands) AS built,
         count(*) FILTER (WHERE stands AND a.valid_to IS NULL) AS covered, count(*) FILTER (WHERE stands AND passes) AS compliant,
         count(*) FILTER (WHERE stands AND connects) AS connected, count(*) FILTER (WHERE status = 'OPERATING') AS operating
  FROM centers.area a LEFT JOIN asked.center c ON c.area_code = a.code
  WHERE asked.inside(a.path, area.path) AND a.level <> 'PROVINCE'
    AND (asked_for.level IS NULL OR a.level::text = asked_for.level)
) figure
