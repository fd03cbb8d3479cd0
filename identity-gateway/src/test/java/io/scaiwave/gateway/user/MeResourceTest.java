package io.scaiwave.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.DevTokens;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Rows;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What callers see of themselves and may change. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class MeResourceTest {

    @Inject
    TenantDirectory directory;

    private TenantEntry tenant;
    private String alice;

    @BeforeEach
    void aUserOfATenant() {
        tenant = Edge.know(Tenants.fresh(), directory);
        alice = DevTokens.user(tenant, "alice");
    }

    private static HttpResponse<String> patch(String token, String body, String... headers) {
        var request = Edge.request("/v1/me")
                .method("PATCH", BodyPublishers.ofString(body))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/merge-patch+json");
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return Edge.send(request);
    }

    private static JsonObject principal(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return Edge.json(response).getJsonObject("data").getJsonObject("principal");
    }

    private static String tag(HttpResponse<String> response) {
        return response.headers().firstValue("ETag").orElse("");
    }

    @Test
    void aPatchChangesWhatItNamesAndLeavesTheRest() {
        patch(alice, "{\"display_name\":\"Alice\",\"locale\":\"pt-br\",\"time_zone\":\"Europe/Berlin\"}");

        JsonObject changed = principal(patch(alice, "{\"display_name\":\"Alice A.\",\"locale\":null}"));

        assertThat(changed.getString("display_name")).isEqualTo("Alice A.");
        assertThat(changed.getString("locale")).isNull();
        assertThat(changed.getString("time_zone")).isEqualTo("Europe/Berlin");
        assertThat(principal(Edge.get(alice, "/v1/me"))).isEqualTo(changed);
    }

    @Test
    void aLanguageTagIsKeptInItsUsualForm() {
        assertThat(principal(patch(alice, "{\"locale\":\"PT-br\"}")).getString("locale"))
                .isEqualTo("pt-BR");
    }

    @Test
    void theSamePersonOfAnotherTenantIsAnotherUser() {
        TenantEntry other = Edge.know(Tenants.fresh(), directory);
        String namesake = DevTokens.user(other, "alice");
        JsonObject before = principal(Edge.get(namesake, "/v1/me"));

        patch(alice, "{\"display_name\":\"Changed\"}");

        assertThat(principal(Edge.get(namesake, "/v1/me"))).isEqualTo(before);
        assertThat(Rows.events(other.id(), "swp.identity.user.updated")).isEmpty();
    }

    @Test
    void aChangeAndItsEventAndItsEntryAreOne() {
        String id = principal(patch(alice, "{\"display_name\":\"Alice\"}")).getString("id");

        JsonObject event = Rows.events(tenant.id(), "swp.identity.user.updated").getFirst();
        assertThat(event.getJsonObject("data"))
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("tenant_id", tenant.id().wire())
                        .put("version", 2)
                        .put("changed", List.of("display_name"))
                        .copy());
        JsonObject entry = Rows.events(tenant.id(), "swp.audit.entry").stream()
                .map(audit -> audit.getJsonObject("data"))
                .filter(data -> data.getString("action").equals("user.update"))
                .findFirst()
                .orElseThrow();
        assertThat(entry.getString("resource_id")).isEqualTo(id);
        assertThat(entry.getJsonObject("changes"))
                .isEqualTo(
                        new JsonObject("{\"before\":{\"display_name\":null},\"after\":{\"display_name\":\"Alice\"}}"));
    }

    @Test
    void whatChangesNothingIsNoNews() {
        String before = tag(patch(alice, "{\"display_name\":\"Alice\"}"));

        HttpResponse<String> again = patch(alice, "{\"display_name\":\"Alice\"}");

        assertThat(tag(again)).isEqualTo(before);
        assertThat(Rows.events(tenant.id(), "swp.identity.user.updated")).hasSize(1);
    }

    @Test
    void aStaleTagIsRefusedAndTheFreshOneIsNot() {
        String first = tag(Edge.get(alice, "/v1/me"));
        patch(alice, "{\"display_name\":\"Alice\"}", "If-Match", first);

        HttpResponse<String> stale = patch(alice, "{\"display_name\":\"Late\"}", "If-Match", first);

        assertThat(stale.statusCode()).isEqualTo(412);
        assertThat(stale.body()).contains("SW_VERSION_CONFLICT");
        String current = tag(Edge.get(alice, "/v1/me"));
        assertThat(principal(patch(alice, "{\"display_name\":\"In time\"}", "If-Match", current))
                        .getString("display_name"))
                .isEqualTo("In time");
    }

    @Test
    void theSameKeyAndBodyIsAnsweredAgainAndDoneOnce() {
        HttpResponse<String> first = patch(alice, "{\"display_name\":\"Once\"}", "Idempotency-Key", "k1");
        patch(alice, "{\"display_name\":\"Since\"}");

        HttpResponse<String> again = patch(alice, "{\"display_name\":\"Once\"}", "Idempotency-Key", "k1");

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotent-Replayed")).hasValue("true");
        assertThat(principal(Edge.get(alice, "/v1/me")).getString("display_name"))
                .isEqualTo("Since");
        assertThat(patch(alice, "{\"display_name\":\"Other\"}", "Idempotency-Key", "k1")
                        .body())
                .contains("SW_IDEMPOTENCY_CONFLICT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"email\":\"a@b.example\"}|email",
                "{\"roles\":[\"super_admin\"]}|roles",
                "{\"id\":\"usr_01h455vb4pex5vsknk084sn02q\"}|id",
                "{\"tenant_id\":\"tnt_01h455vb4pex5vsknk084sn02q\"}|tenant_id",
                "{\"displayName\":\"a\"}|displayName",
                "{\"display_name\":7}|display_name",
                "{\"display_name\":\"  \"}|display_name",
                "{\"display_name\":\"a\\u0007b\"}|display_name",
                "{\"display_name\":\"a\\u202eb\"}|display_name",
                "{\"display_name\":{\"a\":1}}|display_name",
                "{\"locale\":\"not a tag\"}|locale",
                "{\"locale\":\"\"}|locale",
                "{\"time_zone\":\"Mars/Olympus\"}|time_zone"
            })
    void whatCannotBeChangedIsNamed(String body, String field) {
        HttpResponse<String> refused = patch(alice, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(Edge.json(refused).getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(field);
        assertThat(Rows.events(tenant.id(), "swp.identity.user.updated")).isEmpty();
    }

    @Test
    void aNameOfTwoHundredCharactersIsTakenAndOneMoreIsNot() {
        String longest = "\uD83E\uDD80".repeat(200);

        assertThat(principal(patch(alice, "{\"display_name\":\"" + longest + "\"}"))
                        .getString("display_name"))
                .isEqualTo(longest);
        assertThat(patch(alice, "{\"display_name\":\"" + longest + "x\"}").statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "{", "{\"locale\":null,\"locale\":\"de\"}"})
    void aBodyThatIsNoObjectIsRefused(String body) {
        HttpResponse<String> refused = patch(alice, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("SW_VALIDATION");
    }

    @Test
    void administratorsFromAboveHaveNoProfile() {
        String partner = DevTokens.partner(tenant.partnerId(), "pat");

        for (String token : List.of(partner, DevTokens.superAdmin("root"))) {
            assertThat(patch(token, "{\"display_name\":\"x\"}").body()).contains("SW_STATE_CONFLICT");
            assertThat(patch(token, "{\"display_name\":\"x\"}", "X-Tenant-ID", tenant.slug())
                            .body())
                    .contains("SW_STATE_CONFLICT");
        }
    }
}
