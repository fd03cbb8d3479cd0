package io.scaiwave.room.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Message;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.scaiwave.room.testing.Installation;
import io.scaiwave.room.testing.Nats;
import io.scaiwave.room.testing.OwnNats;
import io.scaiwave.room.testing.Rest;
import io.scaiwave.room.testing.Tenant;
import io.scaiwave.room.testing.Tenant.User;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** NATS is killed while people talk: they do not notice, and subscribers hear it all, in order, once it is back. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
@QuarkusTestResource(value = OwnNats.class, restrictToAnnotatedClass = true)
@TestProfile(NatsOutageTest.Alone.class)
class NatsOutageTest {

    private static final int BEFORE = 5;
    private static final int DURING = 20;

    /** A start of its own, so that the other tests keep their server. */
    public static class Alone implements QuarkusTestProfile {}

    private final Tenant tenant = Tenant.fresh();
    private final User alice = tenant.user();

    @Test
    void whatWasSaidDuringTheOutageIsHeardAfterIt() throws Exception {
        String room = Rest.room(alice, "group");
        say(room, BEFORE);
        OwnNats.running().kill();

        say(room, DURING);
        OwnNats.running().revive();

        // The sender's own room events, then 25 messages: read from the stream, as somebody would who was away.
        List<Integer> expected =
                IntStream.rangeClosed(1, 3 + BEFORE + DURING).boxed().toList();
        Awaitility.await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().untilAsserted(() -> assertThat(
                        positionsInTheStream())
                .containsExactlyElementsOf(expected));
    }

    private void say(String room, int times) {
        for (int i = 0; i < times; i++) {
            Rest.send(alice, room, "message " + i).then().statusCode(201);
        }
    }

    /** In the order of the stream; a repeat of what came before is dropped by its id, as every subscriber must. */
    private Set<Integer> positionsInTheStream() {
        try (Nats nats = new Nats(OwnNats.running().url())) {
            Set<Integer> positions = new LinkedHashSet<>();
            for (Message message : nats.kept(tenant.id())) {
                JsonObject event = new JsonObject(new String(message.getData(), StandardCharsets.UTF_8));
                positions.add(event.getJsonObject("data").getInteger("stream_position"));
            }
            return positions;
        }
    }
}
