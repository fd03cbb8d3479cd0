package io.scaiwave.bench;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.token.InternalKeys;
import io.scaiwave.tenancy.token.InternalTokenConfig;
import io.scaiwave.tenancy.token.InternalTokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** A running installation: its addresses, keys, and the tenant that is measured in. */
final class Installation {

    private final Path home;
    private final Map<String, String> environment;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private Installation(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    static Installation at(Path home) throws IOException {
        Map<String, String> environment = new HashMap<>();
        for (String file : List.of("env", "env.room-service")) {
            for (String line : Files.readAllLines(home.resolve(file))) {
                int equals = line.indexOf('=');
                if (equals > 0) {
                    environment.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        return new Installation(home, environment);
    }

    String get(String name) {
        String value = environment.get(name);
        if (value == null) {
            throw new IllegalStateException("The installation's environment has no " + name);
        }
        return value;
    }

    URI gateway() {
        return URI.create("http://127.0.0.1:" + get("SCAIWAVE_GATEWAY_PORT"));
    }

    URI roomService() {
        return URI.create(get("SCAIWAVE_ROOM_SERVICE_URL"));
    }

    /** The database past all walls, as JDBC wants its address. */
    String jdbcAdmin() {
        URI address = URI.create(get("SCAIWAVE_POSTGRES_ADMIN_URL"));
        String[] login = address.getUserInfo().split(":", 2);
        return "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath() + "?user="
                + login[0] + "&password=" + login[1];
    }

    /** A new room of the bearer's tenant; its id. */
    String room(String bearer) throws IOException, InterruptedException {
        JsonObject wanted = new JsonObject().put("room_type", "group").put("name", "Bench");
        return call("POST", gateway().resolve("/v1/rooms"), "Authorization", bearer, wanted)
                .getJsonObject("data")
                .getString("id");
    }

    /** What a subscriber of the bearer's tenant signs in with. */
    JsonObject credentials(String bearer) throws IOException, InterruptedException {
        JsonObject wanted = new JsonObject().put("name", "bench");
        return call("POST", gateway().resolve("/v1/event-credentials"), "Authorization", bearer, wanted)
                .getJsonObject("data");
    }

    /** Sends, fails on anything but 2xx, and gives {@code data}. */
    JsonObject call(String method, URI address, String header, String value, @Nullable JsonObject body)
            throws IOException, InterruptedException {
        return new JsonObject(send(method, address, header, value, body).body());
    }

    HttpResponse<String> send(String method, URI address, String header, String value, @Nullable JsonObject body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofSeconds(10))
                .header(header, value)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        if (response.statusCode() >= 300) {
            throw new IllegalStateException(address + " answered " + response.statusCode() + " " + response.body());
        }
        return response;
    }

    /** A token of the development issuer; claims without a tenant or partner are a super admin's. */
    String token(String subject, String role, Map<String, String> more) {
        try {
            PublicJsonWebKey key =
                    PublicJsonWebKey.Factory.newPublicJwk(Files.readString(home.resolve("keys/dev-issuer.jwk")));
            JwtClaims claims = new JwtClaims();
            claims.setIssuer("https://dev-issuer.scaiwave.localhost");
            claims.setAudience("scaiwave");
            claims.setSubject(subject);
            claims.setIssuedAtToNow();
            claims.setExpirationTimeMinutesInTheFuture(60);
            claims.setStringListClaim("roles", List.of(role));
            more.forEach(claims::setStringClaim);
            JsonWebSignature jws = new JsonWebSignature();
            jws.setAlgorithmHeaderValue("RS256");
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setKey(key.getPrivateKey());
            jws.setPayload(claims.toJson());
            return jws.getCompactSerialization();
        } catch (IOException | JoseException e) {
            throw new IllegalStateException("A token could not be signed", e);
        }
    }

    String bearer(String subject, String role, Map<String, String> more) {
        return "Bearer " + token(subject, role, more);
    }

    /** The demonstration's tenant {@code acme} with rate limits out of the way. */
    JsonObject tenant() throws IOException, InterruptedException {
        String root = bearer("root", "super_admin", Map.of());
        JsonObject tenant = call("GET", gateway().resolve("/v1/tenants/by-slug/acme"), "Authorization", root, null)
                .getJsonObject("data");
        URI limits = gateway().resolve("/v1/tenants/" + tenant.getString("id") + "/limits");
        String version = send("GET", limits, "Authorization", root, null)
                .headers()
                .firstValue("ETag")
                .orElse("*");
        HttpRequest raise = HttpRequest.newBuilder(limits)
                .header("Authorization", root)
                .header("If-Match", version)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(new JsonObject()
                        .put("requests_per_minute_user", 100_000_000)
                        .put("requests_per_minute_tenant", 100_000_000)
                        .put("requests_per_minute_partner", 100_000_000)
                        .encode()))
                .build();
        HttpResponse<String> raised = http.send(raise, BodyHandlers.ofString());
        if (raised.statusCode() != 200) {
            throw new IllegalStateException("The limits could not be raised: " + raised.body());
        }
        return tenant;
    }

    /** Mints what the gateway would send inside for this user. */
    InternalTokens gatewayTokens() {
        return new InternalTokens(new InternalKeys(new InternalTokenConfig() {
            @Override
            public Path key() {
                return home.resolve("keys/internal-identity-gateway.jwk");
            }

            @Override
            public Path jwks() {
                return home.resolve("keys/internal-jwks.json");
            }
        }));
    }

    static Caller caller(JsonObject tenant, String userId) {
        TenantContext context = new TenantContext(
                TenantId.parse(tenant.getString("id")),
                PartnerId.parse(tenant.getString("partner_id")),
                tenant.getString("slug"),
                "active",
                tenant.getString("plan"),
                Isolation.SHARED,
                tenant.getString("data_region"),
                1,
                1);
        Principal user = new Principal(
                userId,
                Principal.Kind.USER,
                "bench",
                Set.of(Role.TENANT_USER.wire()),
                Role.TENANT_USER.permissions(),
                null);
        return new Caller(context, context, user, UUID.randomUUID().toString(), null, null);
    }
}
