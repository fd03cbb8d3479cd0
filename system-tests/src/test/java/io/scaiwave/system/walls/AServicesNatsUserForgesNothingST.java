package io.scaiwave.system.walls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamManagement;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.scaiwave.system.installation.Installation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever steals the NATS credentials of one service speaks for that service, and changes nothing of JetStream's. */
class AServicesNatsUserForgesNothingST {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> STREAMS = List.of("ROOM_EVENTS", "TENANT_EVENTS", "DLQ");
    private static final String AUDIT = "TENANT_EVENTS.tenant-service-audit";
    private static final String FORGED = """
            {"name":"FORGED","subjects":["forged.>"],
             "republish":{"src":"forged.>","dest":"swp.{{wildcard(1)}}.tenant.suspended"}}""";

    private static final Map<String, String> SPEAKS_OF = Map.of(
            "room-service",
            "room.r.message",
            "tenant-service",
            "tenant.suspended",
            "identity-gateway",
            "identity.key.x");

    private final Installation installation = Installation.shared();

    @ParameterizedTest
    @ValueSource(strings = {"room-service", "tenant-service", "identity-gateway"})
    void whatIsNotTheServicesOwnIsRefused(String service) throws Exception {
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        List<String> forbidden = forbidden(service);

        try (Connection thief = as(service, refused)) {
            for (String subject : forbidden) {
                thief.publish(subject, "forged", FORGED.getBytes(StandardCharsets.UTF_8));
            }
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(forbidden)
                    .allMatch(subject -> refused.stream().anyMatch(error -> error.contains('"' + subject + '"'))));
        }

        try (Connection admin = as("admin", new ConcurrentLinkedQueue<>())) {
            JetStreamManagement streams = admin.jetStreamManagement();
            assertThat(streams.getStreamNames()).containsAll(STREAMS).doesNotContain("FORGED");
            for (String stream : STREAMS) {
                assertThat(streams.getStreamInfo(stream).getConfiguration().getRepublish())
                        .isNull();
            }
            // Its owner makes it again after a restart of the server, which another test may just have asked for.
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(streams.getConsumerNames("TENANT_EVENTS"))
                    .contains("tenant-service-audit"));
        }
    }

    private static List<String> forbidden(String service) {
        List<String> all = new ArrayList<>(List.of(
                "$JS.API.STREAM.CREATE.FORGED",
                "$JS.API.STREAM.NAMES",
                "$JS.API.CONSUMER.CREATE.ROOM_EVENTS.thief",
                "$JS.API.CONSUMER.DURABLE.CREATE.TENANT_EVENTS.thief",
                "$JS.API.CONSUMER.DELETE." + AUDIT,
                "_INBOX.somebody.else",
                "forged.x"));
        for (String stream : STREAMS) {
            for (String verb : List.of("UPDATE", "DELETE", "PURGE", "MSG.DELETE", "SNAPSHOT", "RESTORE")) {
                all.add("$JS.API.STREAM." + verb + "." + stream);
            }
        }
        if (!service.equals("tenant-service")) {
            all.add("$JS.API.CONSUMER.DURABLE.CREATE." + AUDIT);
            all.add("$JS.API.CONSUMER.MSG.NEXT." + AUDIT);
            all.add("$JS.ACK." + AUDIT + ".1.1.1.1.0");
            all.add("$JS.API.STREAM.MSG.GET.TENANT_EVENTS");
        }
        SPEAKS_OF.forEach((owner, what) -> {
            if (!owner.equals(service)) {
                all.add("swp.tnt_01h455vb4pex5vsknk084sn02q." + what);
            }
        });
        return all;
    }

    @Test
    void whatAServiceNeedsItMayAsk() throws Exception {
        for (String service : SPEAKS_OF.keySet()) {
            Queue<String> refused = new ConcurrentLinkedQueue<>();
            try (Connection connection = as(service, refused)) {
                for (String stream : STREAMS) {
                    Message answer = connection.request("$JS.API.STREAM.INFO." + stream, null, PATIENCE);
                    assertThat(answer).as("%s asks about %s", service, stream).isNotNull();
                }
            }
            assertThat(refused).isEmpty();
        }
    }

    private Connection as(String user, Queue<String> refused) throws Exception {
        return Nats.connect(Options.builder()
                .server(installation.natsUrl())
                .authHandler(Nats.credentials(installation
                        .home()
                        .resolve("keys")
                        .resolve("nats-" + user + ".creds")
                        .toString()))
                .errorListener(new ErrorListener() {
                    @Override
                    public void errorOccurred(Connection connection, String error) {
                        refused.add(error);
                    }
                })
                .build());
    }
}
