package io.scaiwave.system.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.TestTenant;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every endpoint of the published description, with every id it takes, called with another tenant's: the answer is byte
 * for byte that of an id that does not exist. A new endpoint or id field joins by being described.
 */
class ForeignIdsAnswerLikeUnknownOnesST {

    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private static Installation installation;
    private static OpenApi api;
    private static ForeignThings foreign;
    private static TestTenant own;
    private static Map<String, String> ownIds;

    @BeforeAll
    static void twoTenantsOfTwoPartners() {
        installation = Installation.shared();
        api = new OpenApi(
                installation.anonymous().get("/openapi.json").expect(200).json());
        foreign = ForeignThings.make(installation);
        own = TestTenant.create(installation).unlimited();
        ownIds = ForeignThings.idsOf(own);
    }

    @Test
    void theDescriptionNamesTheIdsOfEveryPathParameterCalledId() {
        List<String> undescribed = api.endpoints().stream()
                .filter(endpoint -> endpoint.path().matches(".*\\{[a-z_]*id}.*"))
                .filter(endpoint -> endpoint.ids().stream().noneMatch(id -> id.place() == OpenApi.Place.PATH))
                .map(OpenApi.Endpoint::toString)
                .toList();

        assertThat(undescribed).as("endpoints whose path ids have no pattern").isEmpty();
        assertThat(api.endpoints()).hasSizeGreaterThan(20);
    }

    @TestFactory
    Stream<DynamicTest> aTenantsAdmin() {
        return cases("tenant admin", own::admin);
    }

    @TestFactory
    Stream<DynamicTest> aTenantsUser() {
        return cases("tenant user", () -> own.user("uma"));
    }

    @TestFactory
    Stream<DynamicTest> anotherPartnersAdmin() {
        return cases("partner admin", ForeignIdsAnswerLikeUnknownOnesST::partnerAdmin);
    }

    @TestFactory
    Stream<DynamicTest> anotherPartnersAdminWithAnOwnTenantSelected() {
        return cases("partner admin in a tenant", () -> partnerAdmin().with("X-Tenant-ID", own.id()));
    }

    /** Another person each time, so that no rate limit ends the asking. */
    private static Api partnerAdmin() {
        String name = "pat" + RANDOM.nextInt(1_000_000);
        return installation.as(installation.tokens().partner(ownIds.get("prt"), name, "partner_admin"));
    }

    @Test
    void nothingOfTheOtherTenantHasChanged() {
        assertThat(foreign.look()).isEqualTo(foreign.before());
    }

    private static Stream<DynamicTest> cases(String who, Supplier<Api> caller) {
        return api.endpoints().stream().flatMap(endpoint -> endpoint.ids().stream()
                .map(id -> DynamicTest.dynamicTest(
                        who + ": " + endpoint + " " + id.place() + " " + id.name(),
                        () -> compare(caller.get(), endpoint, id))));
    }

    private static void compare(Api caller, OpenApi.Endpoint endpoint, OpenApi.IdField field) {
        String foreignId = foreign.id(field.prefix());
        String unknownId = unknown(field.prefix());

        Api.Answer toForeign = call(caller, endpoint, field, foreignId);
        Api.Answer toUnknown = call(caller, endpoint, field, unknownId);
        // Which level is nearest to its end depends on what was asked just before; a difference that stays is one.
        for (int more = 0; more < 10 && !headers(toForeign).equals(headers(toUnknown)); more++) {
            toForeign = call(caller, endpoint, field, foreignId);
            toUnknown = call(caller, endpoint, field, unknownId);
        }

        assertThat(toForeign.status()).isEqualTo(toUnknown.status());
        assertThat(toForeign.bodyButRequestId().replace(foreignId, "<id>"))
                .isEqualTo(toUnknown.bodyButRequestId().replace(unknownId, "<id>"));
        assertThat(headers(toForeign)).isEqualTo(headers(toUnknown));
        // A list may be asked for what is not there; everything else is refused.
        boolean filter = endpoint.method().equals("GET") && field.place() == OpenApi.Place.QUERY;
        assertThat(toForeign.status()).as(toForeign.body()).isBetween(filter ? 200 : 400, 499);
        assertThat(toForeign.body()).doesNotContain(foreign.canaries());
    }

    private static Api.Answer call(Api caller, OpenApi.Endpoint endpoint, OpenApi.IdField tested, String id) {
        String path = endpoint.path();
        List<String> query = new ArrayList<>();
        for (OpenApi.IdField field : endpoint.ids()) {
            String value = field.equals(tested) ? id : ownIds.getOrDefault(field.prefix(), unknown(field.prefix()));
            if (field.place() == OpenApi.Place.PATH) {
                path = path.replace("{" + field.name() + "}", value);
            } else if (field.place() == OpenApi.Place.QUERY && field.equals(tested)) {
                query.add(field.name() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        path = path.replaceAll("\\{[^}]*}", "anything");
        Bodies bodies = new Bodies(api);
        ObjectNode body = endpoint.bodySchema()
                .map(schema -> tested.place() == OpenApi.Place.BODY
                        ? bodies.with(schema, tested.name(), id)
                        : bodies.smallest(schema))
                .orElse(null);
        Api sender = caller.with("If-Match", "\"1\"");
        return (tested.place() == OpenApi.Place.HEADER ? sender.with(tested.name(), id) : sender)
                .send(
                        endpoint.method(),
                        path + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                        body == null ? null : body.toString());
    }

    /** Headers that could tell the two apart; those that count or name requests differ by nature. */
    private static Map<String, List<String>> headers(Api.Answer answer) {
        Map<String, List<String>> headers =
                new java.util.TreeMap<>(answer.response().headers().map());
        List.of("x-request-id", "date", "ratelimit", "content-length").forEach(headers::remove);
        return headers;
    }

    private static String unknown(String prefix) {
        StringBuilder id = new StringBuilder(prefix).append("_0");
        RANDOM.ints(25, 0, 32).forEach(i -> id.append(ALPHABET.charAt(i)));
        return id.toString();
    }
}
