SELECT jsonb_build_object('areas', jsonb_agg(jsonb_build_object(
  'code', area.code, 'name', area.name,
  'center', (
    SELECT jsonb_build_object('name', c.name, 'disputeSummary', (
      WITH fact AS (
        SELECT d.kind_code, d.method_code,
          asked.in_period(asked.day(opened_at), $1::jsonb->'period') AS opened,
          asked.in_period(asked.day(accepted_at), $1::jsonb->'period') AS accepted,
          result = 'RESOLVING' AND asked.in_period(asked.day(due_at), $1::jsonb->'period') AS due, result,
          result = 'RESOLVING' AND asked.day(due_at) < asked.today() AS overdue
        FROM grid.dispute_case d WHERE asked.inside(d.area_path, area.path)
      )
      SELECT jsonb_build_object(
        'opened', count(*) FILTER (WHERE opened), 'accepted', count(*) FILTER (WHERE accepted),
        'succeeded', count(*) FILTER (WHERE accepted AND result = 'SUCCEEDED'), 'failed', count(*) FILTER (WHERE accepted AND result = 'FAILED'),
        'pending', count(*) FILTER (WHERE accepted AND result = 'RESOLVING'), 'overdue', count(*) FILTER (WHERE overdue),
        'resolutionRatio', asked.ratio(count(*) FILTER (WHERE accepted AND result = 'SUCCEEDED'), count(*) FILTER (WHERE accepted)),
        'byKind', (
          SELECT asked.list(jsonb_agg(item)) FROM (
            SELECT jsonb_build_object('code', (
                SELECT jsonb_build_object('name', v.name, 'nameEn', v.name_en) FROM grid.code_value v
                WHERE v.scheme = 'dispute-kind' AND v.code = f.kind_code),
              'accepted', count(*) FILTER (WHERE accepted), 'succeeded', count(*) FILTER (WHERE accepted AND result = 'SUCCEEDED'),
              'failed', count(*) FILTER (WHERE accepted AND result = 'FAILED')) AS item
            FROM fact f WHERE opened OR accepted OR due GROUP BY f.kind_code) kind),
        'byMethod', (
          SELECT asked.list(jsonb_agg(item)) FROM (
            SELECT jsonb_build_object('code', (
                SELECT jsonb_build_object('name', v.name, 'nameEn', v.name_en) FROM grid.code_value v
                WHERE v.scheme = 'resolution-method' AND v.code = f.method_code),
              'accepted', count(*) FILTER (WHERE accepted), 'succeeded', count(*) FILTER (WHERE accepted AND result = 'SUCCEEDED'),
              'failed', count(*) FILTER (WHERE accepted AND result = 'FAILED')) AS item
            FROM fact f WHERE opened OR accepted OR due GROUP BY f.method_code) method))
      FROM fact))
    FROM centers.center c WHERE c.area_code = area.code)
) ORDER BY area.code COLLATE "C"))
FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') area
