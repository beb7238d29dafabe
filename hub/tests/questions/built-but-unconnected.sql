WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
found AS (
  SELECT c.*, row_number() OVER (ORDER BY c.id) AS place, count(*) OVER () AS total
  FROM asked.center c, root
  WHERE asked.inside(c.area_path, root.path) AND c.stands AND ($1::jsonb->>'level' IS NULL OR c.level::text = $1::jsonb->>'level')
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'connectionSummary', jsonb_build_object(
    'fullyConnected', (
      SELECT asked.ratio(count(*) FILTER (WHERE c.connects), count(*))
      FROM informatization.connected_center k JOIN asked.center c ON c.id = k.center_id WHERE asked.inside(k.area_path, root.path)),
    'byPlatform', (
      SELECT jsonb_agg(jsonb_build_object(
        'platform', p.kind,
        'full', (SELECT count(*) FROM informatization.platform_connection k WHERE k.platform_id = p.id AND k.status = 'FULL' AND asked.inside(k.area_path, root.path)),
        'partial', (SELECT count(*) FROM informatization.platform_connection k WHERE k.platform_id = p.id AND k.status = 'PARTIAL' AND asked.inside(k.area_path, root.path)),
        'none', (SELECT count(*) FROM informatization.platform_connection k WHERE k.platform_id = p.id AND k.status = 'NONE' AND asked.inside(k.area_path, root.path))
      ) ORDER BY p.kind) FROM informatization.info_platform p)),
  'centers', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'id', found.id, 'name', found.name, 'status', found.status,
        'area', jsonb_build_object('code', a.code, 'name', a.name),
        'fullyConnected', found.connects, 'connections', asked.connections(found.id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM found JOIN centers.area a ON a.code = found.area_code)
)) FROM root
