WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
month AS (
  SELECT (date_trunc('month', asked.today()) - make_interval(months => back))::date AS first_day
  FROM generate_series(0, ($1::jsonb->>'months')::int - 1) AS back
),
waiting AS (
  SELECT w.*, row_number() OVER (ORDER BY w.week DESC, w.id DESC) AS place FROM informatization.early_warning w, root
  WHERE asked.inside(w.area_path, root.path) AND w.state IN ('RAISED', 'ACKNOWLEDGED')
)
SELECT jsonb_build_object(
  'areas', (
    SELECT asked.list(jsonb_agg(jsonb_build_object(
      'code', a.code, 'name', a.name,
      'warningTrend', (
        SELECT jsonb_agg(jsonb_build_object('month', m.first_day, 'raised', w.raised, 'yellow', w.yellow, 'orange', w.orange, 'red', w.red) ORDER BY m.first_day)
        FROM month m CROSS JOIN LATERAL (
          SELECT count(*) AS raised, count(*) FILTER (WHERE w.level = 'YELLOW') AS yellow, count(*) FILTER (WHERE w.level = 'ORANGE') AS orange,
                 count(*) FILTER (WHERE w.level = 'RED') AS red
          FROM informatization.early_warning w
          WHERE asked.inside(w.area_path, a.path) AND date_trunc('month', w.week)::date = m.first_day) w),
      'monthlyTrend', (
        SELECT jsonb_agg(jsonb_build_object(
          'month', m.first_day,
          'eventsReported', (SELECT count(*) FROM grid.grid_event e
            WHERE asked.inside(e.area_path, a.path) AND date_trunc('month', asked.day(e.reported_at))::date = m.first_day),
          'disputesOpened', (SELECT count(*) FROM grid.dispute_case d
            WHERE asked.inside(d.area_path, a.path) AND date_trunc('month', asked.day(d.opened_at))::date = m.first_day)) ORDER BY m.first_day)
        FROM month m),
      'warningSummary', jsonb_build_object('open', (
        SELECT count(*) FROM informatization.early_warning w WHERE asked.inside(w.area_path, a.path) AND w.state IN ('RAISED', 'ACKNOWLEDGED')))
    ) ORDER BY a.code))
    FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') a),
  'area', (
    SELECT jsonb_build_object('warnings', jsonb_build_object(
      'totalCount', count(*),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'area', jsonb_build_object('code', a.code, 'name', a.name), 'series', w.series, 'week', w.week, 'observed', w.observed,
        'expected', w.expected, 'level', w.level, 'state', w.state,
        'acknowledgedBy', (SELECT jsonb_build_object('id', c.id, 'name', c.name) FROM centers.center c WHERE c.id = w.acknowledged_by_id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int))))
    FROM waiting w JOIN centers.area a ON a.path = w.area_path)
)
