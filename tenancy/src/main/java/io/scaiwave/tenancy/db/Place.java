package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.id.TenantId;

/** Which copy of its rows a transaction is opened on. */
public sealed interface Place {

    Place HOME = new Home();

    /** The service's own tables, where nothing ever moves: no fence is asked. */
    record Home() implements Place {}

    /**
     * The tables that tenants share, if the tenant's fence says that they hold its rows.
     *
     * @param service the service's schema
     */
    record Shared(String service) implements Place {}

    /**
     * The tenant's own schema, under its own role of the same name; what belongs to the service itself is named with
     * the service's schema.
     *
     * @param service the service's schema
     * @param schema the tenant's
     */
    record InSchema(String service, String schema) implements Place {
        public InSchema(String service, TenantId tenant) {
            this(service, schemaOf(tenant));
        }
    }

    /**
     * The tenant's own database, which has the same tables as the home of the service.
     *
     * @param service the service's schema
     */
    record InDatabase(String service) implements Place {}

    /** The name is made from the id alone: catalogs can be read by everybody. */
    static String schemaOf(TenantId tenant) {
        return "t_" + tenant.uuid().toString().replace("-", "");
    }

    /** Of a tenant's own database, and of the login that reaches it alone. */
    static String databaseOf(TenantId tenant) {
        return "d_" + tenant.uuid().toString().replace("-", "");
    }

    /** The same place as a fence row writes it. */
    default Isolation level() {
        return switch (this) {
            case Home ignored -> Isolation.SHARED;
            case Shared ignored -> Isolation.SHARED;
            case InSchema ignored -> Isolation.SCHEMA;
            case InDatabase ignored -> Isolation.DATABASE;
        };
    }
}
