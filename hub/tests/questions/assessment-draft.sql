WITH scheme AS (SELECT * FROM centers.assessment_scheme WHERE year = ($1::jsonb->>'year')::int),
asked_area AS (SELECT a.* FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') a),
-- What each item's figure is by the rows of its pillar, today.
figure AS (
  SELECT a.code, f.figure, f.part, f.whole FROM asked_area a, scheme s, LATERAL (
    SELECT 'centerSummary.coverage' AS figure, count(*) FILTER (WHERE c.stands AND inner_area.valid_to IS NULL) AS part, count(*) FILTER (WHERE inner_area.valid_to IS NULL) AS whole
    FROM centers.area inner_area LEFT JOIN asked.center c ON c.area_code = inner_area.code
    WHERE asked.inside(inner_area.path, a.path)
    UNION ALL
    SELECT 'centerSummary.compliant', count(*) FILTER (WHERE c.passes), count(*) FROM asked.center c WHERE c.stands AND asked.inside(c.area_path, a.path)
    UNION ALL
    SELECT 'centerSummary.operating', count(*) FILTER (WHERE c.status = 'OPERATING'), count(*) FROM asked.center c WHERE c.stands AND asked.inside(c.area_path, a.path)
    UNION ALL
    SELECT 'findingSummary.overdue', count(*), NULL FROM centers.finding f WHERE f.state = 'OPEN' AND f.due_on < asked.today() AND asked.inside(f.area_path, a.path)
    UNION ALL
    SELECT 'connectionSummary.fullyConnected', count(*) FILTER (WHERE c.connects), count(*)
    FROM informatization.connected_center k JOIN asked.center c ON c.id = k.center_id WHERE asked.inside(k.area_path, a.path)
    UNION ALL
    SELECT 'eventSummary.onTimeClosure', count(*) FILTER (WHERE e.in_time), count(*)
    FROM asked.event e WHERE e.due_day >= s.period_from AND e.due_day < s.period_to AND asked.inside(e.area_path, a.path)
    UNION ALL
    SELECT 'disputeSummary.resolutionRatio', count(*) FILTER (WHERE d.result = 'SUCCEEDED'), count(*)
    FROM grid.dispute_case d WHERE asked.day(accepted_at) >= s.period_from AND asked.day(accepted_at) < s.period_to AND asked.inside(d.area_path, a.path)
    UNION ALL
    SELECT 'channelSummary.keyPlaceCoverage', count(*) FILTER (WHERE p.covered), count(*) FROM asked.key_place p WHERE asked.inside(p.area_path, a.path)
    UNION ALL
    SELECT 'channelSummary.recordCompleteRatio', coalesce(sum(complete), 0), coalesce(sum(built), 0) FROM (
      SELECT area_path, (built AND num_nulls(ptz_type, placement, maintainer_id, installed_on) = 0)::int AS complete, built::int FROM video.video_channel
      UNION ALL SELECT area_path, record_complete, built FROM video.police_count) v WHERE asked.inside(v.area_path, a.path)
  ) f
),
judged AS (
  SELECT f.code, i.*, f.part, f.whole, r.as_of,
    CASE WHEN i.measure = 'COUNT' THEN f.part::float8 ELSE f.part::float8 / nullif(f.whole, 0) END AS value
  FROM figure f JOIN scheme s ON true JOIN centers.assessment_item i ON i.scheme_id = s.id AND i.figure = f.figure
  JOIN centers.area a ON a.code = f.code AND a.level = s.level
  LEFT JOIN centers.assessment_score r ON r.item_id = i.id AND r.area_code = f.code
),
scored AS (
  SELECT j.*,
    CASE WHEN value IS NOT NULL THEN round(greatest(0, full_marks - deduction * greatest(0, CASE measure WHEN 'COUNT' THEN value - target ELSE (target - value) * 100 END))::numeric, 2)::float8 END AS score,
    coalesce(CASE measure WHEN 'COUNT' THEN value > veto_at ELSE value < veto_at END, false) AS vetoed
  FROM judged j
)
SELECT jsonb_build_object('areas', jsonb_agg(jsonb_build_object(
  'code', a.code, 'name', a.name,
  'assessment', (
    SELECT CASE WHEN count(*) > 0 THEN jsonb_build_object(
      'state', 'DRAFT', 'total', round(sum(coalesce(score, 0))::numeric, 2)::float8, 'judgedMarks', coalesce(sum(full_marks) FILTER (WHERE score IS NOT NULL), 0),
      'fullMarks', sum(full_marks), 'vetoed', bool_or(vetoed),
      'scheme', (SELECT jsonb_build_object('title', title, 'from', period_from, 'to', period_to) FROM scheme),
      'scores', jsonb_agg(jsonb_build_object(
        'item', jsonb_build_object('title', scored.title, 'pillar', pillar, 'figure', figure, 'fullMarks', full_marks, 'target', target, 'deduction', deduction, 'vetoAt', veto_at),
        'value', value, 'numerator', part, 'denominator', CASE WHEN measure = 'RATIO' THEN whole END, 'score', score, 'vetoed', vetoed, 'asOf', asked.moment(as_of),
        'evidence', (SELECT jsonb_build_object('path', 'area.' || figure, 'query', format('{ area(code: "%s") { %s%s { %s%s asOf } } }', a.code, split_part(figure, '.', 1),
          CASE WHEN of_period THEN format('(period: { from: "%s", to: "%s" })', s.period_from, s.period_to) ELSE '' END, split_part(figure, '.', 2),
          CASE measure WHEN 'RATIO' THEN ' { numerator denominator value }' ELSE '' END)) FROM scheme s)
      ) ORDER BY position)) END
    FROM scored WHERE scored.code = a.code),
  'findingSummary', (
    SELECT jsonb_build_object('open', count(*) FILTER (WHERE state = 'OPEN'), 'overdue', count(*) FILTER (WHERE state = 'OPEN' AND due_on < asked.today()),
      'corrected', count(*) FILTER (WHERE state = 'CORRECTED'), 'verified', count(*) FILTER (WHERE state = 'VERIFIED'))
    FROM centers.finding f WHERE asked.inside(f.area_path, a.path)),
  'inspections', (
    SELECT jsonb_build_object('totalCount', count(*), 'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
      'title', title, 'kind', kind, 'state', state, 'carriedOutOn', carried_out_on, 'conclusion', conclusion,
      'findings', (
        SELECT asked.list(jsonb_agg(jsonb_build_object('text', f.text, 'state', f.state, 'dueOn', f.due_on, 'overdue', f.state = 'OPEN' AND f.due_on < asked.today(),
          'center', (SELECT jsonb_build_object('name', c.name) FROM centers.center c WHERE c.id = f.center_id), 'correction', f.correction) ORDER BY f.id COLLATE "C"))
        FROM centers.finding f WHERE f.inspection_id = found.id)
    )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM (
      SELECT n.*, row_number() OVER (ORDER BY planned_on DESC, id DESC) AS place FROM centers.inspection n
      WHERE state IN ('CARRIED_OUT', 'CLOSED') AND asked.inside(n.area_path, a.path)) found)
) ORDER BY a.code COLLATE "C"))
FROM asked_area a
