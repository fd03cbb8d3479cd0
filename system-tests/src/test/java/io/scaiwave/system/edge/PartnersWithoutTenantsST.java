package io.scaiwave.system.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a partner may do follows from the partner itself, whether or not it has a single tenant. */
class PartnersWithoutTenantsST {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String NEVER_WAS = "prt_01h455vb4pex5vsknk084sn02q";
    private static final List<String> READS = List.of("/v1/me", "/v1/tenants", "/v1/partners", "/v1/audit-log");

    private final Installation installation = Installation.shared();
    private final Api root = installation.as(installation.tokens().superAdmin());

    private record Partner(String id, String slug) {}

    private Partner found() {
        String slug = "p" + UUID.randomUUID().toString().substring(0, 12);
        JsonNode made = root.post("/v1/partners", "{\"name\":\"%s\",\"slug\":\"%s\"}".formatted(slug, slug))
                .expect(201)
                .data();
        return new Partner(made.path("id").asText(), slug);
    }

    private Partner suspended() {
        Partner partner = found();
        root.post("/v1/partners/" + partner.id() + "/suspend", "{\"reason\":\"unpaid\"}")
                .expect(200);
        return partner;
    }

    private Partner deleted() {
        Partner partner = found();
        String path = "/v1/partners/" + partner.id();
        root.with("If-Match", root.get(path).expect(200).header("ETag"))
                .delete(path)
                .expect(204);
        return partner;
    }

    private Api admin(String partner) {
        return installation.as(installation.tokens().partner(partner, "pat", "partner_admin"));
    }

    private void awaitEverywhere(String partner, int status, String code) {
        Api admin = admin(partner);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(READS).map(admin::get).allSatisfy(answer -> {
                    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
                    assertThat(answer.code()).isEqualTo(code);
                }));
    }

    @Test
    void aNewOneIsUsableAtOnce() {
        for (int i = 0; i < 5; i++) {
            Partner partner = found();

            Api.Answer read = admin(partner.id()).get("/v1/partners").expect(200);

            assertThat(read.data().path(0).path("slug").asText()).isEqualTo(partner.slug());
        }
    }

    @Test
    void aSuspendedOneReadsNothingUntilItIsBack() {
        Partner partner = suspended();
        awaitEverywhere(partner.id(), 403, "SW_PARTNER_SUSPENDED");

        root.post("/v1/partners/" + partner.id() + "/resume", "{}").expect(200);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        admin(partner.id()).get("/v1/tenants").status())
                .isEqualTo(200));
    }

    @Test
    void oneThatIsNoMoreAndOneThatNeverWasAreNobody() {
        awaitEverywhere(deleted().id(), 401, "SW_AUTH_INVALID_TOKEN");
        awaitEverywhere(NEVER_WAS, 401, "SW_AUTH_INVALID_TOKEN");
    }

    /** The gateway remembers, also while there is nobody to ask. */
    @Test
    void aRestartWithoutTenantServiceChangesNothing() {
        Partner active = found();
        Partner suspended = suspended();
        Partner deleted = deleted();
        awaitRemembered(active, "active");
        awaitRemembered(suspended, "suspended");
        awaitRemembered(deleted, "deleted");

        installation.kill("tenant-service");
        installation.kill("identity-gateway");
        try (var gateway = installation.startAlone("identity-gateway")) {
            await().atMost(PATIENCE).until(() -> installation.isReady("identity-gateway"));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            admin(active.id()).get("/v1/me").status())
                    .isEqualTo(200));

            awaitEverywhere(suspended.id(), 403, "SW_PARTNER_SUSPENDED");
            awaitEverywhere(deleted.id(), 401, "SW_AUTH_INVALID_TOKEN");
            awaitEverywhere(NEVER_WAS, 401, "SW_AUTH_INVALID_TOKEN");
            assertThat(admin(active.id()).get("/v1/tenants").expect(503).code()).isEqualTo("SW_DEPENDENCY_DOWN");
            assertThat(gateway.isAlive()).isTrue();
        } finally {
            installation.up();
        }
    }

    private void awaitRemembered(Partner partner, String status) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(remembered(partner)).isEqualTo(status));
    }

    private String remembered(Partner partner) throws SQLException {
        try (var database = installation.database();
                Statement look = database.createStatement();
                ResultSet found = look.executeQuery("SELECT max(entry ->> 'status') FROM identity.partner_directory"
                        + " WHERE entry ->> 'id' = '" + partner.id() + "'")) {
            found.next();
            return String.valueOf(found.getString(1));
        }
    }
}
