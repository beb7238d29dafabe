SELECT jsonb_build_object(
  'area', (
    SELECT jsonb_build_object('name', root.name, 'baseDataSummary', (
      SELECT jsonb_build_object('recordCount', sum(record_count), 'qualifier', CASE WHEN bool_or(qualifier = 'AT_LEAST') THEN 'AT_LEAST' ELSE 'EXACT' END)
      FROM informatization.base_dataset d WHERE asked.inside(d.area_path, root.path)))
    FROM centers.area root WHERE root.code = $1::jsonb->>'code'),
  'areas', (
    SELECT jsonb_agg(jsonb_build_object(
      'code', area.code, 'name', area.name,
      'datasets', (
        SELECT asked.list(jsonb_agg(jsonb_build_object(
          'definition', jsonb_build_object('category', f.category, 'name', f.name, 'standard', f.standard),
          'recordCount', d.record_count, 'qualifier', d.qualifier, 'countedAt', asked.moment(d.counted_at),
          'quality', jsonb_build_object('completeness', d.completeness, 'accuracy', d.accuracy,
            'baselineClarity', d.baseline_clarity, 'situationClarity', d.situation_clarity)) ORDER BY f.id))
        FROM informatization.base_dataset d JOIN informatization.dataset_definition f ON f.id = d.definition_id
        WHERE d.area_path = area.path AND ($1::jsonb->>'category' IS NULL OR f.category = $1::jsonb->>'category')),
      'gridSummary', (SELECT jsonb_build_object('grids', count(*)) FROM grid.grid g WHERE asked.inside(g.area_path, area.path))
    ) ORDER BY area.code COLLATE "C")
    FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') area))
