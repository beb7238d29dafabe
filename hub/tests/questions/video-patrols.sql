WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
planned AS (
  SELECT p.* FROM video.video_patrol p, root
  WHERE asked.inside(p.area_path, root.path) AND asked.in_period(asked.day(p.planned_at), $1::jsonb->'period')
),
found AS (
  SELECT f.* FROM video.patrol_finding f, root
  WHERE asked.inside(f.area_path, root.path) AND asked.in_period(asked.day(f.found_at), $1::jsonb->'period')
),
listed AS (
  SELECT *, row_number() OVER (ORDER BY planned_at DESC, id DESC) AS place FROM planned
  WHERE EXISTS (SELECT FROM video.patrol_finding f WHERE f.patrol_id = planned.id)
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'patrolSummary', (
    SELECT jsonb_build_object(
      'planned', count(*), 'started', count(p.started_at), 'finished', count(*) FILTER (WHERE p.state = 'FINISHED'),
      'abandoned', count(*) FILTER (WHERE p.state = 'ABANDONED'),
      'findings', (SELECT count(*) FROM found),
      'visitedCheckpoints', asked.ratio(
        (SELECT count(*) FROM video.patrol_checkpoint k JOIN planned ON planned.id = k.patrol_id WHERE k.result IS NOT NULL),
        (SELECT count(*) FROM video.patrol_checkpoint k JOIN planned ON planned.id = k.patrol_id)),
      'becameEvents', asked.ratio((SELECT count(event_id) FROM found), (SELECT count(*) FROM found)))
    FROM planned p),
  'patrols', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'id', listed.id, 'title', listed.title, 'state', listed.state,
        'startedAt', asked.moment(listed.started_at), 'endedAt', asked.moment(listed.ended_at),
        'center', (SELECT jsonb_build_object('name', c.name) FROM centers.center c WHERE c.id = listed.center_id),
        'findings', (
          SELECT asked.list(jsonb_agg(jsonb_build_object(
            'note', f.note, 'foundAt', asked.moment(f.found_at), 'area', jsonb_build_object('code', a.code, 'name', a.name),
            'event', (
              SELECT jsonb_build_object('id', e.id, 'title', e.title, 'severity', e.severity, 'state', e.state, 'supervision', e.supervision,
                'reportedAt', asked.moment(e.reported_at), 'dueAt', asked.moment(e.due_at), 'closedAt', asked.moment(e.closed_at))
              FROM grid.grid_event e WHERE e.id = f.event_id)) ORDER BY f.found_at, f.id))
          FROM video.patrol_finding f JOIN centers.area a ON a.path = f.area_path WHERE f.patrol_id = listed.id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM listed)
)) FROM root
