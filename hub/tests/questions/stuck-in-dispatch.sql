WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
found AS (
  SELECT e.*, row_number() OVER (ORDER BY e.reported_at DESC, e.id DESC) AS place
  FROM asked.event e, root
  WHERE asked.inside(e.area_path, root.path) AND e.state = 'DISPATCHED' AND e.state_since < ($1::jsonb->>'before')::timestamptz
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'events', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'id', found.id, 'title', found.title, 'category', found.category, 'severity', found.severity,
        'stateSince', asked.moment(found.state_since), 'dueAt', asked.moment(found.due_at),
        'responsible', (SELECT jsonb_build_object('name', o.name) FROM centers.organization o WHERE o.id = found.responsible_id),
        'center', (SELECT jsonb_build_object('name', c.name) FROM centers.center c WHERE c.id = found.center_id),
        'area', jsonb_build_object('code', a.code, 'name', a.name, 'ancestors', (
          SELECT asked.list(jsonb_agg(jsonb_build_object('level', above.level, 'center', (
            SELECT jsonb_build_object('name', c.name, 'residentUnits', (
              SELECT asked.list(jsonb_agg(jsonb_build_object('name', o.name) ORDER BY o.id))
              FROM centers.resident_unit u JOIN centers.organization o ON o.id = u.organization_id WHERE u.center_id = c.id))
            FROM centers.center c WHERE c.area_code = above.code)) ORDER BY length(above.path)))
          FROM asked.above(a.path) above)),
        'timeline', (SELECT asked.list(jsonb_agg(jsonb_build_object('state', s.state, 'at', asked.moment(s.at)) ORDER BY s.seq))
                     FROM grid.event_step s WHERE s.event_id = found.id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM found JOIN centers.area a ON a.path = found.area_path)
)) FROM root
