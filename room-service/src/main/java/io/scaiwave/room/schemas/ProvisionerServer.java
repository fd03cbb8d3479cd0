package io.scaiwave.room.schemas;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** The server on which the provisioner works, for its way into other databases than the home. */
@Singleton
class ProvisionerServer {

    private final Properties home;

    ProvisionerServer(
            @ConfigProperty(name = "quarkus.datasource.provisioner.jdbc.url") String url,
            @ConfigProperty(name = "quarkus.datasource.provisioner.username") String user,
            @ConfigProperty(name = "quarkus.datasource.provisioner.password") String password) {
        Properties parsed = Driver.parseURL(url, null);
        if (parsed == null) {
            throw new IllegalStateException("quarkus.datasource.provisioner.jdbc.url is not an address of Postgres");
        }
        this.home = parsed;
        PGProperty.USER.set(home, user);
        PGProperty.PASSWORD.set(home, password);
        PGProperty.CONNECT_TIMEOUT.set(home, 5);
        PGProperty.SOCKET_TIMEOUT.set(home, 60);
    }

    String host() {
        return Objects.requireNonNullElse(PGProperty.PG_HOST.getOrDefault(home), "localhost");
    }

    int port() {
        return Integer.parseInt(Objects.requireNonNullElse(PGProperty.PG_PORT.getOrDefault(home), "5432"));
    }

    /** To another database of the same server. */
    Connection connect(String database) throws SQLException {
        Properties to = new Properties();
        to.putAll(home);
        return Objects.requireNonNull(
                new Driver().connect("jdbc:postgresql://" + host() + ":" + port() + "/" + database, to));
    }
}
