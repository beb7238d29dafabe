SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name, 'level', root.level,
  'centerSummary', (
    SELECT jsonb_build_object(
      'built', count(*) FILTER (WHERE c.stands),
      'coverage', asked.ratio(count(*) FILTER (WHERE c.stands AND a.valid_to IS NULL), count(*) FILTER (WHERE a.valid_to IS NULL)),
      'byLevel', (
        SELECT jsonb_agg(jsonb_build_object('level', level, 'built', built) ORDER BY level)
        FROM (SELECT a.level, count(c.id) AS built
              FROM centers.area a LEFT JOIN asked.center c ON c.area_code = a.code AND c.stands
              WHERE asked.inside(a.path, root.path) GROUP BY a.level) tier))
    FROM centers.area a LEFT JOIN asked.center c ON c.area_code = a.code
    WHERE asked.inside(a.path, root.path) AND a.level <> 'PROVINCE'),
  'connectionSummary', jsonb_build_object(
    'fullyConnected', (
      SELECT asked.ratio(count(*) FILTER (WHERE c.connects), count(*))
      FROM informatization.connected_center k JOIN asked.center c ON c.id = k.center_id WHERE asked.inside(k.area_path, root.path)),
    'byPlatform', (
      SELECT jsonb_agg(jsonb_build_object('platform', kind, 'full', "full", 'partial', partial, 'none', none) ORDER BY kind)
      FROM (SELECT p.kind, count(*) FILTER (WHERE k.status = 'FULL') AS "full", count(*) FILTER (WHERE k.status = 'PARTIAL') AS partial,
                   count(*) FILTER (WHERE k.status = 'NONE') AS none
            FROM informatization.info_platform p
            LEFT JOIN informatization.platform_connection k ON k.platform_id = p.id AND asked.inside(k.area_path, root.path)
            GROUP BY p.kind) platform)),
  'videoNetSummary', jsonb_build_object('byLevel', (
    SELECT asked.list(jsonb_agg(jsonb_build_object('level', level, 'opened', opened) ORDER BY level))
    FROM (SELECT level, count(*) AS opened FROM informatization.video_net_node n WHERE asked.inside(n.area_path, root.path) GROUP BY level) tier)),
  'baseDataSummary', (
    SELECT jsonb_build_object('recordCount', sum(record_count), 'qualifier', CASE WHEN bool_or(qualifier = 'AT_LEAST') THEN 'AT_LEAST' ELSE 'EXACT' END)
    FROM informatization.base_dataset d WHERE asked.inside(d.area_path, root.path)),
  'gridSummary', jsonb_build_object(
    'grids', (SELECT count(*) FROM grid.grid g WHERE asked.inside(g.area_path, root.path)),
    'posts', (SELECT sum(posts) FROM grid.grid_post p JOIN grid.grid g ON g.id = p.grid_id WHERE asked.inside(g.area_path, root.path))),
  'eventSummary', (
    SELECT jsonb_build_object('reported', count(*), 'closed', count(closed_at), 'onTimeClosure', asked.share(count(*) FILTER (WHERE in_time), count(due_at)))
    FROM asked.event e WHERE asked.inside(e.area_path, root.path)),
  'disputeSummary', (
    SELECT jsonb_build_object('accepted', count(accepted_at), 'succeeded', count(accepted_at) FILTER (WHERE result = 'SUCCEEDED'),
      'resolutionRatio', asked.share(count(accepted_at) FILTER (WHERE result = 'SUCCEEDED'), count(accepted_at)))
    FROM grid.dispute_case d WHERE asked.inside(d.area_path, root.path)),
  'channelSummary', (
    SELECT jsonb_build_object('registered', coalesce(sum(registered), 0), 'online', coalesce(sum(online), 0),
      'onlineRatio', asked.share(sum(online), sum(registered) - sum(stale)),
      'keyPlaceCoverage', (
        SELECT asked.share(count(*) FILTER (WHERE covered), count(*)) FROM asked.key_place p WHERE asked.inside(p.area_path, root.path)))
    FROM asked.channels c WHERE asked.inside(c.area_path, root.path))
))
FROM centers.area root WHERE root.code = $1::jsonb->>'code'
