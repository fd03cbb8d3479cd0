package io.scaiwave.system.stops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.installation.Installation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readiness follows the one hard dependency; liveness follows none, so nothing is restarted for another's outage. */
class OnlyPostgresTakesAReplicaOutST {

    private static final List<String> SERVICES = List.of("tenant-service", "identity-gateway", "room-service");

    private final Installation installation = Installation.shared();

    @AfterEach
    void allIsUpAgain() {
        installation.up();
    }

    @Test
    void withoutPostgresEveryServiceIsAliveAndNotReadyAndComesBackByItself() {
        List<Long> processes = SERVICES.stream().map(installation::pid).toList();
        installation.killServer("postgres");

        for (String service : SERVICES) {
            await().atMost(Duration.ofSeconds(15)).until(() -> installation.health(service, "ready") == 503);
            assertThat(installation.health(service, "live")).as(service).isEqualTo(200);
        }

        installation.startServer("postgres");
        for (String service : SERVICES) {
            await().atMost(Duration.ofSeconds(30)).until(() -> installation.isReady(service));
        }
        assertThat(SERVICES.stream().map(installation::pid).toList()).isEqualTo(processes);
    }

    @Test
    void withoutRedisAndNatsEveryServiceStaysReady() {
        installation.killServer("redis");
        installation.killServer("nats");

        for (String service : SERVICES) {
            assertThat(installation.health(service, "live")).as(service).isEqualTo(200);
            assertThat(installation.health(service, "ready")).as(service).isEqualTo(200);
        }
    }
}
