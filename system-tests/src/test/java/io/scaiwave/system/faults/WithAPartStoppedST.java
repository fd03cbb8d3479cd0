package io.scaiwave.system.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.Listener;
import io.scaiwave.system.installation.TestTenant;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes on and what is refused while Postgres, Redis, NATS or a service is away, and that it comes back by itself. */
class WithAPartStoppedST {

    private final Installation installation = Installation.shared();
    private TestTenant tenant;
    private Api user;
    private String room;

    @BeforeEach
    void aTenantAtWork() {
        tenant = TestTenant.create(installation);
        user = tenant.user("alice");
        room = tenant.room(user);
    }

    @AfterEach
    void allIsUpAgain() {
        installation.up();
    }

    @Test
    void withoutPostgresWritesAreRefusedAndComeBack() {
        installation.killServer("postgres");

        Api.Answer refused = send("while postgres is away");

        assertThat(refused.expect(503).code()).isEqualTo("SW_DEPENDENCY_DOWN");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        installation.startServer("postgres");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(send("back").status()).isEqualTo(201));
    }

    @Test
    void withoutRedisRequestsGoOnUnderALocalLimit() {
        installation.killServer("redis");

        for (int i = 0; i < 20; i++) {
            assertThat(send("without redis " + i).status()).isEqualTo(201);
        }

        installation.startServer("redis");
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(send("back").status()).isEqualTo(201));
    }

    /** By a durable consumer: a plain subscriber may be back later than the events are. */
    @Test
    void withoutNatsWritesGoOnAndTheirEventsArriveLater() throws Exception {
        JsonNode credentials = Listener.credentials(tenant, true);
        installation.killServer("nats");

        for (int i = 0; i < 10; i++) {
            assertThat(send("without nats " + i).status()).isEqualTo(201);
        }

        installation.startServer("nats");
        try (DurableReader reader = new DurableReader(credentials)) {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(reader.read().effects())
                            .containsExactlyElementsOf(IntStream.range(0, 10)
                                    .mapToObj(i -> "without nats " + i)
                                    .toList()));
        }
    }

    @Test
    void withoutTenantServiceTrafficGoesOnAndChangesAreRefused() {
        installation.kill("tenant-service");

        assertThat(send("while tenant-service is away").status()).isEqualTo(201);
        Api.Answer refused = tenant.admin().get("/v1/tenants/" + tenant.id());

        assertThat(refused.expect(503).code()).isEqualTo("SW_DEPENDENCY_DOWN");
    }

    private Api.Answer send(String text) {
        return user.post(
                "/v1/rooms/" + room + "/send", "{\"content\":{\"msgtype\":\"swp.text\",\"body\":\"" + text + "\"}}");
    }
}
