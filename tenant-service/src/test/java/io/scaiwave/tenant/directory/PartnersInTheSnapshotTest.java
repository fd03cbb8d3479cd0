package io.scaiwave.tenant.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.JetStreamManagement;
import io.nats.client.api.MessageInfo;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.tenancy.directory.PartnerEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.nats.Subjects;
import io.scaiwave.tenant.testing.Callers;
import io.scaiwave.tenant.testing.Installation;
import io.scaiwave.tenant.testing.Platform;
import io.scaiwave.tenant.testing.Rest;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the gateway is told of partners: by asking, and by the event of each change. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class PartnersInTheSnapshotTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String root = Callers.superAdmin();
    private PartnerId partner = PartnerId.random();

    @BeforeEach
    void aPartner() {
        partner = Rest.partner();
    }

    /** All that changed after an entry, in pages of two. */
    private static List<PartnerEntry> changedAfter(PartnerEntry last) {
        List<PartnerEntry> all = new ArrayList<>();
        List<PartnerEntry> page = page(last.updatedAt(), last.id().uuid());
        while (!page.isEmpty()) {
            all.addAll(page);
            page = page(page.getLast().updatedAt(), page.getLast().id().uuid());
        }
        return all;
    }

    private static List<PartnerEntry> page(OffsetDateTime after, UUID afterId) {
        String path = "/internal/v1/directory/partners?limit=2&after_id=" + afterId + "&updated_after="
                + URLEncoder.encode(after.toString(), StandardCharsets.UTF_8);
        var answer = Rest.as(Callers.service("identity-gateway"))
                .urlEncodingEnabled(false)
                .get(path);
        answer.then().statusCode(200);
        List<Map<String, Object>> data = answer.path("data");
        assertThat(data).hasSizeLessThanOrEqualTo(2);
        return data.stream().map(JsonObject::new).map(PartnerEntry::fromJson).toList();
    }

    private static PartnerEntry beginning() {
        return new PartnerEntry(
                PartnerId.of(new UUID(0, 0)), "active", 0, 0, OffsetDateTime.parse("2000-01-01T00:00:00Z"));
    }

    private PartnerEntry now() {
        return changedAfter(beginning()).stream()
                .filter(entry -> entry.id().equals(partner))
                .reduce((one, two) -> {
                    throw new AssertionError("It is there twice: " + one + two);
                })
                .orElseThrow();
    }

    private void suspend() {
        Rest.post(root, "/v1/partners/" + partner + "/suspend", Map.of("reason", "unpaid"))
                .then()
                .statusCode(200);
    }

    private void delete() {
        Rest.as(root)
                .header("If-Match", "*")
                .delete("/v1/partners/" + partner)
                .then()
                .statusCode(204);
    }

    @Test
    void eachChangeIsANewerEntryAndComesAfterTheOneBefore() {
        PartnerEntry made = now();
        suspend();
        PartnerEntry suspended = now();
        delete();
        PartnerEntry deleted = now();

        assertThat(made.status()).isEqualTo("active");
        assertThat(suspended.status()).isEqualTo("suspended");
        assertThat(suspended.epoch()).isGreaterThan(made.epoch());
        assertThat(deleted.status()).isEqualTo("deleted");
        assertThat(List.of(made.version(), suspended.version(), deleted.version()))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(changedAfter(made)).contains(deleted).doesNotContain(made, suspended);
        assertThat(changedAfter(deleted)).extracting(PartnerEntry::id).doesNotContain(partner);
    }

    @Test
    void eachEventCarriesTheEntry() throws Exception {
        PartnerEntry made = now();
        suspend();
        PartnerEntry suspended = now();
        delete();
        PartnerEntry deleted = now();

        try (Platform platform = new Platform()) {
            JetStreamManagement streams = platform.connection().jetStreamManagement();
            assertPublished(streams, "created", made);
            assertPublished(streams, "suspended", suspended);
            assertPublished(streams, "deleted", deleted);
        }
    }

    private void assertPublished(JetStreamManagement streams, String kind, PartnerEntry entry) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            MessageInfo kept = streams.getLastMessage("TENANT_EVENTS", Subjects.partner(partner, kind));
            JsonObject event = new JsonObject(new String(kept.getData(), StandardCharsets.UTF_8));
            assertThat(PartnerEntry.fromJson(event.getJsonObject("data"))).isEqualTo(entry);
        });
    }

    /** Whoever has tenants stays, and nothing is said of it. */
    @Test
    void aRefusedDeletionLeavesNothingBehind() {
        Rest.activeTenant(partner);
        PartnerEntry before = now();

        Rest.assertProblem(
                Rest.as(root).header("If-Match", "*").delete("/v1/partners/" + partner), 409, "SW_STATE_CONFLICT");

        assertThat(now()).isEqualTo(before);
    }
}
