WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
found AS (
  SELECT c.*, row_number() OVER (ORDER BY c.id) AS place
  FROM asked.center c, root
  WHERE asked.inside(c.area_path, root.path) AND c.stands AND ($1::jsonb->>'level' IS NULL OR c.level::text = $1::jsonb->>'level')
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'videoNetSummary', jsonb_build_object('byLevel', (
    SELECT asked.list(jsonb_agg(jsonb_build_object('level', level, 'opened', opened) ORDER BY level))
    FROM (SELECT level, count(*) AS opened FROM informatization.video_net_node n WHERE asked.inside(n.area_path, root.path) GROUP BY level) tier)),
  'centers', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'name', found.name, 'status', found.status, 'layout', found.layout,
        'area', jsonb_build_object('code', a.code, 'name', a.name),
        'signage', jsonb_build_object('unified', found.signage_unified, 'hung', found.signage_hung),
        'rooms', (SELECT asked.list(jsonb_agg(jsonb_build_object('type', r.type, 'name', r.name) ORDER BY r.id))
                  FROM centers.room r WHERE r.center_id = found.id),
        'videoNetNode', (SELECT jsonb_build_object('openedOn', n.opened_on) FROM informatization.video_net_node n WHERE n.center_id = found.id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM found JOIN centers.area a ON a.code = found.area_code)
)) FROM root
