-- AlterTable
ALTER TABLE "key_place" ADD COLUMN     "missing_channels" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "retired_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "coverage_segment" ADD COLUMN     "retired_at" TIMESTAMPTZ(3),
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "key_place_missing_channels_id_idx" ON "key_place"("missing_channels", "id");

-- What holds of every key place and segment, whoever writes it.
ALTER TABLE "key_place"
  ADD CONSTRAINT "required_is_a_count" CHECK (required_channels >= 0),
  ADD CONSTRAINT "position_type_of_the_standard" CHECK (position_type BETWEEN 1 AND 10);
ALTER TABLE "coverage_segment" ADD CONSTRAINT "length_is_positive" CHECK (length_km > 0);

-- How many built channels a place is short of: both what is required and what stands there may change.
CREATE FUNCTION set_missing_channels() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.missing_channels := greatest(NEW.required_channels - NEW.built_channels, 0);
  RETURN NEW;
END $$;
CREATE TRIGGER set_missing_channels BEFORE INSERT OR UPDATE ON key_place
  FOR EACH ROW EXECUTE FUNCTION set_missing_channels();

-- A rollup's columns have the order of what is counted: to count more, the table is made anew.
SELECT drop_rollup('key_place_rollup', 'key_place');
DROP TABLE "key_place_rollup";

-- CreateTable
CREATE TABLE "key_place_rollup" (
    "area_code" TEXT NOT NULL,
    "kind" "KeyPlaceKind" NOT NULL,
    "places" INTEGER NOT NULL,
    "covered" INTEGER NOT NULL,
    "fulfilled" INTEGER NOT NULL,
    "missing" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateTable
CREATE TABLE "segment_rollup" (
    "area_code" TEXT NOT NULL,
    "segments" INTEGER NOT NULL,
    "length_m" INTEGER NOT NULL,
    "pending" BOOLEAN NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL
);

-- CreateIndex
CREATE INDEX "key_place_rollup_area_code_kind_idx" ON "key_place_rollup"("area_code", "kind");

-- CreateIndex
CREATE INDEX "key_place_rollup_pending_idx" ON "key_place_rollup"("pending");

-- CreateIndex
CREATE INDEX "segment_rollup_area_code_idx" ON "segment_rollup"("area_code");

-- CreateIndex
CREATE INDEX "segment_rollup_pending_idx" ON "segment_rollup"("pending");

-- Covered: at least one built channel. Fulfilled: as many as are required. What is retired is counted no more.
SELECT create_rollup('key_place_rollup', 'key_place', $body$
  SELECT inside.code AS area_code, kind, sum(sign) AS places, sum(sign * (built_channels > 0)::int) AS covered,
         sum(sign * (missing_channels = 0)::int) AS fulfilled, sum(sign * missing_channels) AS missing
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  WHERE retired_at IS NULL
  GROUP BY inside.code, kind
  HAVING (sum(sign), sum(sign * (built_channels > 0)::int), sum(sign * (missing_channels = 0)::int), sum(sign * missing_channels)) <> (0, 0, 0, 0)
$body$);

-- In metres: sums of lengths in kilometres would not come back to zero.
SELECT create_rollup('segment_rollup', 'coverage_segment', $body$
  SELECT inside.code AS area_code, sum(sign) AS segments, sum(sign * round(length_km * 1000)::int) AS length_m
  FROM changes CROSS JOIN LATERAL unnest(string_to_array(area_path, '/')) AS inside(code)
  WHERE retired_at IS NULL
  GROUP BY inside.code
  HAVING (sum(sign), sum(sign * round(length_km * 1000)::int)) <> (0, 0)
$body$);
INSERT INTO segment_rollup SELECT recount.*, false, now() FROM recount_segment_rollup_coverage_segment AS recount;

-- The places that are there already; the new triggers count them.
INSERT INTO key_place_rollup SELECT recount.*, false, now() FROM recount_key_place_rollup_key_place AS recount;
UPDATE key_place SET version = version WHERE required_channels > built_channels;
