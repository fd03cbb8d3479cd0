package io.scaiwave.tenancy.token;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** Keys of the internal token. */
@ConfigMapping(prefix = "scaiwave.internal")
public interface InternalTokenConfig {

    /** File with this service's private Ed25519 key as a JWK; its {@code kid} begins with the service's name. */
    Path key();

    /** File with the public keys of all services as a JWK set. */
    Path jwks();
}
