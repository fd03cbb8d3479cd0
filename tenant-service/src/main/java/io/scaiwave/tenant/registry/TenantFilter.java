package io.scaiwave.tenant.registry;

import io.scaiwave.tenancy.id.TenantId;
import java.util.Optional;

/** Which tenants to list. */
public record TenantFilter(
        Optional<TenantId> before, Optional<Status> status, Optional<String> plan, Optional<String> text) {}
