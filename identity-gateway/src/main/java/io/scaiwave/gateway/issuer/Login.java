package io.scaiwave.gateway.issuer;

import io.scaiwave.gateway.token.IssuerScope;
import java.util.Optional;

/**
 * An issuer as somebody meets it who wants a token of it.
 *
 * @param client how an application of ours signs people in there; empty where tokens are come by in another way
 */
public record Login(IssuerScope scope, String issuer, String audience, Optional<IssuersConfig.Client> client) {}
