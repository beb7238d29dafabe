WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
found AS (
  SELECT c.*, d.note, row_number() OVER (PARTITION BY d.center_id IS NULL ORDER BY c.id) AS place
  FROM root JOIN asked.center c ON asked.inside(c.area_path, root.path)
  LEFT JOIN centers.demonstration_site d ON d.center_id = c.id
  WHERE c.stands AND ($1::jsonb->>'level' IS NULL OR c.level::text = $1::jsonb->>'level')
),
measured AS (
  SELECT found.id, found.note, found.place, jsonb_build_object(
    'name', found.name, 'status', found.status, 'area', jsonb_build_object('code', a.code, 'name', a.name),
    'compliance', jsonb_build_object('compliant', found.passes),
    'fullyConnected', found.connects,
    'eventSummary', (
      SELECT jsonb_build_object('closed', count(closed_at), 'onTimeClosure', asked.ratio(count(*) FILTER (WHERE in_time), count(due_at)))
      FROM asked.event e WHERE asked.inside(e.area_path, a.path)),
    'disputeSummary', (
      SELECT jsonb_build_object('accepted', count(accepted_at),
        'resolutionRatio', asked.ratio(count(accepted_at) FILTER (WHERE result = 'SUCCEEDED'), count(accepted_at)))
      FROM grid.dispute_case d WHERE asked.inside(d.area_path, a.path)),
    'channelSummary', (
      SELECT jsonb_build_object('sharedWithCenter', coalesce(sum(shared), 0),
        'onlineRatio', asked.ratio(coalesce(sum(online), 0), coalesce(sum(registered) - sum(stale), 0)))
      FROM asked.channels v WHERE asked.inside(v.area_path, a.path))
  ) AS node
  FROM found JOIN centers.area a ON a.code = found.area_code
  WHERE found.place <= coalesce(($1::jsonb->>'first')::int, 200)
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'demonstrations', (
    SELECT jsonb_build_object('totalCount', count(*), 'edges', asked.list(jsonb_agg(
      jsonb_build_object('node', node || jsonb_build_object('demonstration', jsonb_build_object('note', note))) ORDER BY place)))
    FROM measured WHERE note IS NOT NULL),
  'peers', (
    SELECT jsonb_build_object(
      'totalCount', (SELECT count(*) FROM found WHERE note IS NULL),
      'pageInfo', asked.page((SELECT count(*) FROM found WHERE note IS NULL), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', node) ORDER BY place)))
    FROM measured WHERE note IS NULL)
)) FROM root
