package io.scaiwave.tenancy.context;

/**
 * Whose data a piece of work may touch: exactly one tenant, exactly one partner, or the platform. There is no fourth
 * case and no default; a transaction cannot be opened without one.
 */
public sealed interface Scope permits TenantContext, PartnerContext, PlatformContext {}
