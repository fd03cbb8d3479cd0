package io.scaiwave.system.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A partner of its own with one tenant to be, asked for with one idempotency key. */
record Fleet(Installation installation, String partnerId, UUID partner, String slug, String isolation, String key) {

    static Fleet found(Installation installation) {
        return found(installation, "shared");
    }

    /** @param isolation the level of its tenant to be */
    static Fleet found(Installation installation, String isolation) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 12);
        Api root = installation.as(installation.tokens().superAdmin());
        Api once = root.with("Idempotency-Key", name);
        String body = "{\"name\":\"%s\",\"slug\":\"%s\"}".formatted(name, name);
        String id = answered(() -> once.post("/v1/partners", body))
                .expect(201)
                .data()
                .path("id")
                .asText();
        String slug = "t" + UUID.randomUUID().toString().substring(0, 12);
        return new Fleet(
                installation,
                id,
                stored(installation, name),
                slug,
                isolation,
                UUID.randomUUID().toString());
    }

    private static UUID stored(Installation installation, String partnerSlug) {
        try (var database = installation.database();
                Statement look = database.createStatement();
                ResultSet found = look.executeQuery(
                        "SELECT partner_id FROM tenant.partners WHERE slug = '" + partnerSlug + "'")) {
            found.next();
            return found.getObject(1, UUID.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Api admin() {
        return installation.as(installation.tokens().partner(partnerId, "pat", "partner_admin"));
    }

    /** A busy machine may answer 503; whoever repeats the same request gets what it asked for. */
    static Api.Answer answered(Supplier<Api.Answer> request) {
        AtomicReference<Api.Answer> last = new AtomicReference<>();
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    last.set(request.get());
                    return last.get().status() != 503 && !last.get().body().contains("SW_IDEMPOTENCY_IN_PROGRESS");
                });
        return last.get();
    }

    /** Asks again while there is no answer but 503, until somebody says that it is enough. */
    static void ask(Supplier<Api.Answer> request, AtomicBoolean enough) {
        while (!enough.get()) {
            try {
                if (request.get().status() != 503) {
                    return;
                }
            } catch (UncheckedIOException e) {
                // The connection broke: that is what this is about.
            }
        }
    }

    Api.Answer created() {
        return answered(this::create);
    }

    /** The same request each time. */
    Api.Answer create() {
        return admin().with("Idempotency-Key", key)
                .post(
                        "/v1/tenants",
                        "{\"name\":\"%s\",\"slug\":\"%s\",\"isolation\":\"%s\"}".formatted(slug, slug, isolation));
    }

    /** Its operation ends well, or undone and then well at the next try. */
    Api.Answer ready(Api.Answer created, Duration within) {
        String operation = created.expect(202).header("Location");
        await().atMost(within).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(state(operation))
                .isIn("succeeded", "failed", "rolled_back"));
        if (!"succeeded".equals(state(operation))) {
            answered(() -> admin().post(operation + "/retry", "")).expect(202);
            await().atMost(within).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(state(operation))
                    .isEqualTo("succeeded"));
        }
        return answered(() -> admin().get("/v1/tenants/by-slug/" + slug)).expect(200);
    }

    private @Nullable String state(String operation) {
        return admin().get(operation).data().path("state").asText();
    }

    /** A condition on a table that has the tenant's id. */
    String tenantIsOurs() {
        return "tenant_id IN (SELECT tenant_id FROM tenant.tenants WHERE " + partnerIsOurs() + ")";
    }

    /** A condition on the name of a schema or role. */
    String isOurSchema() {
        return " IN (SELECT 't_' || replace(tenant_id::text, '-', '') FROM tenant.tenants WHERE " + partnerIsOurs()
                + ")";
    }

    String isOurDatabase() {
        return isOurSchema().replace("'t_'", "'d_'");
    }

    String partnerIsOurs() {
        return "partner_id = '" + partner + "'";
    }
}
