package io.scaiwave.gateway.token;

import io.scaiwave.tenancy.id.PartnerId;
import io.scaiwave.tenancy.id.TenantId;

/** Where a token says its subject belongs. Whether that exists, and is the issuer's to say, is decided later. */
public sealed interface Home {

    record OfTenant(TenantId id) implements Home {}

    record OfPartner(PartnerId id) implements Home {}

    record OfPlatform() implements Home {}

    /** The identity provider's own name for a tenant, to be found among the {@code external_ids}. */
    record OfExternalTenant(String issuer, String externalId) implements Home {}
}
