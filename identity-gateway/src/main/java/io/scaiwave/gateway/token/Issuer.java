package io.scaiwave.gateway.token;

import java.util.Optional;

/**
 * An identity provider we listen to.
 *
 * @param id the {@code iss} claim, compared exactly
 * @param tenantClaim the claim that holds the provider's own tenant id, where it knows nothing of ours
 */
public record Issuer(String id, String audience, IssuerScope scope, Optional<String> tenantClaim, IssuerKeys keys) {}
