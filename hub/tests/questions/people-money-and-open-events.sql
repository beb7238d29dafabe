SELECT jsonb_build_object('areas', jsonb_agg(jsonb_build_object(
  'code', area.code, 'name', area.name,
  'centerSummary', jsonb_build_object(
    'staff', (
      SELECT asked.list(jsonb_agg(jsonb_build_object('source', source, 'headcount', headcount) ORDER BY source))
      FROM (SELECT s.source, sum(s.headcount) AS headcount FROM centers.staffing_record s JOIN centers.center c ON c.id = s.center_id AND c.status <> 'CLOSED'
            WHERE asked.inside(c.area_path, area.path) GROUP BY s.source HAVING sum(s.headcount) > 0) total),
    'funding', (
      SELECT asked.list(jsonb_agg(jsonb_build_object('year', year, 'source', source, 'purpose', purpose, 'amountYuan', amount)
                                  ORDER BY year, source, purpose))
      FROM (SELECT f.year, f.source, f.purpose, sum(f.amount_yuan) AS amount FROM centers.funding_record f JOIN centers.center c ON c.id = f.center_id
            WHERE asked.inside(c.area_path, area.path) GROUP BY f.year, f.source, f.purpose HAVING sum(f.amount_yuan) > 0) total)),
  'eventSummary', (
    SELECT jsonb_build_object('open', count(*) FILTER (WHERE open), 'overdue', count(*) FILTER (WHERE open AND due_day < asked.today()))
    FROM asked.event e WHERE asked.inside(e.area_path, area.path))
) ORDER BY area.code COLLATE "C"))
FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') area
