WITH root AS (SELECT * FROM centers.area WHERE code = $1::jsonb->>'code'),
found AS (
  SELECT p.*, row_number() OVER (ORDER BY p.id) AS place FROM asked.key_place p, root WHERE asked.inside(p.area_path, root.path)
)
SELECT jsonb_build_object('area', jsonb_build_object(
  'name', root.name,
  'channelSummary', (
    SELECT jsonb_build_object(
      'registered', sum(registered), 'online', sum(online), 'offline', sum(offline), 'stale', sum(stale), 'defect', sum(defect),
      'onlineRatio', asked.ratio(sum(online), sum(registered) - sum(stale)),
      'intactRatio', asked.ratio(sum(intact), sum(built)),
      'keyPlaceCoverage', (SELECT asked.ratio(count(*) FILTER (WHERE covered), count(*)) FROM found))
    FROM asked.channels c WHERE asked.inside(c.area_path, root.path)),
  'keyPlaces', (
    SELECT jsonb_build_object(
      'totalCount', count(*), 'pageInfo', asked.page(count(*), ($1::jsonb->>'first')::int),
      'edges', asked.list(jsonb_agg(jsonb_build_object('node', jsonb_build_object(
        'id', found.id, 'name', found.name, 'kind', found.kind, 'covered', found.covered, 'requiredChannels', found.required_channels,
        'area', jsonb_build_object('code', a.code, 'name', a.name),
        'channels', (
          SELECT asked.list(jsonb_agg(jsonb_build_object('name', c.name, 'health',
            jsonb_build_object('state', c.health, 'observedAt', asked.moment(c.observed_at))) ORDER BY c.id))
          FROM video.video_channel c WHERE c.key_place_id = found.id)
      )) ORDER BY place) FILTER (WHERE place <= ($1::jsonb->>'first')::int)))
    FROM found JOIN centers.area a ON a.path = found.area_path)
)) FROM root
