package io.scaiwave.gateway.token;

import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;

/** What an issuer was registered for: it may assert nothing outside. */
public sealed interface IssuerScope {

    record OfPlatform() implements IssuerScope {}

    record OfPartner(PartnerId id) implements IssuerScope {}

    record OfTenant(TenantId id) implements IssuerScope {}

    /** {@code platform}, {@code partner:<id>} or {@code tenant:<id>}. */
    static IssuerScope parse(String text) {
        if (text.equals("platform")) {
            return new OfPlatform();
        }
        if (text.startsWith("partner:")) {
            return new OfPartner(PartnerId.parse(text.substring("partner:".length())));
        }
        if (text.startsWith("tenant:")) {
            return new OfTenant(TenantId.parse(text.substring("tenant:".length())));
        }
        throw new IllegalArgumentException("An issuer's scope is platform, partner:<id> or tenant:<id>: " + text);
    }

    default Role.Level level() {
        return switch (this) {
            case OfPlatform ignored -> Role.Level.PLATFORM;
            case OfPartner ignored -> Role.Level.PARTNER;
            case OfTenant ignored -> Role.Level.TENANT;
        };
    }
}
