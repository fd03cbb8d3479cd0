package io.scaiwave.tenancy.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import io.scaiwave.tenancy.db.DatabaseConfig;
import io.scaiwave.tenancy.db.RelayDb;
import io.scaiwave.tenancy.db.TenantDb;
import io.scaiwave.tenancy.testing.Backing;
import io.scaiwave.tenancy.testing.Databases;
import io.scaiwave.tenancy.testing.PrivatePostgres;
import io.scaiwave.tenancy.testing.TestSchema;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is away is waited for; one that is there and says no ends the start. */
class BootChecksTest {

    private static final DatabaseConfig SOON = Databases.config(Duration.ofMillis(500), Duration.ofMillis(100));

    private PrivatePostgres postgres;
    private TestSchema schema;
    private Pool app;
    private Pool relay;

    @BeforeEach
    void start() {
        postgres = PrivatePostgres.start();
        schema = TestSchema.make(postgres);
        app = schema.appPool(Backing.vertx(), 1);
        relay = schema.relayPool(Backing.vertx(), 1);
    }

    @AfterEach
    void stop() {
        app.closeAndForget();
        relay.closeAndForget();
        postgres.stop();
    }

    private BootChecks checks(DatabaseConfig config) {
        return new BootChecks(new TenantDb(app, config), new RelayDb(relay, config), List.of());
    }

    @Test
    void aDatabaseThatRefusesThePasswordEndsTheStartAndSaysWhatToDo() {
        schema.asAdmin("ALTER ROLE " + TestSchema.NAME + "_app PASSWORD 'another'");

        assertThatThrownBy(() -> checks(Databases.PATIENT).start(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Refusing to start")
                .hasMessageContaining("28P01")
                .hasMessageContaining("own roles");
    }

    @Test
    void aDatabaseThatIsAwayIsWaitedForAndCheckedOnceItIsBack() {
        BootChecks checks = checks(SOON);
        postgres.pause();
        try {
            checks.start(new StartupEvent());

            assertThat(checks.hasPassed()).isFalse();
        } finally {
            postgres.resume();
        }

        await().atMost(Duration.ofSeconds(60)).until(checks::hasPassed);
    }
}
