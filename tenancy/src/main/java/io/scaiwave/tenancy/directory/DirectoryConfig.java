package io.scaiwave.tenancy.directory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the directory comes from. */
@ConfigMapping(prefix = "scaiwave.directory")
public interface DirectoryConfig {

    /** Base address of tenant-service; a service without it keeps no directory. */
    Optional<URI> source();

    /** How often changes are asked for beside the events: bounds how old an entry may be when NATS is down. */
    @WithDefault("5S")
    Duration poll();

    /** Entries asked for at once. */
    @WithDefault("500")
    int page();
}
