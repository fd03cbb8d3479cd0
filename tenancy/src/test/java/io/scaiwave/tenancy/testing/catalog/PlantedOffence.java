package io.scaiwave.tenancy.testing.catalog;

import java.util.List;

/**
 * A breach to plant, and the rule that must report it.
 *
 * @param sql run as the administrator, in the schema {@code library}, in a transaction that is rolled back
 */
record PlantedOffence(String rule, String sql) {

    private static final String OWN_POLICY =
            "tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid)";

    private static final String LOGIN = "d_0192f5a0000070008000000000000001";
    private static final String OWN_LOGIN = "CREATE ROLE " + LOGIN + " LOGIN NOINHERIT; GRANT library_app TO " + LOGIN;

    static final List<PlantedOffence> ALL = List.of(
            of("class-declared", "COMMENT ON TABLE planted IS 'class: whatever'"),
            of("class-declared", "COMMENT ON TABLE planted IS NULL"),
            of("rls-enabled", "ALTER TABLE planted DISABLE ROW LEVEL SECURITY"),
            of("rls-forced", "ALTER TABLE planted NO FORCE ROW LEVEL SECURITY"),
            of("owner-column", "ALTER TABLE planted DROP COLUMN tenant_id CASCADE"),
            of(
                    "owner-not-null",
                    "ALTER TABLE planted DROP CONSTRAINT planted_pkey CASCADE;"
                            + " ALTER TABLE planted ALTER tenant_id DROP NOT NULL"),
            of("policy-missing", "DROP POLICY tenant_scope ON planted"),
            of("policy-missing", "ALTER POLICY tenant_scope ON planted WITH CHECK (true)"),
            of("policy-missing", "ALTER POLICY tenant_scope ON planted USING (true)"),
            of("policy-missing", "ALTER POLICY tenant_scope ON planted USING (" + OWN_POLICY + " OR body = 'x')"),
            of(
                    "policy-missing",
                    "ALTER POLICY tenant_scope ON planted"
                            + " USING (tenant_id = nullif(current_setting('app.partner_id', true), '')::uuid)"),
            of("policy-foreign", "CREATE POLICY helpful ON planted USING (true)"),
            of("policy-foreign", "CREATE POLICY helpful ON planted FOR SELECT USING (body = 'public')"),
            of("policy-foreign", "CREATE POLICY relay ON planted TO library_relay USING (true)"),
            of("policy-foreign", "DROP POLICY relay ON outbox; CREATE POLICY relay ON outbox USING (true)"),
            of(
                    "policy-foreign",
                    "DROP POLICY relay ON databases; CREATE POLICY relay ON databases TO library_relay USING (true)"),
            of("no-view", "CREATE VIEW all_of_it AS SELECT * FROM planted"),
            of("no-materialised-view", "CREATE MATERIALIZED VIEW all_of_it AS SELECT * FROM planted"),
            of(
                    "no-foreign-table",
                    "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                            + " CREATE FOREIGN TABLE elsewhere (tenant_id uuid) SERVER s"),
            of("no-inheritance", "CREATE TABLE child () INHERITS (planted)"),
            of(
                    "no-inheritance",
                    "CREATE TABLE parts (tenant_id uuid NOT NULL) PARTITION BY HASH (tenant_id);"
                            + " CREATE TABLE part PARTITION OF parts FOR VALUES WITH (MODULUS 1, REMAINDER 0)"),
            of("no-sequence", "CREATE SEQUENCE numbers"),
            of("no-identity", "ALTER TABLE planted ADD n bigint GENERATED ALWAYS AS IDENTITY"),
            of("primary-key", "ALTER TABLE planted DROP CONSTRAINT planted_pkey CASCADE"),
            of("unique-owner-first", "CREATE UNIQUE INDEX planted_body ON planted (body)"),
            of("unique-owner-first", "ALTER TABLE planted ADD CONSTRAINT backwards UNIQUE (id, tenant_id)"),
            of("unique-owner-first", "CREATE UNIQUE INDEX planted_body ON planted (lower(body), tenant_id)"),
            of("index-owner-first", "CREATE INDEX planted_body ON planted (body)"),
            of("public-key-exists", "COMMENT ON TABLE planted IS 'class: tenant; public key: no_such_key'"),
            of(
                    "foreign-key-owner",
                    "ALTER TABLE planted ADD CONSTRAINT one_id UNIQUE (id);"
                            + " ALTER TABLE planted_child ADD FOREIGN KEY (planted_id) REFERENCES planted (id)"),
            of(
                    "foreign-key-owner",
                    "ALTER TABLE planted_child ADD FOREIGN KEY (planted_id, tenant_id)"
                            + " REFERENCES planted (tenant_id, id)"),
            of("no-exclusion", "ALTER TABLE planted ADD EXCLUDE USING btree (body WITH =)"),
            of(
                    "no-definer",
                    "CREATE FUNCTION all_of_it() RETURNS SETOF planted LANGUAGE sql SECURITY DEFINER"
                            + " SET search_path = library AS 'SELECT * FROM planted'"),
            of("function-not-callable", function("f", "") + "; GRANT EXECUTE ON FUNCTION f() TO library_app"),
            of(
                    "function-not-callable",
                    "CREATE SCHEMA evil; CREATE FUNCTION evil.f() RETURNS int LANGUAGE sql AS"
                            + " 'SELECT 1'; GRANT EXECUTE ON FUNCTION evil.f() TO library_relay"),
            of("function-not-public", function("f", "SET search_path = library")),
            of("search-path-pinned", function("f", "") + "; REVOKE ALL ON FUNCTION f() FROM PUBLIC"),
            of(
                    "no-function-in-policy",
                    "CREATE FUNCTION mine() RETURNS uuid LANGUAGE sql IMMUTABLE AS"
                            + " $$SELECT nullif(current_setting('app.tenant_id', true), '')::uuid$$;"
                            + " ALTER POLICY tenant_scope ON planted USING (tenant_id = mine())"),
            of(
                    "no-trigger",
                    "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                            + " CREATE TRIGGER tell BEFORE INSERT ON planted FOR EACH ROW EXECUTE FUNCTION tell()"),
            // The name alone is not enough.
            of(
                    "no-trigger",
                    "CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';"
                            + " CREATE TRIGGER follow BEFORE INSERT ON planted FOR EACH ROW EXECUTE FUNCTION tell()"),
            of(
                    "no-event-trigger",
                    "CREATE FUNCTION tell() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN END';"
                            + " CREATE EVENT TRIGGER tell ON ddl_command_end EXECUTE FUNCTION tell()"),
            of("no-rewrite-rule", "CREATE RULE quiet AS ON DELETE TO planted DO INSTEAD NOTHING"),
            of("no-large-object", "SELECT lo_create(0)"),
            of("large-objects-out-of-reach", "GRANT EXECUTE ON FUNCTION lo_create(oid) TO PUBLIC"),
            of("large-objects-out-of-reach", "GRANT EXECUTE ON FUNCTION loread(int, int) TO library_relay"),
            of("roles-exist", "ALTER ROLE library_relay RENAME TO library_gone"),
            of("not-superuser", "ALTER ROLE library_app SUPERUSER"),
            of("no-bypass-rls", "ALTER ROLE library_app BYPASSRLS"),
            of("no-bypass-rls", "ALTER ROLE library_owner BYPASSRLS"),
            of("no-create-role", "ALTER ROLE library_app CREATEROLE"),
            of("no-create-database", "ALTER ROLE library_relay CREATEDB"),
            of("no-replication", "ALTER ROLE library_app REPLICATION"),
            of("no-membership", "GRANT library_owner TO library_app"),
            of("no-membership", "GRANT pg_read_all_data TO library_relay"),
            of("owns-nothing", "ALTER TABLE planted OWNER TO library_app"),
            of("one-schema-in-path", "ALTER ROLE library_app SET search_path = library, public"),
            of("no-foreign-schema", "CREATE SCHEMA other; GRANT USAGE ON SCHEMA other TO library_app"),
            of("no-foreign-schema", "GRANT USAGE ON SCHEMA public TO PUBLIC"),
            of("no-create-in-schema", "GRANT CREATE ON SCHEMA library TO library_app"),
            of("no-create-in-schema", "GRANT CREATE ON SCHEMA public TO PUBLIC"),
            of("no-create-in-database", "GRANT TEMP ON DATABASE scaiwave TO PUBLIC"),
            of("no-create-in-database", "GRANT CREATE ON DATABASE scaiwave TO library_app"),
            of("no-strong-table-right", "GRANT TRUNCATE ON planted TO library_app"),
            of("no-strong-table-right", "GRANT REFERENCES ON planted TO library_app"),
            of("no-strong-table-right", "GRANT TRIGGER ON outbox TO library_relay"),
            of("relay-moves-messages-only", "GRANT SELECT ON planted TO library_relay"),
            of("relay-moves-messages-only", "GRANT SELECT (body) ON planted TO library_relay"),
            of("relay-moves-messages-only", "GRANT SELECT (sealed_password) ON databases TO library_relay"),
            of("relay-moves-messages-only", "GRANT INSERT (host) ON databases TO library_relay"),
            of("runtime-role-for-own-databases-only", "CREATE ROLE mine LOGIN NOINHERIT; GRANT library_app TO mine"),
            of("runtime-role-for-own-databases-only", OWN_LOGIN + "; ALTER ROLE " + LOGIN + " INHERIT"),
            of("runtime-role-for-own-databases-only", OWN_LOGIN + "; GRANT CONNECT ON DATABASE scaiwave TO " + LOGIN),
            of("nothing-for-public", "GRANT SELECT ON planted TO PUBLIC"),
            of("no-column-for-public", "GRANT SELECT (body) ON planted TO PUBLIC"),
            of(
                    "ledger-closed",
                    "CREATE TABLE flyway_schema_history (version text);"
                            + " GRANT SELECT ON flyway_schema_history TO library_app"),
            of("grant-not-passed-on", "GRANT SELECT ON planted TO library_app WITH GRANT OPTION"));

    private static PlantedOffence of(String rule, String sql) {
        return new PlantedOffence(rule, sql);
    }

    private static String function(String name, String setting) {
        return "CREATE FUNCTION " + name + "() RETURNS int LANGUAGE sql " + setting + " AS 'SELECT 1'";
    }
}
