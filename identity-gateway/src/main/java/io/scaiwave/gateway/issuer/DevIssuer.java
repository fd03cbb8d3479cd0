package io.scaiwave.gateway.issuer;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.scaiwave.gateway.token.Algorithm;
import io.scaiwave.gateway.token.Issuer;
import io.scaiwave.gateway.token.IssuerKeys;
import io.scaiwave.gateway.token.IssuerScope;
import io.scaiwave.gateway.token.KeySet;
import io.scaiwave.gateway.token.KeyTimes;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** An issuer whose keys lie in a local file, so that a developer can sign tokens. Exists in dev and test only. */
final class DevIssuer {

    static final String ID = "https://dev-issuer.scaiwave.localhost";
    private static final String AUDIENCE = "scaiwave";

    private DevIssuer() {}

    static Optional<Issuer> from(DevIssuerConfig config, InstantSource clock) {
        return config.jwks().map(file -> {
            refuseInProduction();
            KeySet keys = read(file);
            return new Issuer(
                    ID,
                    AUDIENCE,
                    new IssuerScope.OfPlatform(),
                    Optional.empty(),
                    new IssuerKeys(ID, () -> Future.succeededFuture(keys), KeyTimes.STANDARD, clock));
        });
    }

    /** Its tokens are made by {@code ./dev token}; nobody signs in. */
    static Login login() {
        return new Login(new IssuerScope.OfPlatform(), ID, AUDIENCE, Optional.empty());
    }

    static boolean isDevelopment() {
        return ConfigUtils.isProfileActive("dev") || ConfigUtils.isProfileActive("test");
    }

    private static void refuseInProduction() {
        if (!isDevelopment()) {
            throw new IllegalStateException(
                    "scaiwave.dev-issuer.jwks is set outside the dev and test profiles: remove it, it would let anybody"
                            + " with that key act as anybody.");
        }
    }

    private static KeySet read(Path file) {
        try {
            return KeySet.parse(Files.readAllBytes(file), List.of(Algorithm.values()));
        } catch (IOException | KeySet.Unusable e) {
            throw new IllegalStateException("The file named by scaiwave.dev-issuer.jwks cannot be used: " + file, e);
        }
    }
}
