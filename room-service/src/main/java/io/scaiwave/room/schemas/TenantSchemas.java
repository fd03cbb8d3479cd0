package io.scaiwave.room.schemas;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Brings a tenant's own schema to the same tables that tenants share, from the same files. */
@ApplicationScoped
class TenantSchemas {

    private final AgroalDataSource connections;
    private final Flyway shared;

    TenantSchemas(
            @DataSource("provisioner") AgroalDataSource connections, @FlywayDataSource("provisioner") Flyway shared) {
        this.connections = connections;
        this.shared = shared;
    }

    /** Safe to repeat and to call from several replicas: the schema's ledger is locked meanwhile. */
    void migrate(String schema) {
        Flyway.configure(shared.getConfiguration().getClassLoader())
                .configuration(shared.getConfiguration())
                .dataSource(connections)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(false)
                .group(true)
                .initSql("SET ROLE room_owner")
                .placeholders(Map.of("service", "room"))
                .load()
                .migrate();
    }
}
