package io.scaiwave.tenancy.redis;

import io.scaiwave.tenancy.context.PartnerContext;
import io.scaiwave.tenancy.context.PlatformContext;
import io.scaiwave.tenancy.context.Scope;
import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.id.PartnerId;
import java.util.regex.Pattern;

/**
 * A Redis key: {@code sw:<scope>:<namespace>:<key>}, where scope is a tenant id, a partner id or {@code platform}. Only
 * this class makes one, so no key exists without an owner and no part can smuggle in a colon, a brace or a wildcard.
 */
public final class RedisKey {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z][a-z0-9_]{0,30}");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private final String text;

    private RedisKey(String text) {
        this.text = text;
    }

    public static RedisKey of(Scope scope, String namespace, String... parts) {
        return new RedisKey("sw:" + owner(scope) + ":" + namespace(namespace) + ":" + join(parts));
    }

    /**
     * A key whose slot in Redis Cluster is that of the partner, for keys that one script must decide together:
     * {@code sw:<scope>:rl:{prt_…}:…}.
     */
    public static RedisKey inPartnerSlot(Scope scope, String namespace, PartnerId partner, String... parts) {
        return new RedisKey(
                "sw:" + owner(scope) + ":" + namespace(namespace) + ":{" + partner.wire() + "}:" + join(parts));
    }

    private static String owner(Scope scope) {
        return switch (scope) {
            case TenantContext tenant -> tenant.tenantId().wire();
            case PartnerContext partner -> partner.partnerId().wire();
            case PlatformContext ignored -> "platform";
        };
    }

    private static String namespace(String namespace) {
        if (!NAMESPACE.matcher(namespace).matches()) {
            throw new IllegalArgumentException("Not a namespace: " + namespace);
        }
        return namespace;
    }

    private static String join(String... parts) {
        if (parts.length == 0) {
            throw new IllegalArgumentException("A key needs at least one part");
        }
        for (String part : parts) {
            if (!PART.matcher(part).matches()) {
                throw new IllegalArgumentException("Not a key part: it may hold letters, digits, '_' and '-' only");
            }
        }
        return String.join(":", parts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RedisKey key && key.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
