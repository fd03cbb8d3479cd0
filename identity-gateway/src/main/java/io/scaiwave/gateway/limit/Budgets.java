package io.scaiwave.gateway.limit;

import io.netty.util.NetUtil;
import io.scaiwave.gateway.admission.Admitted;
import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantEntry;
import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.UserId;
import io.scaiwave.tenancy.redis.RedisKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which levels a caller is counted at, with the limits of the tenant it acts in. */
public final class Budgets {

    private static final String NAMESPACE = "rl";
    private static final int NETWORK_BYTES = 8;

    private Budgets() {}

    public static List<Budget> of(Admitted admitted, UserId user) {
        List<Budget> budgets = new ArrayList<>(3);
        Optional<TenantEntry> tenant = admitted.tenant();
        PartnerId partner = tenant.map(TenantEntry::partnerId).orElse(partnerOf(admitted.home()));
        add(budgets, Level.USER, tenant, key(admitted.home(), partner, "user", user.wire()));
        if (tenant.isPresent()) {
            add(budgets, Level.TENANT, tenant, key(tenant.get().context(), partner, "tenant"));
        }
        if (partner != null) {
            add(budgets, Level.PARTNER, tenant, key(new PartnerContext(partner), partner, "partner"));
        }
        return budgets;
    }

    static Budget ofAddress(String address, long perMinute) {
        RedisKey key = RedisKey.of(new PlatformContext("request"), NAMESPACE, "address", network(address));
        return new Budget(Level.ADDRESS, perMinute, key.toString());
    }

    /** Of an IPv6 address only the network counts: whoever has one address of it has them all. */
    static String network(String address) {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
        return bytes == null ? "unknown" : HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, NETWORK_BYTES));
    }

    private static @Nullable PartnerId partnerOf(Scope home) {
        return switch (home) {
            case TenantContext tenant -> tenant.partnerId();
            case PartnerContext partner -> partner.partnerId();
            case PlatformContext ignored -> null;
        };
    }

    private static RedisKey key(Scope scope, @Nullable PartnerId partner, String... parts) {
        return partner == null
                ? RedisKey.of(scope, NAMESPACE, parts)
                : RedisKey.inPartnerSlot(scope, NAMESPACE, partner, parts);
    }

    /** A tenant's entry states every number it has: a name that is missing there is a limit that was taken away. */
    private static void add(List<Budget> budgets, Level level, Optional<TenantEntry> tenant, RedisKey key) {
        Long limit = tenant.isPresent()
                ? tenant.get().limits().get(level.limitName())
                : Long.valueOf(level.defaultPerMinute());
        if (limit != null) {
            budgets.add(new Budget(level, limit, key.toString()));
        }
    }
}
