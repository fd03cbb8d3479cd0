package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.crypto.MasterKey;
import io.scaiwave.tenancy.crypto.MasterKeys;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.testing.TestSchema;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that belongs to one tenant, as provisioning makes it, and the record of it at home. */
public final class OwnDatabase implements AutoCloseable {

    /** What its passwords are sealed with. */
    public static final MasterKey KEY = MasterKeys.random();

    private static final String PASSWORD = "of-this-database-only";

    private final TenantId tenant;
    private final String name;

    private OwnDatabase(TenantId tenant, String name) {
        this.tenant = tenant;
        this.name = name;
    }

    private static final class Template {
        static final TestSchema MADE = make();

        private static TestSchema make() {
            TestSchema template = Notes.schema().template();
            template.asOwner(Notes.TABLES);
            return template;
        }
    }

    /** The tenant's one database, with an open fence. */
    public static OwnDatabase of(TenantContext tenant) {
        OwnDatabase made = called(Place.databaseOf(tenant.tenantId()), tenant.tenantId());
        made.fence("database", "open");
        home("INSERT INTO library.fences (tenant_id, level, state) VALUES ('" + made.id() + "', 'database', 'closed')");
        made.isOnRecord(made.name, PASSWORD, tenant.tenantId());
        return made;
    }

    /** A database of that name that lets nobody in yet. */
    static OwnDatabase called(String name, TenantId tenant) {
        for (String statement : List.of(
                "CREATE ROLE " + name + " LOGIN NOINHERIT PASSWORD '" + PASSWORD + "'",
                "GRANT library_app TO " + name,
                "ALTER ROLE " + name + " SET search_path = 'library'",
                "CREATE DATABASE " + name + " TEMPLATE " + TestSchema.NAME + "_template",
                "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC",
                "GRANT CONNECT ON DATABASE " + name + " TO library_relay, " + name)) {
            Template.MADE.in("postgres").statement(statement);
        }
        return new OwnDatabase(tenant, name);
    }

    public String name() {
        return name;
    }

    private String id() {
        return tenant.uuid().toString();
    }

    private static void home(String sql) {
        Notes.schema().statement(sql);
    }

    /** What the database itself says of the tenant. */
    void fence(String level, String state) {
        run("INSERT INTO library.fences (tenant_id, level, state) VALUES ('" + id() + "', '" + level + "', '" + state
                + "') ON CONFLICT (tenant_id) DO UPDATE SET level = excluded.level, state = excluded.state");
    }

    /** The record at home, right or wrong. */
    void isOnRecord(String database, String password, TenantId sealedFor) {
        try (Connection admin = Notes.schema().admin();
                PreparedStatement insert = admin.prepareStatement("INSERT INTO library.databases VALUES"
                        + " (?, 'eu-west', '127.0.0.1', ?, ?, ?) ON CONFLICT (tenant_id) DO UPDATE SET"
                        + " name = excluded.name, sealed_password = excluded.sealed_password")) {
            insert.setObject(1, tenant.uuid());
            insert.setInt(2, Notes.schema().port());
            insert.setString(3, database);
            insert.setBytes(
                    4, KEY.seal(password.getBytes(StandardCharsets.UTF_8), TenantDatabases.sealedFor(sealedFor)));
            insert.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With the password that all of these databases have, since they are told apart by their logins. */
    void isOnRecordAs(OwnDatabase other) {
        isOnRecord(other.name, PASSWORD, tenant);
    }

    /** With this database's login, to any. */
    Connection loginTo(String database) throws SQLException {
        return Notes.schema().in(database).login(name, PASSWORD);
    }

    public void run(String sql) {
        Notes.schema().in(name).statement(sql);
    }

    public long count(String sql) {
        try (Connection admin = Notes.schema().in(name).admin();
                Statement statement = admin.createStatement();
                ResultSet found = statement.executeQuery(sql)) {
            found.next();
            return found.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public void drop() {
        Notes.schema().in("postgres").statement("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    @Override
    public void close() {
        drop();
        Notes.schema().in("postgres").statement("DROP ROLE IF EXISTS " + name);
        home("DELETE FROM library.databases WHERE tenant_id = '" + id() + "'");
        home("DELETE FROM library.fences WHERE tenant_id = '" + id() + "'");
    }
}
