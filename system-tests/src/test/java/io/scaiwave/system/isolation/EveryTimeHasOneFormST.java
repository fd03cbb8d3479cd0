package io.scaiwave.system.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.nats.client.Message;
import io.scaiwave.system.installation.Api;
import io.scaiwave.system.installation.Installation;
import io.scaiwave.system.installation.Listener;
import io.scaiwave.system.installation.TestTenant;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every read of the published description, and every event: times in UTC, with three digits of a second. */
class EveryTimeHasOneFormST {

    private static final Pattern TIME = Pattern.compile("\"\\d{4}-\\d\\d-\\d\\dT[^\"]*\"");
    private static final Pattern FORM = Pattern.compile("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"");

    private static Installation installation;
    private static OpenApi api;
    private static TestTenant tenant;

    @BeforeAll
    static void aTenant() {
        installation = Installation.shared();
        api = new OpenApi(
                installation.anonymous().get("/openapi.json").expect(200).json());
        tenant = TestTenant.create(installation).unlimited();
    }

    private static List<String> times(String text) {
        return TIME.matcher(text).results().map(MatchResult::group).toList();
    }

    @Test
    void inAnswers() {
        Map<String, String> ids = ForeignThings.idsOf(tenant);
        List<Api> callers = List.of(
                tenant.user("fay"),
                tenant.admin(),
                installation.as(installation.tokens().superAdmin()),
                installation.as(installation.tokens().superAdmin()).with("X-Tenant-ID", tenant.id()));
        Map<String, List<String>> seen = new TreeMap<>();
        for (OpenApi.Endpoint endpoint : api.endpoints()) {
            if (endpoint.method().equals("GET")) {
                callers.forEach(caller -> seen.merge(
                        endpoint.path(), times(caller.get(filled(endpoint, ids)).body()), (some, more) -> Stream.concat(
                                        some.stream(), more.stream())
                                .toList()));
            }
        }

        assertThat(seen.values()).filteredOn(found -> !found.isEmpty()).hasSizeGreaterThan(10);
        assertThat(seen).allSatisfy((path, found) -> assertThat(found).allMatch(FORM.asMatchPredicate()));
    }

    private static String filled(OpenApi.Endpoint endpoint, Map<String, String> ids) {
        String path = endpoint.path().replace("{slug}", tenant.slug());
        for (OpenApi.IdField field : endpoint.ids()) {
            if (field.place() == OpenApi.Place.PATH) {
                path = path.replace("{" + field.name() + "}", ids.get(field.prefix()));
            }
        }
        return path;
    }

    @Test
    void inEvents() throws InterruptedException {
        try (Listener listener = Listener.of(tenant).subscribe("swp.room.*.>").flush()) {
            Api user = tenant.user("fay");
            String room = tenant.room(user);
            tenant.say(user, room, "Hello");

            await().atMost(Duration.ofSeconds(60)).until(() -> listener.heard().stream()
                    .anyMatch(message -> text(message).contains("Hello")));

            assertThat(listener.heard()).allSatisfy(message -> assertThat(times(text(message)))
                    .hasSizeGreaterThanOrEqualTo(3)
                    .allMatch(FORM.asMatchPredicate()));
        }
    }

    private static String text(Message message) {
        return new String(message.getData(), StandardCharsets.UTF_8);
    }
}
