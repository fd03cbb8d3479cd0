package io.scaiwave.tenancy.context;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;

/**
 * The one tenant that a request, job or event acts in. Made from a verified token or event before any data is touched,
 * and passed as a parameter from there on.
 *
 * <p>Limits and features are looked up by {@code epoch} in the service's own {@code TenantDirectory}.
 *
 * @param epoch bumped by every change that caches must notice
 */
public record TenantContext(
        TenantId tenantId,
        PartnerId partnerId,
        String slug,
        String status,
        String plan,
        Isolation isolation,
        String dataRegion,
        long epoch,
        long partnerEpoch)
        implements Scope {}
