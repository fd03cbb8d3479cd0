package io.scaiwave.tenancy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.TestSchema;
import io.vertx.mutiny.sqlclient.Pool;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Outbox and inbox forget what is old, a bounded number of rows at a time. */
class ForgettingTest {

    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration KEPT = Duration.ofDays(3_650);

    private final TestSchema schema = Backing.schema();
    private final UUID tenant = UUID.randomUUID();
    private final Pool pool = schema.relayPool(Backing.vertx(), 1);
    private final OutboxStore store = new OutboxStore(Databases.relayDb(pool));

    @AfterEach
    void close() {
        schema.asAdmin("DELETE FROM inbox WHERE tenant_id = '" + tenant + "'");
        schema.asAdmin("DELETE FROM outbox WHERE tenant_id = '" + tenant + "'");
        pool.closeAndAwait();
    }

    @Test
    void whatWasSeenLongAgoIsForgottenInGoesOfABoundedSize() throws SQLException {
        seen(25, "now() - interval '11 years'");
        seen(3, "now()");

        int first = store.forgetSeen(Optional.empty(), KEPT, 10).await().atMost(SOON);

        assertThat(first).isEqualTo(10);
        assertThat(count("inbox")).isEqualTo(18);
        assertThat(store.forgetSeen(Optional.empty(), KEPT, 100).await().atMost(SOON))
                .isEqualTo(15);
        assertThat(store.forgetSeen(Optional.empty(), KEPT, 100).await().atMost(SOON))
                .isZero();
        assertThat(count("inbox")).isEqualTo(3);
    }

    @Test
    void whatWasSentLongAgoIsForgottenAndTheUnsentNever() throws SQLException {
        written(12, "now() - interval '11 years'");
        written(4, "NULL");
        written(2, "now()");

        int first = store.forgetSent(Optional.empty(), KEPT, 10).await().atMost(SOON);

        assertThat(first).isEqualTo(10);
        assertThat(store.forgetSent(Optional.empty(), KEPT, 10).await().atMost(SOON))
                .isEqualTo(2);
        assertThat(count("outbox")).isEqualTo(6);
    }

    private void seen(int messages, String at) {
        schema.asAdmin("INSERT INTO inbox (tenant_id, consumer, message_id, seen_at) SELECT '" + tenant
                + "', 'forgetting', gen_random_uuid()::text, " + at + " FROM generate_series(1, " + messages + ")");
    }

    /** By an owner of its own that no relay serves: the unsent ones say a subject that nothing is published on. */
    private void written(int events, String sent) {
        schema.asAdmin("INSERT INTO outbox (tenant_id, id, subject, message_id, payload, sent_at) SELECT '" + tenant
                + "', gen_random_uuid(), 'swp.nobody', gen_random_uuid()::text, '{}', " + sent
                + " FROM generate_series(1, " + events + ")");
    }

    private int count(String table) throws SQLException {
        try (var admin = schema.admin();
                var found = admin.createStatement()
                        .executeQuery(
                                "SELECT count(*) FROM library." + table + " WHERE tenant_id = '" + tenant + "'")) {
            found.next();
            return found.getInt(1);
        }
    }
}
