import pg from 'pg';

export interface PillarAccount {
  readonly schema: string;
  readonly role: string;
  /** Of the password, as {@link toScramVerifier} makes it. */
  readonly verifier: string;
}

/** Trusted extensions: whoever owns the database may create them. */
const extensions = ['pg_trgm', 'btree_gist', 'ltree'];

/** Where the extensions live; the pillars may use it and not create in it. */
const sharedSchema = 'public';

const id = (name: string): string => pg.escapeIdentifier(name);

const literals = (values: readonly string[]): string => values.map((value) => pg.escapeLiteral(value)).join(', ');

/**
 * One row: whether all is as {@link toProvisionSql} leaves it, but for the passwords, which only
 * a superuser could read. $1: the schemas, $2: their roles, in the same order.
 */
export const isProvisionedSql = `
SELECT bool_and(
    r.oid IS NOT NULL AND n.nspowner = r.oid AND r.rolcanlogin AND NOT r.rolsuper
    AND coalesce(r.rolconfig @> ARRAY['search_path=' || p.schema || ', ${sharedSchema}'], false)
    AND has_database_privilege(r.oid, current_database(), 'CONNECT')
    AND has_database_privilege(r.oid, current_database(), 'TEMPORARY')
    AND has_schema_privilege(r.oid, '${sharedSchema}', 'USAGE')
    AND NOT has_schema_privilege(r.oid, '${sharedSchema}', 'CREATE')
  )
  AND NOT EXISTS (
    SELECT FROM pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
    WHERE d.datname = current_database() AND a.grantee = 0)
  AND NOT EXISTS (
    SELECT FROM pg_namespace s, aclexplode(coalesce(s.nspacl, acldefault('n', s.nspowner))) a
    WHERE s.nspname = '${sharedSchema}' AND a.grantee = 0)
  AND NOT EXISTS (
    SELECT FROM pg_available_extensions WHERE name IN (${literals(extensions)}) AND installed_version IS NULL) AS done
FROM unnest($1::text[], $2::text[]) AS p(schema, role)
LEFT JOIN pg_roles r ON r.rolname = p.role
LEFT JOIN pg_namespace n ON n.nspname = p.schema`;

/** Statements that bring a database to the state asked for, from any state between. */
export function toProvisionSql(accounts: readonly PillarAccount[]): readonly string[] {
  const roles = accounts.map(({ role }) => id(role)).join(', ');
  return [
    ...accounts.flatMap(toAccountSql),
    // The database's name is not a parameter of GRANT.
    `DO $$ BEGIN
       EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
       EXECUTE format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO ${roles}', current_database());
     END $$`,
    `REVOKE ALL ON SCHEMA ${sharedSchema} FROM PUBLIC`,
    `GRANT USAGE ON SCHEMA ${sharedSchema} TO ${roles}`,
    `DO $$ DECLARE missing text; BEGIN
       FOR missing IN SELECT name FROM pg_available_extensions
         WHERE name IN (${literals(extensions)}) AND installed_version IS NULL
       LOOP EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I SCHEMA ${sharedSchema}', missing); END LOOP;
     END $$`,
  ];
}

function toAccountSql({ schema, role, verifier }: PillarAccount): readonly string[] {
  const name = pg.escapeLiteral(role);
  return [
    `DO $$ BEGIN
       IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${name}) THEN CREATE ROLE ${id(role)}; END IF;
     END $$`,
    `ALTER ROLE ${id(role)} LOGIN PASSWORD ${pg.escapeLiteral(verifier)}`,
    `ALTER ROLE ${id(role)} SET search_path = ${id(schema)}, ${sharedSchema}`,
    // An administrator who is no superuser must be able to act as the role that is to own the schema.
    // See https://www.postgresql.org/docs/18/sql-createschema.html
    `DO $$ BEGIN
       IF NOT pg_has_role(${name}, 'USAGE') THEN GRANT ${id(role)} TO CURRENT_USER; END IF;
     END $$`,
    `CREATE SCHEMA IF NOT EXISTS ${id(schema)} AUTHORIZATION ${id(role)}`,
    `ALTER SCHEMA ${id(schema)} OWNER TO ${id(role)}`,
    `REVOKE ALL ON SCHEMA ${id(schema)} FROM PUBLIC`,
  ];
}
