package io.scaiwave.gateway.issuer;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The local token issuer for development. Refused in production. */
@ConfigMapping(prefix = "scaiwave.dev-issuer")
public interface DevIssuerConfig {

    /** File with the public JWK set of the development issuer. */
    Optional<Path> jwks();
}
