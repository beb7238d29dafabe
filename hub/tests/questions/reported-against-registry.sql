SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'reportedFigures', (
    SELECT asked.list(jsonb_agg(jsonb_build_object(
      'metric', f.metric, 'level', f.level, 'value', f.value, 'denominator', f.denominator, 'unit', f.unit, 'qualifier', f.qualifier,
      'statement', f.statement, 'report', jsonb_build_object('title', r.title, 'reportedOn', r.reported_on)) ORDER BY f.id))
    FROM centers.reported_figure f JOIN centers.report r ON r.id = f.report_id WHERE f.area_code = root.code),
  'centerSummary', (
    SELECT jsonb_build_object(
      'coverage', asked.ratio(sum(covered)::bigint, sum(required)::bigint),
      'byLevel', jsonb_agg(jsonb_build_object('level', level, 'required', required, 'built', built, 'operating', operating) ORDER BY level))
    FROM (SELECT a.level, count(*) FILTER (WHERE a.valid_to IS NULL) AS required, count(*) FILTER (WHERE c.stands) AS built, count(*) FILTER (WHERE c.stands AND a.valid_to IS NULL) AS covered, count(*) FILTER (WHERE c.status = 'OPERATING') AS operating
          FROM centers.area a LEFT JOIN asked.center c ON c.area_code = a.code
          WHERE asked.inside(a.path, root.path) AND a.level <> 'PROVINCE' GROUP BY a.level) tier)
)) FROM centers.area root WHERE root.code = $1::jsonb->>'code'
