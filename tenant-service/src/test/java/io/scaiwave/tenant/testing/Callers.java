package io.scaiwave.tenant.testing;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.token.InternalKeys;
import io.scaiwave.tenancy.token.InternalTokenConfig;
import io.scaiwave.tenancy.token.InternalTokens;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;

/** Internal tokens of people, as the gateway would sign them, and of services, signed by themselves. */
public final class Callers {

    public static final PartnerId INTERNAL = PartnerId.of(UUID.fromString("01980000-0000-7000-8000-000000000001"));
    private static final InternalTokens GATEWAY = tokensOf("identity-gateway");

    private Callers() {}

    public static String superAdmin() {
        return person(new PlatformContext("request"), new PlatformContext("request"), Role.SUPER_ADMIN);
    }

    public static String partnerAdmin(PartnerId partner) {
        return person(new PartnerContext(partner), new PartnerContext(partner), Role.PARTNER_ADMIN);
    }

    public static String partnerViewer(PartnerId partner) {
        return person(new PartnerContext(partner), new PartnerContext(partner), Role.PARTNER_VIEWER);
    }

    /** A partner's admin who has selected a tenant. */
    public static String partnerAdminIn(PartnerId partner, TenantId tenant) {
        return person(context(partner, tenant), new PartnerContext(partner), Role.PARTNER_ADMIN);
    }

    public static String inTenant(PartnerId partner, TenantId tenant, Role role) {
        return person(context(partner, tenant), context(partner, tenant), role);
    }

    public static String service(String name) {
        Scope scope = new PlatformContext("directory");
        return tokensOf(name).mint(new Caller(scope, scope, Principal.service(name), "request-1", null, null));
    }

    private static String person(Scope scope, Scope home, Role role) {
        Principal principal = new Principal(
                UserId.random().wire(), Principal.Kind.USER, "someone", Set.of(role.wire()), role.permissions(), null);
        return GATEWAY.mint(new Caller(scope, home, principal, "request-1", "192.0.2.1", "tests"));
    }

    private static TenantContext context(PartnerId partner, TenantId tenant) {
        return new TenantContext(tenant, partner, "some-slug", "active", "free", Isolation.SHARED, "eu-west", 1, 1);
    }

    static InternalTokens tokensOf(String service) {
        return new InternalTokens(new InternalKeys(new InternalTokenConfig() {
            @Override
            public Path key() {
                return Installation.key("internal-" + service + ".jwk");
            }

            @Override
            public Path jwks() {
                return Installation.key("internal-jwks.json");
            }
        }));
    }
}
