WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
found AS (
  SELECT c.*, row_number() OVER (ORDER BY c.id) AS place
  FROM asked.center c, root
  WHERE asked.inside(c.area_path, root.path) AND ($1::jsonb->>'level' IS NULL OR c.level::text = $1::jsonb->>'level')
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'centers', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'name', found.name, 'status', found.status, 'area', jsonb_build_object('code', a.code, 'name', a.name),
        'demonstration', (SELECT jsonb_build_object('note', d.note) FROM centers.demonstration_site d WHERE d.center_id = found.id),
        'compliance', jsonb_build_object('compliant', found.passes),
        'fullyConnected', found.connects,
        'eventSummary', (
          SELECT jsonb_build_object('closed', count(closed_at), 'onTimeClosure', asked.share(count(*) FILTER (WHERE in_time), count(due_at)))
          FROM asked.event e WHERE asked.inside(e.area_path, a.path)),
        'disputeSummary', (
          SELECT jsonb_build_object('accepted', count(accepted_at),
            'resolutionRatio', asked.share(count(accepted_at) FILTER (WHERE result = 'SUCCEEDED'), count(accepted_at)))
          FROM grid.dispute_case d WHERE asked.inside(d.area_path, a.path)),
        'channelSummary', (
          SELECT jsonb_build_object('sharedWithCenter', coalesce(sum(shared), 0),
            'onlineRatio', asked.share(coalesce(sum(online), 0), coalesce(sum(registered) - sum(stale), 0)))
          FROM asked.channels v WHERE asked.inside(v.area_path, a.path))
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM found JOIN centers.area a ON a.code = found.area_code)
)) FROM root
