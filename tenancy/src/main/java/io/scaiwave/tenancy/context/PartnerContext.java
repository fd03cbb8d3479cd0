package io.scaiwave.tenancy.context;

import io.scaiwave.tenancy.id.PartnerId;

/** Work on what one partner owns. */
public record PartnerContext(PartnerId partnerId) implements Scope {}
