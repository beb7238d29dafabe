SELECT jsonb_build_object('areas', jsonb_agg(jsonb_build_object(
  'code', area.code, 'name', area.name,
  'channelSummary', (
    SELECT jsonb_build_object(
      'built', coalesce(sum(built), 0), 'networked', coalesce(sum(networked), 0), 'sharedWithCenter', coalesce(sum(shared), 0),
      'byResourceClass', (
        SELECT jsonb_agg(jsonb_build_object('resourceClass', class.name, 'built', coalesce(one.built, 0),
          'networked', coalesce(one.networked, 0), 'sharedWithCenter', coalesce(one.shared, 0)) ORDER BY class.place)
        FROM unnest(ARRAY['PUBLIC', 'POLICE']) WITH ORDINALITY class(name, place)
        LEFT JOIN (SELECT resource_class, sum(built) AS built, sum(networked) AS networked, sum(shared) AS shared
                   FROM asked.channels c WHERE asked.inside(c.area_path, area.path) GROUP BY resource_class) one ON one.resource_class = class.name))
    FROM asked.channels c WHERE asked.inside(c.area_path, area.path)),
  'center', (
    SELECT jsonb_build_object('name', c.name,
      'sharedChannels', jsonb_build_object('totalCount', (SELECT count(*) FROM video.video_channel v WHERE v.shared_center_id = c.id)),
      'connections', asked.connections(c.id))
    FROM centers.center c WHERE c.area_code = area.code)
) ORDER BY area.code COLLATE "C"))
FROM asked.areas($1::jsonb->>'level', $1::jsonb->>'code') area
