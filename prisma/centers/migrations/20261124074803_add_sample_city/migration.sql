-- CreateTable
CREATE TABLE "sample_city" (
    "area_code" TEXT NOT NULL,
    "anchor_date" DATE NOT NULL,
    "seed" INTEGER NOT NULL,
    "events" INTEGER NOT NULL,
    "disputes" INTEGER NOT NULL,
    "loaded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sample_city_pkey" PRIMARY KEY ("area_code")
);

-- A sample that was loaded before there was this table is known by its centers, which bear its anchor day.
INSERT INTO "sample_city" ("area_code", "anchor_date", "seed", "events", "disputes")
SELECT a.code, max(local_day(c.updated_at)), 20180108, 200000, 20000
FROM area a JOIN center c ON split_part(c.area_path, '/', 1) = a.code
WHERE a.level = 'CITY' AND c.provenance = 'SAMPLE'
GROUP BY a.code;
