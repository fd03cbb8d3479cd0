package io.scaiwave.room.moves;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.tenancy.context.Isolation;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table of a tenant either moves with it, or is one of those that the service keeps at home for all of them. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class EveryTableOfATenantMovesTest {

    private static final List<Object> AT_HOME =
            List.of("databases", "fences", "idempotency_keys", "inbox", "move_changes", "moves", "outbox");
    private static final String FOLLOWED =
            "SELECT c.relname FROM pg_class c JOIN pg_trigger g ON g.tgrelid = c.oid AND g.tgname = 'follow'"
                    + " WHERE c.relnamespace = '%s'::regnamespace ORDER BY 1";
    private static final String TABLES = "SELECT c.relname FROM pg_class c WHERE c.relkind IN ('r', 'p')"
            + " AND c.relnamespace = '%s'::regnamespace AND obj_description(c.oid, 'pg_class') LIKE 'class: tenant%%'"
            + " ORDER BY 1";

    private final Tenant tenant = Tenant.fresh();

    @Test
    void whatIsNotKeptAtHomeMoves() throws SQLException {
        tenant.id();
        Journey journey = Journey.of(tenant, Isolation.SHARED, Isolation.SCHEMA).upTo(MoveStep.PREPARE);
        try (Copies copies = new Copies(tenant.id())) {
            List<Object> moving = copies.list(FOLLOWED.formatted("room"));
            List<Object> shared = copies.list(TABLES.formatted("room"));

            assertThat(shared).containsAll(moving);
            assertThat(shared.stream().filter(table -> !moving.contains(table)))
                    .as("tables that stay at home; another one needs CALL follow(…), so that it moves")
                    .containsExactlyInAnyOrderElementsOf(AT_HOME);
            assertThat(copies.list(FOLLOWED.formatted(copies.own()))).isEqualTo(moving);
            assertThat(copies.list(TABLES.formatted(copies.own()))).isEqualTo(moving);
            assertThat(Copies.TABLES)
                    .containsExactlyInAnyOrderElementsOf(
                            moving.stream().map(String::valueOf).toList());
        }
        journey.undo();
    }
}
