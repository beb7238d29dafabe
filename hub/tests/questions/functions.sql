-- What the questions' statements share. They read rows alone: no rollup, no column that a trigger keeps.
CREATE SCHEMA asked;

CREATE FUNCTION asked.inside(path text, root text) RETURNS boolean
LANGUAGE sql IMMUTABLE RETURN path = root OR starts_with(path, root || '/');

CREATE FUNCTION asked.ratio(part bigint, whole bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE RETURN jsonb_build_object('numerator', part, 'denominator', whole, 'value', part::float8 / nullif(whole, 0));

CREATE FUNCTION asked.share(part bigint, whole bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE RETURN jsonb_build_object('value', part::float8 / nullif(whole, 0));

CREATE FUNCTION asked.moment(at timestamptz) RETURNS text
LANGUAGE sql STABLE RETURN to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');

CREATE FUNCTION asked.day(at timestamptz) RETURNS date
LANGUAGE sql STABLE RETURN (at AT TIME ZONE 'Asia/Shanghai')::date;

CREATE FUNCTION asked.today() RETURNS date
LANGUAGE sql STABLE RETURN asked.day(now());

CREATE FUNCTION asked.in_period(day date, period jsonb) RETURNS boolean
LANGUAGE sql IMMUTABLE RETURN day IS NOT NULL
  AND (coalesce(period, 'null') = 'null' OR (day >= (period->>'from')::date AND day < (period->>'to')::date));

CREATE FUNCTION asked.list(items jsonb) RETURNS jsonb
LANGUAGE sql IMMUTABLE RETURN coalesce(items, '[]');

-- Areas of one tier inside another area, without it.
CREATE FUNCTION asked.areas(of_level text, under text) RETURNS SETOF centers.area
LANGUAGE sql STABLE AS $$
  SELECT a.* FROM centers.area a JOIN centers.area root ON root.code = under
  WHERE starts_with(a.path, root.path || '/') AND (of_level IS NULL OR a.level::text = of_level)
$$;

CREATE FUNCTION asked.page(total bigint, size int) RETURNS jsonb
LANGUAGE sql IMMUTABLE RETURN jsonb_build_object('hasNextPage', total > size);

-- Every center beside what its own rows say of it.
CREATE VIEW asked.center AS
SELECT c.*,
  c.status IN ('BUILT', 'OPERATING') AS stands,
  EXISTS (
    SELECT FROM centers.compliance_assessment a
    WHERE a.center_id = c.id
      AND NOT EXISTS (
        SELECT FROM centers.compliance_assessment later
        WHERE later.center_id = c.id AND (later.assessed_on, later.seq) > (a.assessed_on, a.seq))
      AND NOT EXISTS (
        SELECT FROM centers.compliance_item item
        WHERE item.standard_id = a.standard_id AND item.mandatory AND NOT EXISTS (
          SELECT FROM centers.compliance_check k
          WHERE k.assessment_id = a.id AND k.item_id = item.id AND (k.passed OR k.corrected_on IS NOT NULL)))) AS passes,
  NOT EXISTS (
    SELECT FROM informatization.info_platform p
    WHERE NOT EXISTS (
      SELECT FROM informatization.platform_connection k
      WHERE k.center_id = c.id AND k.platform_id = p.id AND k.status = 'FULL')) AS connects
FROM centers.center c;

-- Public channels one by one and police channels by their counts, in one form.
CREATE VIEW asked.channels AS
SELECT area_path, 'PUBLIC' AS resource_class, 1 AS registered, built::int, networked::int, (shared_center_id IS NOT NULL)::int AS shared,
       (health = 'ONLINE')::int AS online, (health = 'OFFLINE')::int AS offline, (health = 'STALE')::int AS stale,
       (health = 'DEFECT')::int AS defect, intact::int
FROM video.video_channel
UNION ALL
SELECT area_path, 'POLICE', registered, built, networked, shared, online, offline, stale, defect, intact FROM video.police_count;

CREATE VIEW asked.key_place AS
SELECT p.*, EXISTS (SELECT FROM video.video_channel c WHERE c.key_place_id = p.id AND c.built) AS covered FROM video.key_place p;

CREATE VIEW asked.event AS
SELECT e.*, e.state NOT IN ('CLOSED', 'TERMINATED', 'FILED', 'EVALUATED') AS open, asked.day(due_at) AS due_day,
       coalesce(asked.day(closed_at) <= asked.day(due_at), false) AS in_time
FROM grid.grid_event e;

CREATE FUNCTION asked.connections(of_center text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT asked.list(jsonb_agg(
    jsonb_build_object('platform', jsonb_build_object('kind', p.kind, 'name', p.name), 'status', k.status) ORDER BY p.kind))
  FROM informatization.platform_connection k JOIN informatization.info_platform p ON p.id = k.platform_id
  WHERE k.center_id = of_center
$$;

-- Areas above one, from the top down.
CREATE FUNCTION asked.above(of_path text) RETURNS SETOF centers.area LANGUAGE sql STABLE AS $$
  SELECT * FROM centers.area WHERE starts_with(of_path, path || '/') ORDER BY length(path)
$$;

-- Of events that were due, those closed in time, and the cards of all of them.
CREATE FUNCTION asked.punctuality(due bigint, in_time bigint, yellow bigint, red bigint) RETURNS jsonb
LANGUAGE sql IMMUTABLE RETURN jsonb_build_object(
  'onTimeClosure', asked.ratio(in_time, due),
  'cards', jsonb_build_object('yellow', yellow, 'red', red, 'deduction', yellow * 5 + red * 10));
