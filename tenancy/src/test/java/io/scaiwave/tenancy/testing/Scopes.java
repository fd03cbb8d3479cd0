package io.scaiwave.tenancy.testing;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.Set;

/** Tenants, partners and callers that nobody else knows. */
public final class Scopes {

    public static final PlatformContext PLATFORM = new PlatformContext("test");

    private Scopes() {}

    public static TenantContext tenant() {
        return tenant(PartnerId.random());
    }

    public static TenantContext tenant(PartnerId partner) {
        return tenant(TenantId.random(), partner);
    }

    public static TenantContext tenant(TenantId id, PartnerId partner) {
        return new TenantContext(id, partner, "acme", "active", "free", Isolation.SHARED, "eu-west", 1, 1);
    }

    public static PartnerContext partner() {
        return new PartnerContext(PartnerId.random());
    }

    /** How keys and subjects name the scope's owner. */
    public static String owner(Scope scope) {
        return switch (scope) {
            case TenantContext tenant -> tenant.tenantId().wire();
            case PartnerContext partner -> partner.partnerId().wire();
            case PlatformContext ignored -> "platform";
        };
    }

    /** A user acting at home. */
    public static Caller user(Scope scope) {
        Principal alice = new Principal("usr_alice", Principal.Kind.USER, "alice", Set.of(), Set.of(), null);
        return new Caller(scope, scope, alice, "req-1", null, null);
    }
}
