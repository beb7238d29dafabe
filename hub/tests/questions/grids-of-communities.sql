SELECT jsonb_build_object('areas', jsonb_agg(jsonb_build_object(
  'code', area.code, 'name', area.name,
  'gridSummary', jsonb_build_object(
    'grids', cell.grids, 'households', cell.households, 'posts', post.posts, 'vacant', post.posts - post.filled,
    'terminals', jsonb_build_object('total', cell.terminals, 'active', cell.active, 'faulty', cell.faulty, 'idle', cell.terminals - cell.active - cell.faulty))
) ORDER BY area.code COLLATE "C"))
FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') area
CROSS JOIN LATERAL (
  SELECT count(*) AS grids, coalesce(sum(households), 0) AS households, coalesce(sum(terminals), 0) AS terminals, coalesce(sum(terminals_active), 0) AS active,
    coalesce(sum(terminals_faulty), 0) AS faulty
  FROM grid.grid g WHERE asked.inside(g.area_path, area.path)) cell
CROSS JOIN LATERAL (
  SELECT coalesce(sum(p.posts), 0) AS posts, coalesce(sum(p.filled), 0) AS filled
  FROM grid.grid_post p JOIN grid.grid g ON g.id = p.grid_id WHERE asked.inside(g.area_path, area.path)) post
