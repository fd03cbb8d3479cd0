package io.scaiwave.cli.token;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who a development token is for. At most one of tenant and partner is set; neither means the platform. */
public record DevClaims(
        String user,
        @Nullable String email,
        List<String> roles,
        @Nullable String tenantId,
        @Nullable String partnerId,
        Duration lifetime) {
    private static final Duration HOUR = Duration.ofHours(1);

    public static DevClaims superAdmin() {
        return new DevClaims("root", null, List.of("super_admin"), null, null, HOUR);
    }

    public static DevClaims partnerAdmin(String user, String partnerId) {
        return new DevClaims(user, null, List.of("partner_admin"), null, partnerId, HOUR);
    }

    public static DevClaims tenantAdmin(String user, String tenantId) {
        return new DevClaims(user, null, List.of("tenant_admin"), tenantId, null, HOUR);
    }

    Map<String, Object> asMap() {
        return at(Instant.now().getEpochSecond());
    }

    Map<String, Object> at(long now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", DevIssuer.ISSUER);
        claims.put("aud", DevIssuer.AUDIENCE);
        claims.put("sub", user);
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", now + lifetime.toSeconds());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("roles", roles);
        if (email != null) {
            claims.put("email", email);
        }
        if (tenantId != null) {
            claims.put("tenant_id", tenantId);
        }
        if (partnerId != null) {
            claims.put("partner_id", partnerId);
        }
        return claims;
    }
}
