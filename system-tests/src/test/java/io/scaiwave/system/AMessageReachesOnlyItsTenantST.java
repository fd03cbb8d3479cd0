package io.scaiwave.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Message;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.Listener;
import io.scaiwave.system.installation.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The main job, end to end, with everything a stranger could listen on open beside it. */
class AMessageReachesOnlyItsTenantST {

    private final Installation installation = Installation.shared();

    @Test
    void theTenantsOwnSubscriberHearsItAndTheOtherTenantsHearsNothing() throws Exception {
        TestTenant acme = TestTenant.create(installation);
        TestTenant widgets = TestTenant.create(installation);
        Api alice = acme.user("alice");
        String room = acme.room(alice);
        String widgetsRoom = widgets.room(widgets.user("walter"));

        try (Listener own = Listener.of(acme).subscribe("swp.room.*.>").flush();
                Listener stranger = strangerOnEverything(widgets)) {
            JsonNode sent = acme.say(alice, room, "for acme alone");
            widgets.say(widgets.user("walter"), widgetsRoom, "for widgets alone");

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(texts(own.heard())).contains("for acme alone"));
            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(texts(stranger.heard())).contains("for widgets alone"));
            Message message = own.heard().stream()
                    .filter(heard -> text(heard).contains("for acme alone"))
                    .findFirst()
                    .orElseThrow();
            assertThat(message.getSubject()).isEqualTo("swp.room." + room + ".message");
            assertIsTheCloudEventOf(sent, Listener.json(message), acme, room);
            assertThat(own.heard()).allMatch(heard -> !text(heard).contains(widgets.id()));
            assertThat(stranger.heard())
                    .allMatch(heard ->
                            !text(heard).contains(acme.id()) && !text(heard).contains(room))
                    .allMatch(heard -> !heard.getSubject().contains(room));
        }
    }

    @Test
    void credentialsMayPublishNothing() throws Exception {
        TestTenant acme = TestTenant.create(installation);
        TestTenant widgets = TestTenant.create(installation);
        String room = acme.room(acme.user("alice"));

        try (Listener own = Listener.of(acme).subscribe("swp.room.*.>").flush();
                Listener stranger = Listener.of(widgets)) {
            List<String> subjects = List.of(
                    "swp.room." + room + ".message",
                    "swp." + acme.id() + ".room." + room + ".message",
                    "$JS.API.STREAM.DELETE.ROOM_EVENTS",
                    "$JS.API.ACCOUNT.PURGE." + acme.id(),
                    "$SYS.REQ.CLAIMS.UPDATE");
            subjects.forEach(
                    subject -> stranger.connection().publish(subject, "forged".getBytes(StandardCharsets.UTF_8)));
            stranger.flush();

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(stranger.errors()).hasSize(subjects.size()));
            assertThat(own.heard()).noneMatch(heard -> text(heard).contains("forged"));
        }
    }

    private static Listener strangerOnEverything(TestTenant tenant) {
        Listener stranger = Listener.of(tenant);
        List.of("swp.room.*.>", "swp.room.>", ">", "swp.>", "swp.*.room.>", "$JS.API.>", "$SYS.>", "_INBOX.>")
                .forEach(stranger::subscribe);
        return stranger.subscribe("swp.>", "queue").flush();
    }

    private static void assertIsTheCloudEventOf(JsonNode row, JsonNode event, TestTenant tenant, String room) {
        assertThat(event.path("specversion").asText()).isEqualTo("1.0");
        assertThat(event.path("id").asText()).isEqualTo(row.path("id").asText());
        assertThat(event.path("source").asText()).isEqualTo("/tenants/" + tenant.id() + "/rooms/" + room);
        assertThat(event.path("type").asText()).isEqualTo("swp.room.message");
        assertThat(event.path("subject").asText()).isEqualTo(room);
        assertThat(event.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(event.path("tenantid").asText()).isEqualTo(tenant.id());
        assertThat(event.path("streamposition").asLong())
                .isEqualTo(row.path("stream_position").asLong());
        assertThat(event.path("data")).isEqualTo(row);
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .map(heard -> Listener.json(heard)
                        .path("data")
                        .path("content")
                        .path("body")
                        .asText())
                .toList();
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }
}
