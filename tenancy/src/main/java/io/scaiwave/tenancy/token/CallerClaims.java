package io.scaiwave.tenancy.token;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.Permission;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jspecify.annotations.Nullable;

/** A caller as claims and back. */
final class CallerClaims {

    private CallerClaims() {}

    static JwtClaims write(Caller caller) {
        JwtClaims claims = new JwtClaims();
        Principal principal = caller.principal();
        claims.setSubject(principal.id());
        claims.setStringClaim("kind", principal.kind().name().toLowerCase(Locale.ROOT));
        claims.setStringClaim("name", principal.subject());
        claims.setStringListClaim("roles", List.copyOf(principal.roles()));
        claims.setStringListClaim(
                "permissions",
                principal.permissions().stream().map(Permission::wire).toList());
        put(claims, "act", principal.onBehalfOf());
        claims.setStringClaim("rid", caller.requestId());
        put(claims, "ip", caller.clientIp());
        put(claims, "ua", caller.userAgent());
        writeScope(claims, caller.scope());
        claims.setStringClaim("home", homeName(caller.home()));
        if (caller.home() instanceof PartnerContext partner) {
            claims.setStringClaim("home_partner", partner.partnerId().wire());
        }
        return claims;
    }

    private static void writeScope(JwtClaims claims, Scope scope) {
        claims.setStringClaim("scope", homeName(scope));
        switch (scope) {
            case TenantContext tenant -> {
                claims.setStringClaim("tenant_id", tenant.tenantId().wire());
                claims.setStringClaim("partner_id", tenant.partnerId().wire());
                claims.setStringClaim("slug", tenant.slug());
                claims.setStringClaim("status", tenant.status());
                claims.setStringClaim("plan", tenant.plan());
                claims.setStringClaim("isolation", tenant.isolation().wire());
                claims.setStringClaim("region", tenant.dataRegion());
                claims.setClaim("epoch", tenant.epoch());
                claims.setClaim("partner_epoch", tenant.partnerEpoch());
            }
            case PartnerContext partner ->
                claims.setStringClaim("partner_id", partner.partnerId().wire());
            case PlatformContext platform -> claims.setStringClaim("reason", platform.reason());
        }
    }

    private static String homeName(Scope scope) {
        return switch (scope) {
            case TenantContext ignored -> "tenant";
            case PartnerContext ignored -> "partner";
            case PlatformContext ignored -> "platform";
        };
    }

    static Caller read(JwtClaims claims) throws MalformedClaimException {
        Set<Permission> permissions = texts(claims, "permissions").stream()
                .map(Permission::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toUnmodifiableSet());
        Principal principal = new Principal(
                claims.getSubject(),
                Principal.Kind.valueOf(text(claims, "kind").toUpperCase(Locale.ROOT)),
                text(claims, "name"),
                Set.copyOf(texts(claims, "roles")),
                permissions,
                claims.getStringClaimValue("act"));
        Scope scope = readScope(claims);
        return new Caller(
                scope,
                readHome(claims, scope),
                principal,
                text(claims, "rid"),
                claims.getStringClaimValue("ip"),
                claims.getStringClaimValue("ua"));
    }

    private static Scope readScope(JwtClaims claims) throws MalformedClaimException {
        return switch (text(claims, "scope")) {
            case "tenant" ->
                new TenantContext(
                        TenantId.parse(text(claims, "tenant_id")),
                        PartnerId.parse(text(claims, "partner_id")),
                        text(claims, "slug"),
                        text(claims, "status"),
                        text(claims, "plan"),
                        Isolation.of(text(claims, "isolation")).orElseThrow(IllegalArgumentException::new),
                        text(claims, "region"),
                        number(claims, "epoch"),
                        number(claims, "partner_epoch"));
            case "partner" -> new PartnerContext(PartnerId.parse(text(claims, "partner_id")));
            case "platform" -> new PlatformContext(text(claims, "reason"));
            default -> throw new IllegalArgumentException("unknown scope");
        };
    }

    private static Scope readHome(JwtClaims claims, Scope scope) throws MalformedClaimException {
        return switch (text(claims, "home")) {
            case "tenant" -> scope;
            case "partner" -> new PartnerContext(PartnerId.parse(text(claims, "home_partner")));
            case "platform" -> new PlatformContext("request");
            default -> throw new IllegalArgumentException("unknown home");
        };
    }

    private static List<String> texts(JwtClaims claims, String name) throws MalformedClaimException {
        List<String> values = claims.getStringListClaimValue(name);
        if (values == null) {
            throw new IllegalArgumentException("missing " + name);
        }
        return values;
    }

    private static String text(JwtClaims claims, String name) throws MalformedClaimException {
        String value = claims.getStringClaimValue(name);
        if (value == null) {
            throw new IllegalArgumentException("missing " + name);
        }
        return value;
    }

    private static long number(JwtClaims claims, String name) throws MalformedClaimException {
        Long value = claims.getClaimValue(name, Long.class);
        if (value == null) {
            throw new IllegalArgumentException("missing " + name);
        }
        return value;
    }

    private static void put(JwtClaims claims, String name, @Nullable String value) {
        if (value != null) {
            claims.setStringClaim(name, value);
        }
    }
}
