package io.scaiwave.tenancy.db;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the relay enters the service's home, and thereby every database of a tenant. */
@Singleton
class RelayLogin {

    private final String user;
    private final String password;

    RelayLogin(
            @ConfigProperty(name = "quarkus.datasource.relay.username") Optional<String> user,
            @ConfigProperty(name = "quarkus.datasource.relay.password") Optional<String> password) {
        this.user = user.orElse("");
        this.password = password.orElse("");
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }
}
