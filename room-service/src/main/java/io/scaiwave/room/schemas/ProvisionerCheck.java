package io.scaiwave.room.schemas;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.virtual.threads.VirtualThreads;
import io.scaiwave.tenancy.boot.BootCheck;
import io.scaiwave.tenancy.db.DatabaseFailures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;

/**
 * What is too powerful about the role that makes tenants' places. It may become the owner of this service's tables and copy
 * databases that are marked as templates; it, and whoever it can become, makes no roles or schemas and reaches no schema
 * of another service.
 */
@ApplicationScoped
class ProvisionerCheck implements BootCheck {

    private static final Logger LOG = Logger.getLogger(ProvisionerCheck.class);
    private static final String SQL = """
            WITH reached AS (SELECT * FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER'))
            SELECT 'may ' || what AS reason FROM reached, LATERAL (VALUES
                (rolsuper, 'do everything, as superuser'), (rolbypassrls, 'bypass row-level security'),
                (rolcreaterole, 'create roles'), (rolcreatedb AND rolname <> current_user, 'create databases'), (rolreplication, 'replicate'),
                (has_database_privilege(oid, current_database(), 'CREATE'), 'create schemas')) AS power (held, what)
             WHERE held
            UNION
            SELECT 'is a member of ' || rolname FROM reached WHERE rolname NOT IN (current_user, ? || '_owner')
            UNION
            SELECT 'reaches the schema ' || n.nspname FROM reached r, pg_namespace n
             WHERE n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
               AND n.nspname NOT IN (?, ? || '_places') AND n.nspname !~ '^t_[0-9a-f]{32}$'
               AND has_schema_privilege(r.oid, n.oid, 'USAGE')
            ORDER BY 1
            """;

    private final AgroalDataSource connections;
    private final ExecutorService blocking;

    ProvisionerCheck(
            @DataSource("provisioner") AgroalDataSource connections, @VirtualThreads ExecutorService blocking) {
        this.connections = connections;
        this.blocking = blocking;
    }

    @Override
    public Uni<List<String>> findings() {
        return Uni.createFrom().item(this::ask).runSubscriptionOn(blocking);
    }

    private List<String> ask() {
        try (Connection connection = connections.getConnection()) {
            return findings(connection, Provisioner.SERVICE);
        } catch (SQLException e) {
            LOG.warnf("The provisioner cannot be asked what it may do: %s", e.getMessage());
            throw DatabaseFailures.unavailable();
        }
    }

    static List<String> findings(Connection connection, String service) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            for (int i = 1; i <= 3; i++) {
                statement.setString(i, service);
            }
            List<String> all = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    all.add("the role of the provisioner " + found.getString(1));
                }
            }
            return all;
        }
    }
}
