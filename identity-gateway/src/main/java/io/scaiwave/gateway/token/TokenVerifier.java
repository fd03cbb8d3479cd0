package io.scaiwave.gateway.token;

import io.scaiwave.gateway.token.TokenRefused.Reason;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * From the text of a token to what it says, or to a {@link TokenRefused}. The cheap checks come first; nothing of the
 * payload but the issuer's name is believed before the signature is proven.
 */
public final class TokenVerifier {

    private final Issuers issuers;
    private final InstantSource clock;

    public TokenVerifier(Issuers issuers, InstantSource clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    public Future<VerifiedToken> verify(String text) {
        try {
            CompactToken token = CompactToken.parse(text);
            TokenClaims claims = new TokenClaims(token.claims());
            JoseHeader header = JoseHeader.of(token.header());
            Issuer issuer = issuers.named(claims.issuer()).orElseThrow(() -> TokenRefused.because(Reason.ISSUER));
            return issuer.keys().find(header.kid()).map(key -> read(issuer, claims, provenBy(key, token, header)));
        } catch (TokenRefused refused) {
            return Future.failedFuture(refused);
        }
    }

    /** The key that made the token's signature, or a refusal. */
    static VerificationKey provenBy(Optional<VerificationKey> found, CompactToken token, JoseHeader header) {
        VerificationKey key = found.orElseThrow(() -> TokenRefused.because(Reason.KEY));
        if (key.algorithm() != header.algorithm()) {
            throw TokenRefused.because(Reason.ALGORITHM);
        }
        if (!key.signed(token)) {
            throw TokenRefused.because(Reason.SIGNATURE);
        }
        return key;
    }

    private VerifiedToken read(Issuer issuer, TokenClaims claims, VerificationKey key) {
        claims.refuseOtherKinds();
        claims.refuseOtherAudience(issuer.audience());
        Instant expiresAt = TokenTimes.checkedExpiry(claims.json(), clock.instant());
        Set<Role> roles = claims.roles();
        Home home = home(claims, issuer, roles);
        refuseRolesBeyond(issuer, home, roles);
        Optional<PartnerId> partner = claims.partner();
        return new VerifiedToken(
                issuer, key, claims.subject(), home, partner, Grants.of(roles), claims.profile(), expiresAt);
    }

    private static Home home(TokenClaims claims, Issuer issuer, Set<Role> roles) {
        Optional<TenantId> tenant = claims.tenant();
        if (tenant.isPresent()) {
            return new Home.OfTenant(tenant.get());
        }
        Optional<String> external = issuer.tenantClaim().flatMap(claims::text);
        if (external.isPresent()) {
            return new Home.OfExternalTenant(issuer.id(), external.get());
        }
        if (issuer.scope() instanceof IssuerScope.OfTenant own) {
            return new Home.OfTenant(own.id());
        }
        Optional<PartnerId> partner = claims.partner();
        if (partner.isPresent() && has(roles, Role.Level.PARTNER)) {
            return new Home.OfPartner(partner.get());
        }
        if (partner.isEmpty() && has(roles, Role.Level.PLATFORM)) {
            return new Home.OfPlatform();
        }
        throw TokenRefused.because(Reason.TENANT);
    }

    private static boolean has(Set<Role> roles, Role.Level level) {
        return roles.stream().anyMatch(role -> role.level() == level);
    }

    /** Neither beyond what the issuer was registered for, nor beyond where the subject belongs. */
    private static void refuseRolesBeyond(Issuer issuer, Home home, Set<Role> roles) {
        Role.Level homeLevel =
                switch (home) {
                    case Home.OfTenant ignored -> Role.Level.TENANT;
                    case Home.OfExternalTenant ignored -> Role.Level.TENANT;
                    case Home.OfPartner ignored -> Role.Level.PARTNER;
                    case Home.OfPlatform ignored -> Role.Level.PLATFORM;
                };
        boolean beyond = roles.stream()
                .anyMatch(role -> role.level().compareTo(homeLevel) > 0
                        || role.level().compareTo(issuer.scope().level()) > 0);
        if (beyond || homeLevel.compareTo(issuer.scope().level()) > 0 || isOutside(issuer.scope(), home)) {
            throw TokenRefused.because(Reason.SCOPE);
        }
    }

    /** What can be told without asking anybody; whose partner a tenant is, the admission checks. */
    private static boolean isOutside(IssuerScope scope, Home home) {
        return switch (scope) {
            case IssuerScope.OfPlatform ignored -> false;
            case IssuerScope.OfPartner partner ->
                home instanceof Home.OfPartner own && !own.id().equals(partner.id());
            case IssuerScope.OfTenant tenant ->
                !(home instanceof Home.OfTenant own && own.id().equals(tenant.id()));
        };
    }
}
