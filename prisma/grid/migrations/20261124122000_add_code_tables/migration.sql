-- CreateTable
CREATE TABLE "code_table" (
    "scheme" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "name_en" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "in_force_from" DATE NOT NULL,
    "provenance" "Provenance" NOT NULL,

    CONSTRAINT "code_table_pkey" PRIMARY KEY ("scheme","version")
);

-- What is there already becomes the first edition of its table.
INSERT INTO "code_table" ("scheme", "version", "name", "name_en", "source", "in_force_from", "provenance")
SELECT DISTINCT ON ("scheme", "version") "scheme", "version", "scheme", "scheme", '', '1970-01-01'::date, "provenance" FROM "code_value";

-- AlterTable
ALTER TABLE "code_value" ADD COLUMN "parent_code" TEXT;
ALTER TABLE "code_value" DROP CONSTRAINT "code_value_pkey", ADD CONSTRAINT "code_value_pkey" PRIMARY KEY ("scheme", "version", "code");

-- CreateIndex
CREATE INDEX "code_value_scheme_code_idx" ON "code_value"("scheme", "code");

-- AddForeignKey
ALTER TABLE "code_value" ADD CONSTRAINT "code_value_scheme_version_fkey" FOREIGN KEY ("scheme", "version") REFERENCES "code_table"("scheme", "version") ON DELETE CASCADE ON UPDATE CASCADE;

-- A record keeps the scheme and the code of a value: within a scheme, a code keeps its meaning in every edition.
CREATE FUNCTION refuse_redefined_code() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  other text;
BEGIN
  SELECT version INTO other FROM code_value
  WHERE scheme = NEW.scheme AND code = NEW.code AND version <> NEW.version AND name <> NEW.name LIMIT 1;
  IF found THEN
    RAISE EXCEPTION 'Code % of % has another meaning in the edition %: give the new list a scheme of its own.', NEW.code, NEW.scheme, other
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuse_redefined_code BEFORE INSERT OR UPDATE ON "code_value" FOR EACH ROW EXECUTE FUNCTION refuse_redefined_code();
