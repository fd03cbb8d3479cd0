package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.TestSchema;
import io.smallrye.mutiny.Uni;
import java.util.UUID;

/** A table of tenant class, and a child of it, to try the walls with. */
final class Notes {

    static final String INSERT = "INSERT INTO note (tenant_id, id, body) VALUES ($1, $2, $3)";
    static final String ALL = "SELECT tenant_id, body FROM note ORDER BY body";

    /** A table of tenant class, and a child of it. */
    static final String TABLES = """
            CREATE TABLE note (tenant_id uuid NOT NULL, id uuid NOT NULL, body text NOT NULL,
                PRIMARY KEY (tenant_id, id));
            CALL protect('note', 'tenant', 'SELECT, INSERT, UPDATE, DELETE');
            CALL follow('note');
            CREATE TABLE remark (tenant_id uuid NOT NULL, id uuid NOT NULL, note_id uuid NOT NULL,
                PRIMARY KEY (tenant_id, id),
                FOREIGN KEY (tenant_id, note_id) REFERENCES note (tenant_id, id) ON DELETE CASCADE);
            CREATE INDEX remark_note ON remark (tenant_id, note_id);
            CALL protect('remark', 'tenant', 'SELECT, INSERT, UPDATE, DELETE');
            """;

    private Notes() {}

    static TestSchema schema() {
        return Made.SCHEMA;
    }

    private static final class Made {
        static final TestSchema SCHEMA = make();
    }

    private static TestSchema make() {
        TestSchema schema = Backing.schema();
        schema.asOwner(TABLES);
        return schema;
    }

    static Uni<Integer> insert(Tx tx, TenantContext tenant, UUID id, String body) {
        return tx.update(INSERT, tenant.tenantId().uuid(), id, body);
    }
}
