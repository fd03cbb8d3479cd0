package io.scaiwave.room.testing;

import io.scaiwave.tenancy.context.Caller;
import io.scaiwave.tenancy.context.Isolation;
import io.scaiwave.tenancy.context.Principal;
import io.scaiwave.tenancy.context.Role;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.token.InternalKeys;
import io.scaiwave.tenancy.token.InternalTokenConfig;
import io.scaiwave.tenancy.token.InternalTokens;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A tenant nobody else uses, and tokens for its users as the gateway would sign them. */
public record Tenant(TenantContext context) {

    static final Isolation LEVEL =
            Isolation.of(System.getProperty("scaiwave.test.level", "shared")).orElseThrow();
    private static final Map<TenantId, TenantContext> TO_BE_PLACED = new ConcurrentHashMap<>();
    private static final InternalTokens GATEWAY = tokensOf("identity-gateway");

    /**
     * On the level that this run of the tests is for; all that holds on one holds on each. Its place is made when it is
     * first used, since of a test's fields a second set is made that nobody uses.
     */
    public static Tenant fresh() {
        Tenant tenant = nowhere(LEVEL);
        TO_BE_PLACED.put(tenant.context.tenantId(), tenant.context);
        return tenant;
    }

    /** As a token tells of it before the tenant has its place. */
    public static Tenant nowhere(Isolation level) {
        TenantId id = TenantId.random();
        return new Tenant(new TenantContext(
                id, PartnerId.random(), "t-" + id.wire().substring(20), "active", "free", level, "eu-west", 1, 1));
    }

    @Override
    public TenantContext context() {
        placed();
        return context;
    }

    private void placed() {
        TO_BE_PLACED.computeIfPresent(context.tenantId(), (id, waiting) -> {
            Places.make(waiting);
            return null;
        });
    }

    public TenantId id() {
        return context().tenantId();
    }

    public User user() {
        return user(Role.TENANT_USER);
    }

    public User user(Role role) {
        UserId id = UserId.random();
        return new User(this, id, caller(context, id, role));
    }

    private static Caller caller(TenantContext context, UserId id, Role role) {
        Principal principal =
                new Principal(id.wire(), Principal.Kind.USER, "someone", Set.of(role.wire()), role.permissions(), null);
        return new Caller(context, context, principal, "request-1", null, null);
    }

    /** The same tenant after so many changes. */
    public static TenantContext at(TenantContext tenant, long epoch) {
        return new TenantContext(
                tenant.tenantId(),
                tenant.partnerId(),
                tenant.slug(),
                tenant.status(),
                tenant.plan(),
                tenant.isolation(),
                tenant.dataRegion(),
                epoch,
                tenant.partnerEpoch());
    }

    /** One user with a token of its own. */
    public record User(Tenant tenant, UserId id, Caller caller) {

        @Override
        public Caller caller() {
            tenant.placed();
            return caller;
        }

        public String token() {
            return GATEWAY.mint(caller());
        }

        /** The same user with another role. */
        public User as(Role role) {
            return new User(tenant, id, Tenant.caller(tenant.context, id, role));
        }

        /** The same user in a token minted at another epoch or status. */
        public User at(TenantContext context) {
            return new User(
                    new Tenant(context),
                    id,
                    new Caller(context, context, caller.principal(), caller.requestId(), null, null));
        }
    }

    public static InternalTokens tokensOf(String service) {
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
