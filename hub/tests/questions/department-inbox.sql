WITH found AS (
  SELECT e.*, row_number() OVER (ORDER BY e.reported_at DESC, e.id DESC) AS place
  FROM grid.grid_event e WHERE e.responsible_id = $1::jsonb->>'organization'
)
SELECT jsonb_build_object('organization', jsonb_build_object(
  'name', o.name, 'kind', o.kind,
  'inbox', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'id', found.id, 'title', found.title, 'category', found.category, 'severity', found.severity, 'state', found.state,
        'supervision', found.supervision, 'reportedAt', asked.moment(found.reported_at), 'dueAt', asked.moment(found.due_at),
        'area', jsonb_build_object('code', a.code, 'name', a.name),
        'center', (SELECT jsonb_build_object('name', c.name, 'area', jsonb_build_object('name', seat.name))
                   FROM centers.center c JOIN centers.area seat ON seat.code = c.area_code WHERE c.id = found.center_id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM found JOIN centers.area a ON a.path = found.area_path)
)) FROM centers.organization o WHERE o.id = $1::jsonb->>'organization'
