package io.scaiwave.tenant.registry;

import java.util.Locale;

/** The lifecycle events of a tenant. Each carries the tenant's whole directory entry. */
public enum Lifecycled {
    CREATED,
    UPDATED,
    SUSPENDED,
    RESUMED,
    ARCHIVED,
    EPOCH;

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
