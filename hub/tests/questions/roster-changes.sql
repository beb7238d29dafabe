WITH found AS (
  SELECT r.*, row_number() OVER (ORDER BY r.changed_on, r.id COLLATE "C") AS place
  FROM centers.roster_change r
  JOIN centers.area a ON a.code = r.area_code
  JOIN centers.area root ON root.code = $1::jsonb->>'code'
  WHERE asked.inside(a.path, root.path)
    AND ($1::jsonb->>'level' IS NULL OR a.level::text = $1::jsonb->>'level')
    AND CASE WHEN coalesce($1::jsonb->'period', 'null') = 'null'
      THEN r.changed_on >= (date_trunc('month', asked.today()) - interval '1 month')::date
      ELSE asked.in_period(r.changed_on, $1::jsonb->'period') END
),
node AS (
  SELECT place, jsonb_build_object(
    'kind', found.kind, 'changedOn', found.changed_on, 'formerName', found.former_name, 'reason', found.reason,
    'area', jsonb_build_object('code', a.code, 'name', a.name, 'validTo', a.valid_to, 'parent', jsonb_build_object('code', p.code, 'name', p.name)),
    'formerParent', (SELECT jsonb_build_object('code', code, 'name', name) FROM centers.area WHERE code = found.former_parent_code),
    'successor', (
      SELECT jsonb_build_object('code', s.code, 'name', s.name, 'center', (
        SELECT jsonb_build_object('name', name, 'status', status) FROM centers.center WHERE area_code = s.code))
      FROM centers.area s WHERE s.code = found.successor_code),
    'orphanedCenter', (
      SELECT jsonb_build_object('id', id, 'name', name, 'status', status) FROM centers.center
      WHERE area_code = a.code AND a.valid_to IS NOT NULL AND found.kind = 'ENDED' AND status <> 'CLOSED')
  ) AS node
  FROM found JOIN centers.area a ON a.code = found.area_code LEFT JOIN centers.area p ON p.code = a.parent_code
)
SELECT jsonb_build_object('rosterChanges', jsonb_build_object(
  'totalCount', (SELECT count(*) FROM found),
  'pageInfo', asked.page((SELECT count(*) FROM found), coalesce(($1::jsonb->>'first')::int, 50)),
  'edges', (SELECT asked.list(jsonb_agg(jsonb_build_object('node', node) ORDER BY place)) FROM node
            WHERE place <= coalesce(($1::jsonb->>'first')::int, 50))))
