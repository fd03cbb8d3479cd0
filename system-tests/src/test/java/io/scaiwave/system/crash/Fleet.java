package io.scaiwave.system.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A partner of its own with one tenant to be, asked for with one idempotency key. */
record Fleet(Installation installation, String partnerId, UUID partner, String slug, String key) {

    static Fleet found(Installation installation) {
        String name = "p" + UUID.randomUUID().toString().substring(0, 12);
        Api root = installation.as(installation.tokens().superAdmin());
        String id = root.post("/v1/partners", "{\"name\":\"%s\",\"slug\":\"%s\"}".formatted(name, name))
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

    /** The same request each time. */
    Api.Answer create() {
        return admin().with("Idempotency-Key", key)
                .post("/v1/tenants", "{\"name\":\"%s\",\"slug\":\"%s\"}".formatted(slug, slug));
    }

    /** Its operation ends well, or undone and then well at the next try. */
    Api.Answer ready(Api.Answer created, Duration within) {
        String operation = created.expect(202).header("Location");
        await().atMost(within).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(state(operation))
                .isIn("succeeded", "failed", "rolled_back"));
        if (!"succeeded".equals(state(operation))) {
            admin().post(operation + "/retry", "").expect(202);
            await().atMost(within).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> assertThat(state(operation))
                    .isEqualTo("succeeded"));
        }
        return admin().get("/v1/tenants/by-slug/" + slug).expect(200);
    }

    private @Nullable String state(String operation) {
        return admin().get(operation).data().path("state").asText();
    }

    /** A condition on a table that has the tenant's id. */
    String tenantIsOurs() {
        return "tenant_id IN (SELECT tenant_id FROM tenant.tenants WHERE " + partnerIsOurs() + ")";
    }

    String partnerIsOurs() {
        return "partner_id = '" + partner + "'";
    }
}
