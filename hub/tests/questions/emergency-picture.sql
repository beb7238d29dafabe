WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
found AS (
  SELECT e.*, row_number() OVER (ORDER BY e.reported_at DESC, e.id DESC) AS place
  FROM grid.grid_event e, root
  WHERE asked.inside(e.area_path, root.path)
    AND $1::jsonb->'severity' ? e.severity::text AND $1::jsonb->'state' ? e.state::text
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'events', (
    SELECT jsonb_build_object(
      'totalCount', count(*),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'id', found.id, 'title', found.title, 'category', found.category, 'severity', found.severity, 'state', found.state,
        'reportedAt', asked.moment(found.reported_at),
        'location', CASE WHEN found.latitude IS NOT NULL THEN jsonb_build_object('latitude', found.latitude, 'longitude', found.longitude) END,
        'area', jsonb_build_object('name', a.name, 'ancestors', (
          SELECT asked.list(jsonb_agg(jsonb_build_object('level', above.level, 'center', (
            SELECT jsonb_build_object('name', c.name, 'capabilities', to_jsonb(c.capabilities), 'videoNetNode', (
              SELECT jsonb_build_object('openedOn', n.opened_on) FROM informatization.video_net_node n WHERE n.center_id = c.id))
            FROM centers.center c WHERE c.area_code = above.code)) ORDER BY length(above.path)))
          FROM asked.above(a.path) above)),
        'nearbyChannels', (
          SELECT asked.list(jsonb_agg(jsonb_build_object(
            'distanceM', floor(near.metres + 0.5),
            'channel', jsonb_build_object('id', near.id, 'name', near.name, 'health',
              jsonb_build_object('state', near.health, 'observedAt', asked.moment(near.observed_at)))) ORDER BY near.metres, near.id))
          FROM (SELECT * FROM (
                  SELECT c.*, 111320 * sqrt((c.latitude - found.latitude) ^ 2
                    + ((c.longitude - found.longitude) * cos(radians(found.latitude))) ^ 2) AS metres
                  FROM video.video_channel c) measured
                WHERE metres <= ($1::jsonb->>'withinM')::int ORDER BY metres, id LIMIT 5) near)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM found JOIN centers.area a ON a.path = found.area_path)
)) FROM root
