package io.scaiwave.gateway.token;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A verifier that knows one issuer with the given keys, at a fixed moment. */
final class TestIssuer {

    static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private TestIssuer() {}

    static TokenVerifier verifier(IssuerScope scope, TestKey... keys) {
        return verifier(scope, List.of(Algorithm.values()), keys);
    }

    static TokenVerifier verifier(IssuerScope scope, List<Algorithm> algorithms, TestKey... keys) {
        InstantSource clock = InstantSource.fixed(NOW);
        KeySet set = keySet(algorithms, Arrays.stream(keys).map(TestKey::jwk).toList());
        IssuerKeys issuerKeys =
                new IssuerKeys(TestToken.ISSUER, () -> Future.succeededFuture(set), KeyTimes.STANDARD, clock);
        Issuer issuer = new Issuer(TestToken.ISSUER, "scaiwave", scope, Optional.empty(), issuerKeys);
        return new TokenVerifier(new Issuers(List.of(issuer)), clock);
    }

    static KeySet keySet(List<Algorithm> algorithms, List<Map<String, Object>> jwks) {
        try {
            String json = TestToken.json(Map.of("keys", jwks));
            return KeySet.parse(json.getBytes(StandardCharsets.UTF_8), algorithms);
        } catch (KeySet.Unusable e) {
            throw new IllegalStateException(e);
        }
    }
}
