package io.scaiwave.tenant.operations;

import io.scaiwave.tenancy.id.OperationId;
import io.scaiwave.tenancy.id.TenantId;
import java.util.Optional;

/** Which operations to list. */
public record OperationFilter(
        Optional<OperationId> before, Optional<TenantId> tenant, Optional<OperationState> state) {}
