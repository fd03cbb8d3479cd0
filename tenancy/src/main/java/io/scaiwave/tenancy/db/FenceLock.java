package io.scaiwave.tenancy.db;

import io.scaiwave.tenancy.id.TenantId;

/** The advisory lock around a tenant's fence: writers share it, whoever moves the fence has it alone. */
public final class FenceLock {

    private FenceLock() {}

    /** SQL of the key: 64 bits of the whole name. A collision only lets one tenant wait for another's move. */
    public static String key(TenantId tenant) {
        return "hashtextextended('fence:" + tenant.uuid() + "', 0)";
    }
}
