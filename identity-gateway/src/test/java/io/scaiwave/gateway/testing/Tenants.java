package io.scaiwave.gateway.testing;

import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Directory entries of tenants made up for a test. */
public final class Tenants {

    public static final Map<String, Long> LIMITS = Map.of(
            "requests_per_minute_user", 100_000L,
            "requests_per_minute_tenant", 200_000L,
            "requests_per_minute_partner", 500_000L);

    /** A tenant whose people sign in at an issuer of its own, as an operator would configure it. */
    public static final TenantId WITH_OWN_LOGIN = TenantId.parse("tnt_01h455vb4pex5vsknk084sn02q");

    static final Map<String, String> OWN_LOGIN = Map.of(
            "scaiwave.issuers.acme.issuer", "https://login.acme.example",
            "scaiwave.issuers.acme.jwks-uri", "https://login.acme.example/keys",
            "scaiwave.issuers.acme.scope", "tenant:" + WITH_OWN_LOGIN.wire(),
            "scaiwave.issuers.acme.client.id", "scaiwave-web",
            "scaiwave.issuers.acme.client.authorization-endpoint", "https://login.acme.example/authorize",
            "scaiwave.issuers.acme.client.token-endpoint", "https://login.acme.example/token",
            "scaiwave.issuers.acme.client.redirect-uri", "https://app.scaiwave.example/callback");

    private Tenants() {}

    public static TenantEntry withOwnLogin(String slug) {
        return entry(WITH_OWN_LOGIN, PartnerId.random(), slug, "active", "active", LIMITS, System.currentTimeMillis());
    }

    public static TenantEntry of(PartnerId partner, String slug) {
        return entry(TenantId.random(), partner, slug, "active", "active", LIMITS, 1);
    }

    public static TenantEntry fresh() {
        return of(PartnerId.random(), "t" + UUID.randomUUID().toString().substring(0, 8));
    }

    public static TenantEntry with(TenantEntry entry, String status, String partnerStatus) {
        return entry(
                entry.id(),
                entry.partnerId(),
                entry.slug(),
                status,
                partnerStatus,
                entry.limits(),
                entry.version() + 1);
    }

    public static TenantEntry with(TenantEntry entry, Map<String, Long> limits) {
        return entry(
                entry.id(),
                entry.partnerId(),
                entry.slug(),
                entry.status(),
                entry.partnerStatus(),
                limits,
                entry.version() + 1);
    }

    private static TenantEntry entry(
            TenantId id,
            PartnerId partner,
            String slug,
            String status,
            String partnerStatus,
            Map<String, Long> limits,
            long version) {
        return new TenantEntry(
                id,
                partner,
                slug,
                Set.of(),
                "Tenant " + slug,
                status,
                partnerStatus,
                "free",
                Isolation.SHARED,
                "eu-west",
                version,
                version,
                limits,
                new JsonObject(),
                Map.of(),
                version,
                OffsetDateTime.now(ZoneOffset.UTC));
    }
}
