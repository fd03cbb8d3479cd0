package io.scaiwave.tenancy.crypto;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The key everything secret at rest is encrypted with. */
@ConfigMapping(prefix = "scaiwave.master")
public interface MasterKeyConfig {

    /** File with 32 random bytes in base64. */
    Optional<Path> key();
}
