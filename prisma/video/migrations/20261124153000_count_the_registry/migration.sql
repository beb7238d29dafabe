-- CreateIndex
CREATE INDEX "key_place_kind_id_idx" ON "key_place"("kind", "id");

-- CreateIndex
CREATE INDEX "key_place_built_channels_id_idx" ON "key_place"("built_channels", "id");

-- Beside the areas of a channel's path, the empty code counts the whole registry: how many channels a list of
-- all of them has is told without reading them.
SELECT drop_rollup('channel_rollup', 'video_channel');
SELECT create_rollup('channel_rollup', 'video_channel', $body$
  SELECT area_code, resource_class, registered, built, networked, shared, online, offline, stale, defect, intact, record_complete
  FROM (
    SELECT inside.code AS area_code, 'PUBLIC'::"ResourceClass" AS resource_class,
         sum(sign * 1) AS registered,
         sum(sign * built::int) AS built,
         sum(sign * networked::int) AS networked,
         sum(sign * (shared_center_id IS NOT NULL)::int) AS shared,
         sum(sign * (health = 'ONLINE')::int) AS online,
         sum(sign * (health = 'OFFLINE')::int) AS offline,
         sum(sign * (health = 'STALE')::int) AS stale,
         sum(sign * (health = 'DEFECT')::int) AS defect,
         sum(sign * intact::int) AS intact,
         sum(sign * record_complete::int) AS record_complete
    FROM changes CROSS JOIN LATERAL unnest(string_to_array('/' || area_path, '/')) AS inside(code)
    WHERE retired_at IS NULL
    GROUP BY inside.code
  ) AS sums
  WHERE (registered, built, networked, shared, online, offline, stale, defect, intact, record_complete) <> (0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
$body$);
INSERT INTO channel_rollup SELECT recount.*, false, now() FROM recount_channel_rollup_video_channel AS recount WHERE area_code = '';
