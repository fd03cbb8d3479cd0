package io.scaiwave.tenancy.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.Scopes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InboxTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    private final String message = UUID.randomUUID().toString();
    private Pool pool;
    private TenantDb db;

    @BeforeEach
    void open() {
        pool = Backing.schema().appPool(Backing.vertx(), 8);
        db = Databases.tenantDb(pool);
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    static Stream<Scope> scopes() {
        return Stream.of(Scopes.tenant(), Scopes.partner(), Scopes.PLATFORM);
    }

    @ParameterizedTest
    @MethodSource("scopes")
    void aMessageIsNewOnce(Scope scope) {
        assertThat(isFirst(scope, "consumer")).isTrue();
        assertThat(isFirst(scope, "consumer")).isFalse();
        assertThat(isFirst(scope, "another consumer")).isTrue();
    }

    @Test
    void anEqualMessageIdOfAnotherTenantIsAnotherMessage() {
        assertThat(isFirst(Scopes.tenant(), "consumer")).isTrue();
        assertThat(isFirst(Scopes.tenant(), "consumer")).isTrue();
    }

    @Test
    void ofManyDeliveriesAtOnceOneIsTheFirst() {
        Scope tenant = Scopes.tenant();

        var answers = IntStream.range(0, 10)
                .mapToObj(i -> first(tenant, "consumer").subscribeAsCompletionStage())
                .toList();

        assertThat(answers.stream().filter(answer -> answer.join())).hasSize(1);
    }

    @Test
    void anEffectThatIsRolledBackLeavesTheMessageNew() {
        Scope tenant = Scopes.tenant();
        Uni<Object> failing = db.inTransaction(tenant, tx -> Inbox.first(tx, "consumer", message)
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("crash"))));

        assertThatThrownBy(() -> failing.await().atMost(SOON)).hasMessage("crash");

        assertThat(isFirst(tenant, "consumer")).isTrue();
    }

    private Uni<Boolean> first(Scope scope, String consumer) {
        return db.inTransaction(scope, tx -> Inbox.first(tx, consumer, message));
    }

    private boolean isFirst(Scope scope, String consumer) {
        return first(scope, consumer).await().atMost(SOON);
    }
}
