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
import io.scaiwave.tenancy.id.UserId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Every kind of caller that the gateway may speak for. */
public final class Callers {

    private static final Arbitrary<String> TEXT = Arbitraries.strings()
            .ofMinLength(1)
            .ofMaxLength(20)
            .excludeChars(' ')
            .filter(Callers::isWellFormed);

    private Callers() {}

    /** Halves of a pair of surrogates are no text: JSON cannot carry them. */
    private static boolean isWellFormed(String text) {
        return text.codePoints().noneMatch(code -> code >= 0xD800 && code <= 0xDFFF);
    }

    public static Arbitrary<TenantContext> tenants() {
        return Combinators.combine(
                        TEXT,
                        TEXT,
                        TEXT,
                        Arbitraries.of(Isolation.class),
                        TEXT,
                        Arbitraries.longs().greaterOrEqual(0),
                        Arbitraries.longs().greaterOrEqual(0))
                .as((slug, status, plan, isolation, region, epoch, partnerEpoch) -> new TenantContext(
                        TenantId.random(),
                        PartnerId.random(),
                        slug,
                        status,
                        plan,
                        isolation,
                        region,
                        epoch,
                        partnerEpoch));
    }

    private static Arbitrary<Principal> principals() {
        return Combinators.combine(
                        Arbitraries.of(Principal.Kind.USER, Principal.Kind.KEY),
                        TEXT,
                        TEXT.set().ofMaxSize(4),
                        Arbitraries.of(Permission.class).set(),
                        TEXT.injectNull(0.5))
                .as((kind, subject, roles, permissions, onBehalfOf) ->
                        new Principal(UserId.random().wire(), kind, subject, roles, permissions, onBehalfOf));
    }

    /** At home, or from above with a tenant selected or without. */
    private record Places(Scope scope, Scope home) {}

    private static Arbitrary<Places> places() {
        return tenants().flatMap(tenant -> {
            PartnerContext partner = new PartnerContext(tenant.partnerId());
            PlatformContext platform = new PlatformContext("request");
            return Arbitraries.of(
                    new Places(tenant, tenant),
                    new Places(tenant, partner),
                    new Places(tenant, platform),
                    new Places(partner, partner),
                    new Places(platform, platform));
        });
    }

    public static Arbitrary<Caller> any() {
        return Combinators.combine(places(), principals(), TEXT, TEXT.injectNull(0.3), TEXT.injectNull(0.3))
                .as((place, principal, request, ip, agent) ->
                        new Caller(place.scope(), place.home(), principal, request, ip, agent));
    }
}
