package io.scaiwave.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.scaiwave.gateway.testing.Edge;
import io.scaiwave.gateway.testing.Installation;
import io.scaiwave.gateway.testing.Tenants;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody may ask how to sign in, and learns nothing else by it. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class AuthConfigResourceTest {

    private static final String PATH = "/v1/auth/config";

    @Inject
    TenantDirectory directory;

    private TenantEntry withLogin;
    private TenantEntry without;

    @BeforeEach
    void twoTenants() {
        withLogin = Edge.know(
                Tenants.withOwnLogin("l" + UUID.randomUUID().toString().substring(0, 8)), directory);
        without = Edge.know(Tenants.fresh(), directory);
    }

    static Stream<String> selectors() {
        return Stream.of("header-id", "header-slug", "path", "subdomain");
    }

    private static String ask(String selector, String id, String slug) {
        return switch (selector) {
            case "header-id" -> body(Edge.request(PATH).header("X-Tenant-ID", id));
            case "header-slug" -> body(Edge.request(PATH).header("X-Tenant-ID", slug));
            case "path" -> body(Edge.request("/t/" + slug + PATH));
            case "subdomain" -> onHost(slug + ".scaiwave.localhost");
            default -> throw new IllegalArgumentException(selector);
        };
    }

    private static String body(HttpRequest.Builder request) {
        HttpResponse<String> response = Edge.send(request);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    private static String onHost(String host) {
        String answer = Edge.raw("GET " + PATH + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 200");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).replace("<closed>", "");
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void aTenantWithAnIssuerOfItsOwnIsSentThere(String selector) {
        JsonObject config =
                new JsonObject(ask(selector, withLogin.id().wire(), withLogin.slug())).getJsonObject("data");

        assertThat(config.getString("issuer")).isEqualTo("https://login.acme.example");
        assertThat(config.getString("client_id")).isEqualTo("scaiwave-web");
        assertThat(config.getString("redirect_uri")).isEqualTo("https://app.scaiwave.example/callback");
        assertThat(config.getJsonArray("scopes").getList()).containsExactly("openid", "profile", "email");
        assertThat(config.getJsonObject("endpoints").getMap())
                .containsEntry("authorization", "https://login.acme.example/authorize")
                .containsEntry("token", "https://login.acme.example/token")
                .containsEntry("end_session", null)
                .containsEntry("register", "/v1/auth/register");
    }

    /** A configured issuer of the platform goes before the one that is for development alone. */
    @ParameterizedTest
    @MethodSource("selectors")
    void aTenantThatExistsAndOneThatDoesNotGetThePlatformsSignInToTheByte(String selector) {
        String platform = body(Edge.request(PATH));

        assertThat(ask(selector, without.id().wire(), without.slug())).isEqualTo(platform);
        assertThat(ask(selector, "tnt_00000000000000000000000001", "nobody-" + without.slug()))
                .isEqualTo(platform);
        assertThat(new JsonObject(platform).getJsonObject("data").getString("issuer"))
                .isEqualTo("https://rotating.example");
    }

    @Test
    void namesThatDisagreeSelectNobody() {
        String platform = body(Edge.request(PATH));

        assertThat(body(Edge.request("/t/" + without.slug() + PATH).header("X-Tenant-ID", withLogin.slug())))
                .isEqualTo(platform);
        assertThat(body(Edge.request("/t/" + withLogin.slug() + PATH)
                        .header("X-Tenant-ID", withLogin.id().wire())))
                .isNotEqualTo(platform);
    }

    @Test
    void aTenantThatIsNotInUseIsLikeNone() {
        String platform = body(Edge.request(PATH));

        Edge.know(Tenants.with(withLogin, "suspended", "active"), directory);

        assertThat(ask("header-slug", withLogin.id().wire(), withLogin.slug())).isEqualTo(platform);
    }

    @Test
    void anIdOfAnotherKindIsNamedAsSuch() {
        HttpResponse<String> refused =
                Edge.send(Edge.request(PATH).header("X-Tenant-ID", "usr_01h455vb4pex5vsknk084sn02q"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("SW_ID_INVALID");
    }

    @Test
    void theEdgesOwnWordCannotBeBroughtFromOutside() {
        String platform = body(Edge.request(PATH));

        assertThat(body(Edge.request(PATH).header("X-Internal-Selected", withLogin.slug())))
                .isEqualTo(platform);
    }

    @Test
    void anAddressThatAsksTooOftenIsToldToWaitAndAnotherIsNot() throws Exception {
        HttpClient eager = clientAt("127.0.4.7");

        HttpResponse<String> refused = await().atMost(Duration.ofSeconds(90))
                .until(() -> firstRefusal(eager), Optional::isPresent)
                .orElseThrow();

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
        assertThat(refused.body()).contains("SW_RATE_LIMIT_EXCEEDED", "\"level\":\"address\"");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(refused.headers().firstValue("RateLimit-Policy")).hasValue("\"address\";q=600;w=60");
        assertThat(get(clientAt("127.0.4.8")).statusCode()).isEqualTo(200);
    }

    private static HttpClient clientAt(String address) throws Exception {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.getByName(address))
                .build();
    }

    /** Some at a time, which even a slow machine does faster than ten in a second. */
    private static Optional<HttpResponse<String>> firstRefusal(HttpClient client) {
        List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 4)
                .mapToObj(i -> client.sendAsync(Edge.request(PATH).build(), BodyHandlers.ofString()))
                .toList();
        return answers.stream()
                .map(CompletableFuture::join)
                .filter(answer -> answer.body().contains("\"level\":\"address\""))
                .findFirst();
    }

    private static HttpResponse<String> get(HttpClient client) throws Exception {
        return client.send(Edge.request(PATH).build(), BodyHandlers.ofString());
    }
}
