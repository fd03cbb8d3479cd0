package io.scaiwave.room.access;

import io.scaiwave.tenancy.context.TenantContext;
import io.scaiwave.tenancy.directory.TenantDirectory;
import io.scaiwave.tenancy.directory.TenantEntry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers a tenant is held to. */
@ApplicationScoped
public class EffectiveLimits {

    /** The platform's defaults, for the moments in which a new tenant is not in the directory yet. */
    private static final Map<String, Long> DEFAULTS = Map.of("max_rooms", 500L, "max_participants", 100L);

    private final TenantDirectory directory;

    public EffectiveLimits(TenantDirectory directory) {
        this.directory = directory;
    }

    /** Null when the tenant has no such limit. */
    public @Nullable Long of(TenantContext tenant, String limit) {
        Optional<TenantEntry> entry = directory.byId(tenant.tenantId());
        return entry.isPresent() ? entry.get().limits().get(limit) : DEFAULTS.get(limit);
    }
}
